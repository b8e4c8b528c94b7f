"""What a search costs in a small and in a large site: CPU time of the same questions, after each step of growth.

    python -m benchmarks.search [--quick]

A new site in a temporary folder (SQLite) grows from 10,000 public posts to 100,000; the questions are a common word, a
rare one, a phrase, a beginning, an author, the beginning of a tag. Each is asked several times; the median counts.
Claim: the whole round costs at most twice as much in the large site. The exit code is 1 where that does not hold.
"""

import argparse
import itertools
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.sites import cpu, make_site, texts

_SMALL, _LARGE = 10_000, 100_000
_QUICK = (500, 2_000)
_ROUNDS = 9
_MOST_TIMES = 2.0
_BATCH = 1_000
_QUESTIONS = ("moot", "quagga", '"old wall"', "riv", "from:author1 bridge", "moot -river has:link", "#brid")


def main(arguments: Sequence[str]) -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small numbers, for seeing that it runs")
    small, large = _QUICK if parser.parse_args(arguments).quick else (_SMALL, _LARGE)
    with tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as folder:
        make_site(Path(folder))
        growth = _growth(large)
        costs = []
        for size in (small, large):
            while next(growth) < size:
                pass
            costs.append(_round(size))
    ratio = costs[1] / costs[0]
    print(f"large/small {ratio:.2f} claim: at most {_MOST_TIMES}")
    return 0 if ratio <= _MOST_TIMES else 1


def _growth(most: int) -> Iterator[int]:
    """Bring in and index a thousand posts at a time; yields how many there are."""
    from folkmoot.domains.accounts import api as accounts
    from folkmoot.domains.posts import api as posts
    from folkmoot.domains.search.indexing import index_posts
    from folkmoot.kernel.ids import id_at

    author = accounts.create_account(handle="author1", email="a@moot.example", password="come to the moot")  # noqa: S106 - of a site that lives for a minute
    begin, written = datetime(2020, 1, 1, tzinfo=UTC), texts()
    for first in range(0, most, min(_BATCH, _QUICK[0])):
        batch = [
            posts.ImportedPost(
                id=id_at(begin + timedelta(minutes=number), 0),
                author_id=author.id,
                words=posts.imported_words(text if number % 997 else f"{text} quagga"),
            )
            for number, text in enumerate(itertools.islice(written, min(_BATCH, _QUICK[0])), start=first)
        ]
        posts.import_posts(batch)
        index_posts([post.id for post in batch])
        yield first + len(batch)


def _round(size: int) -> float:
    """Seconds of CPU for all questions; the first round fills caches."""
    from folkmoot.domains.search import api
    from folkmoot.kernel.viewer import NOBODY

    whole = 0.0
    for question in _QUESTIONS:
        took = []
        found = api.search(NOBODY, query=question)
        for _ in range(_ROUNDS):
            start = cpu()
            found = api.search(NOBODY, query=question)
            took.append(cpu() - start)
        each = statistics.median(took)
        whole += each
        print(f"{size:>7} posts  {question:<22} {1000 * each:7.1f} ms  {sum(found.counts.values()):>4} found")
    return whole


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
