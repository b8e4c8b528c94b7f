"""What the inline detectors cost, against publishing, and what a search in a large hash bank costs.

    python -m benchmarks.detectors [--quick]

CPU time is compared in one run: publishing an ordinary post with the full default policy, and the part of it that
passes in inline detectors and hash banks. Claims: under a tenth of publishing;
a search among 100,000 PDQ hashes under five milliseconds. The exit code is 1 where one does not hold; a quick run
shows only that the benchmark works, and its figures are too few to fail by.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

_ROUNDS, _QUICK_ROUNDS = 200, 25
_HASHES, _QUICK_HASHES = 100_000, 100_000
_MOST_SHARE = 0.1
_MOST_MILLISECONDS = 5.0
_SEED = 20190801
_TEXT = (
    "The farmers' market at the old bridge opens at nine on Saturday: bring your own bags, there is bread, honey and a "
    "band from the school. More at https://market.example/saturday and https://bit.ly/3market #market #town"
)


def main(arguments: Sequence[str]) -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help=f"only {_QUICK_ROUNDS} rounds")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as folder:
        _make_site(Path(folder))
        share = _inline(_QUICK_ROUNDS if given.quick else _ROUNDS)
        search = _bank(_QUICK_HASHES if given.quick else _HASHES)
    return 0 if given.quick or (share < _MOST_SHARE and search < _MOST_MILLISECONDS) else 1


def _make_site(folder: Path) -> None:
    os.environ |= {"FOLKMOOT_DATA": str(folder / "data"), "DJANGO_SETTINGS_MODULE": "folkmoot.wiring.settings"}
    from folkmoot.edges.cli import site
    from folkmoot.edges.cli.commands.migrate import migrate_all
    from folkmoot.infra import operator_key
    from folkmoot.infra.config import current

    site.make_folders(current())
    operator_key.create(current().operator_key_file)
    site.set_up()
    migrate_all()


def _inline(rounds: int) -> float:
    """The share of publishing that inline signals take where they run: the median over the posts."""
    from folkmoot.domains.accounts import api as accounts
    from folkmoot.domains.integrity import api as integrity
    from folkmoot.domains.integrity import screening
    from folkmoot.domains.posts import api as posts
    from folkmoot.domains.posts.api import PostDraft
    from folkmoot.kernel.viewer import Viewer

    author = accounts.create_account(handle="ana", email="ana@bench.example", password="a long enough one")  # noqa: S106 - of a site that is thrown away
    viewer = Viewer(account_id=author.id)
    parts = _Timed([(screening, "with_inline"), (integrity, "shortened"), (integrity, "banks_of_texts")])
    times: list[tuple[float, float]] = []
    for number in range(rounds + 1):
        began, before = time.process_time(), parts.seconds
        posts.publish(viewer, draft=PostDraft(text=f"{_TEXT} {number}"))
        times.append((time.process_time() - began, parts.seconds - before))
    if parts.calls != 3 * len(times):
        raise SystemExit(f"Publishing asked the detectors {parts.calls} times for {len(times)} posts.")
    whole = statistics.median(one for one, _ in times[1:]) * 1000
    part = statistics.median(one for _, one in times[1:]) * 1000
    print(f"publishing: {whole:.2f} ms of CPU; inline detectors in it: {part:.2f} ms, {part / whole:.1%} (at most 10%)")
    return part / whole


class _Timed:
    """Replaces functions of modules by ones that add up what they take."""

    def __init__(self, functions: Iterable[tuple[ModuleType, str]]) -> None:
        self.seconds, self.calls = 0.0, 0
        for module, name in functions:
            setattr(module, name, self._timing(getattr(module, name)))

    def _timing(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: Any) -> Any:
            began = time.process_time()
            try:
                return work(*given)
            finally:
                self.seconds += time.process_time() - began
                self.calls += 1

        return timed


def _bank(size: int) -> float:
    """Milliseconds of CPU for one picture against a bank, its hashes being in memory."""
    from folkmoot.domains.integrity.banks.matching import match_files
    from folkmoot.domains.integrity.banks.types import FileHashes, HashKind
    from folkmoot.domains.integrity.models import BankHash, HashBank
    from folkmoot.infra.writes import atomic_write
    from folkmoot.kernel.ids import new_id

    chance = random.Random(_SEED)
    hashes = [f"{chance.getrandbits(256):064x}" for _ in range(size)]
    with atomic_write():
        bank = HashBank.objects.create(id=new_id(), name="large")
        rows = (BankHash(id=new_id(), bank=bank, kind=HashKind.PDQ.value, hash=one) for one in hashes)
        BankHash.objects.bulk_create(rows, batch_size=5_000)
    near = f"{int(hashes[-1], 16) ^ 0b1011:064x}"
    (found,) = match_files([FileHashes(pdq=near)])
    if [(hit.bank, hit.distance) for hit in found] != [("large", 3)]:
        raise SystemExit("The picture was not found in the bank.")
    times = []
    for _ in range(30):
        began = time.process_time()
        match_files([FileHashes(pdq=near)])
        times.append((time.process_time() - began) * 1000)
    print(f"one picture among {size:,} PDQ hashes: {statistics.median(times):.2f} ms of CPU (at most 5)")
    return statistics.median(times)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
