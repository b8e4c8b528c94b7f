"""What the inline detectors cost, against publishing, and what a search in a large hash bank costs.

    python -m benchmarks.detectors [--quick]

Both sides alternate in one run, and CPU time is compared: publishing an ordinary post with the full default policy,
and what inline detectors and hash banks add to it. Claims: under a tenth of publishing;
a search among 100,000 PDQ hashes under five milliseconds. The exit code is 1 where one does not hold.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

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
    return 0 if share < _MOST_SHARE and search < _MOST_MILLISECONDS else 1


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
    """The share of publishing that inline signals take: the median of the rounds of each side."""
    from folkmoot.domains.accounts import api as accounts
    from folkmoot.domains.integrity import api as integrity
    from folkmoot.domains.posts import api as posts
    from folkmoot.domains.posts.api import PostDraft
    from folkmoot.kernel.ids import new_id
    from folkmoot.kernel.refs import post_ref
    from folkmoot.kernel.viewer import Viewer

    author = accounts.create_account(handle="ana", email="ana@bench.example", password="a long enough one")  # noqa: S106 - of a site that is thrown away
    viewer = Viewer(account_id=author.id)
    facts = integrity.Facts(
        kind="post", text=_TEXT, links=("market.example", "bit.ly"), hashtags=("market", "town"), mention_count=0
    )

    def detectors(number: int) -> None:
        subject = integrity.Subject(post_ref(new_id()), author.id, facts)
        integrity.with_inline([subject])
        integrity.shortened(facts.links)
        integrity.banks_of_texts([f"{_TEXT} {number}"])

    def publish(number: int) -> None:
        posts.publish(viewer, draft=PostDraft(text=f"{_TEXT} {number}"))

    publish(0)
    detectors(0)
    whole, part = _alternating(rounds, publish, detectors)
    print(f"publishing: {whole:.2f} ms of CPU; inline detectors in it: {part:.2f} ms, {part / whole:.1%} (at most 10%)")
    return part / whole


def _alternating(rounds: int, one: Callable[[int], None], other: Callable[[int], None]) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(1, rounds + 1):
        for work, into in zip((one, other), times, strict=True):
            began = time.process_time()
            work(number)
            into.append((time.process_time() - began) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])


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
