"""What appending to the public log costs when it is short and when it is long, and how large its proofs are.

    python -m benchmarks.log [--quick]

Two new sites in temporary folders, one with a log of 1,000 entries, one of 1,000,000 (--quick: 20,000), made in bulk.
In turns, each appends and sequences the same entries, one by one; CPU time is compared. Claims: at most 1.5 times the
cost in the long log, and no proof of more than 25 hashes. The exit code is 1 where one does not hold.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

_SHORT, _LONG, _QUICK_LONG = 1_000, 1_000_000, 20_000
_ROUNDS, _QUICK_ROUNDS = 9, 5
_APPENDED = 200
_PROOFS = 200
_MOST_TIMES = 1.5
_MOST_HASHES = 25
_BATCH = 10_000
_SEED = 1215
_SETTINGS = "folkmoot.wiring.settings"
_ANSWER = "= "


def main(arguments: Sequence[str]) -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help=f"a long log of only {_QUICK_LONG:,}")
    parser.add_argument("--site", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.site is not None:
        return _be_a_site(given.site)
    long, rounds = (_QUICK_LONG, _QUICK_ROUNDS) if given.quick else (_LONG, _ROUNDS)
    with tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as folder:
        return _measure(Path(folder), long, rounds)


def _measure(folder: Path, long: int, rounds: int) -> int:
    sites = {size: _Site(folder / str(size), size) for size in (_SHORT, long)}
    costs: dict[int, list[float]] = {size: [] for size in sites}
    for number in range(rounds + 1):
        for size, site in sites.items():
            cost = float(site.ask("append"))
            if number:  # the first round warms both up
                costs[size].append(cost)
    proofs = {size: site.ask("prove").split() for size, site in sites.items()}
    for site in sites.values():
        site.end()
    short_cost, long_cost = median(costs[_SHORT]), median(costs[long])
    ratio, hashes = long_cost / short_cost, int(proofs[long][0])
    print(f"append at {_SHORT:>9,}   {short_cost * 1e6:>8,.0f} µs of CPU an entry")
    print(f"append at {long:>9,}   {long_cost * 1e6:>8,.0f} µs of CPU an entry")
    print(f"long/short            {ratio:>8.2f} (claim: at most {_MOST_TIMES})")
    print(f"hashes in a proof     {hashes:>8} at {long:,} (claim: at most {_MOST_HASHES})")
    print(f"time for a proof      {float(proofs[long][1]) * 1e3:>8.2f} ms at {long:,}")
    return 0 if ratio <= _MOST_TIMES and hashes <= _MOST_HASHES else 1


class _Site:
    """A process with a log of its own that does what it is asked, one line at a time."""

    def __init__(self, folder: Path, size: int) -> None:
        folder.mkdir()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.log", "--site", str(size)],
            env=os.environ | {"FOLKMOOT_DATA": str(folder / "data"), "DJANGO_SETTINGS_MODULE": _SETTINGS},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def ask(self, word: str) -> str:
        assert self._process.stdin is not None  # noqa: S101 - for the type checker: both are pipes
        assert self._process.stdout is not None  # noqa: S101 - the same
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        lines = (line for line in self._process.stdout if line.startswith(_ANSWER))  # what migrations say is none
        return next(lines).removeprefix(_ANSWER).strip()

    def end(self) -> None:
        self._process.communicate(timeout=60)


def _be_a_site(size: int) -> int:
    _make(size)
    for line in sys.stdin:
        print(f"{_ANSWER}{_append() if line.strip() == 'append' else _prove()}", flush=True)
    return 0


def _make(size: int) -> None:
    from folkmoot.edges.cli import site
    from folkmoot.edges.cli.commands.migrate import migrate_all
    from folkmoot.infra import operator_key
    from folkmoot.infra.config import current

    site.make_folders(current())
    operator_key.create(current().operator_key_file)
    site.set_up()
    migrate_all()
    _fill(size)


def _fill(size: int) -> None:
    """A log of so many entries, written in bulk as the sequencer would have written it."""
    from folkmoot.infra.translog import heads
    from folkmoot.infra.translog.models import LogEntry, TreeNode
    from folkmoot.infra.translog.tree import Growing, leaf_hash
    from folkmoot.infra.writes import atomic_write

    tree = Growing(0, {})
    for first in range(0, size, _BATCH):
        places = range(first, min(size, first + _BATCH))
        bodies = [b'{"id":"%d","kind":"bench"}' % (place + 1) for place in places]
        tree.add(map(leaf_hash, bodies))
        made = [(node.place, value) for node, value in tree.made.items()]
        tree.made.clear()
        with atomic_write():
            _insert(LogEntry, ((place + 1, "bench", body, place) for place, body in zip(places, bodies, strict=True)))
            _insert(TreeNode, iter(made))
    with atomic_write():
        heads.sign(size, tree.root, after=None)


def _insert(model: Any, rows: Iterator[tuple[Any, ...]]) -> None:
    """Without the ORM, which would take minutes for what only has to be there."""
    from django.db import connection

    fields = [field.column for field in model._meta.fields]  # noqa: SLF001 - the documented way to ask for them
    statement = f"INSERT INTO {model._meta.db_table} ({', '.join(fields)}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608, SLF001 - names of our own tables
    with connection.cursor() as cursor:
        while batch := list(islice(rows, _BATCH)):
            cursor.executemany(statement, batch)


def _append() -> float:
    """CPU seconds for one entry: its append, and its share of a run of the sequencer."""
    from folkmoot.infra.translog import api as translog
    from folkmoot.infra.writes import atomic_write

    before = _cpu()
    for number in range(_APPENDED):
        with atomic_write():
            translog.append("bench", number=number)
        translog.sequence()
    return (_cpu() - before) / _APPENDED


def _prove() -> str:
    """The most hashes of many proofs, and the median of their seconds."""
    from folkmoot.infra.translog import api as translog

    chance = random.Random(_SEED)
    head = translog.head()
    size = head.size if head else 0
    longest, seconds = 0, []
    for _ in range(_PROOFS):
        place = chance.randrange(size)
        before = time.perf_counter()
        longest = max(longest, len(translog.inclusion_proof(place, size)))
        seconds.append(time.perf_counter() - before)
        longest = max(longest, len(translog.consistency_proof(place + 1, size)))
    return f"{longest} {median(seconds)}"


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
