"""What scoring a post costs, beside publishing it.

    python -m benchmarks.classifier [--quick] [FOLDER]

FOLDER (else FOLKMOOT_REAL_DATA of the environment) has abuse-davidson-train.csv.gz with real short posts; where there
is none, texts are made up, and it says so. A post is scored in a job after it is published, so this adds to the work
of the site and not to anybody's waiting. Prints CPU time a post, one by one and in bulk, and the share of publishing.
"""

import argparse
import csv
import gzip
import itertools
import os
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.import_posts import _make_site
from folkmoot.domains.integrity.classifier import installed, model, scoring

_FILE = "abuse-davidson-train.csv.gz"
_POSTS, _QUICK_POSTS = 2_000, 100
_PUBLISHED, _QUICK_PUBLISHED = 150, 10
_SEED = 18
_WORDS = "the river and the bread that you had at our market is what people want to see in town again"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(os.environ.get("FOLKMOOT_REAL_DATA", "")))
    parser.add_argument("--quick", action="store_true", help="few posts")
    given = parser.parse_args(arguments)
    texts = _texts(given.folder / _FILE, _QUICK_POSTS if given.quick else _POSTS)
    shipped = model.load(installed.SHIPPED)
    scoring.scores(shipped, texts[:10])
    alone = _cpu(lambda: [scoring.scores(shipped, [text]) for text in texts]) / len(texts)
    bulk = _cpu(lambda: scoring.scores(shipped, texts)) / len(texts)
    with tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as folder:
        _make_site(Path(folder))
        published = _publishing(texts[: _QUICK_PUBLISHED if given.quick else _PUBLISHED])
    print(f"posts         {len(texts):>8,}, {sum(map(len, texts)) / len(texts):.0f} characters in the mean")
    print(f"one by one    {alone * 1e6:>8.0f} µs of CPU a post")
    print(f"in bulk       {bulk * 1e6:>8.0f} µs of CPU a post")
    print(f"publishing    {published * 1e6:>8.0f} µs of CPU a post")
    print(f"share         {alone / published:>8.1%} of publishing, in a job")
    return 0


def _texts(file: Path, count: int) -> list[str]:
    if file.is_file():
        with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
            return [row["text"] for row in itertools.islice(csv.DictReader(lines), count)]
    print(f"SKIPPED: there is no {file}; measuring with made-up texts (seed {_SEED}) instead of real posts.")
    chance = random.Random(_SEED)
    words = _WORDS.split()
    return [" ".join(chance.choices(words, k=chance.randint(5, 25))) for _ in range(count)]


def _publishing(texts: Sequence[str]) -> float:
    """CPU time of publishing a post, without what its jobs do."""
    from folkmoot.domains.accounts import api as accounts
    from folkmoot.domains.posts import api as posts
    from folkmoot.domains.posts.api import PostDraft
    from folkmoot.kernel.viewer import Viewer

    joined = accounts.create_account(handle="ana", email="ana@moot.example", password="come to the moot")  # noqa: S106 - invented
    viewer = Viewer(joined.id)
    drafts = [PostDraft(text=text[:400], language="en") for text in texts if text.strip()]
    posts.publish(viewer, draft=drafts[0])
    return _cpu(lambda: [posts.publish(viewer, draft=draft) for draft in drafts[1:]]) / (len(drafts) - 1)


def _cpu(do: Callable[[], object]) -> float:
    before = time.process_time()
    do()
    return time.process_time() - before


if __name__ == "__main__":
    raise SystemExit(main())
