"""What importing posts costs: CPU time against Django's bulk_create of the same finished rows, and peak memory.

    python -m benchmarks.import_posts [--quick] [FILE]

FILE is a CSV of posts, plain or gzip (else POSTS_CSV of the environment, else ../shared/data/posts-ira.csv.gz); where
there is none, rows are generated, and it says so. Everything happens in a new site in a temporary folder. Claims: at
most ten times the CPU time, and under 500 MB. The exit code is 1 where one does not hold.
"""

import argparse
import csv
import gzip
import itertools
import os
import random
import resource
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

_DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "posts-ira.csv.gz"
_QUICK_ROWS = 5_000
_GENERATED_ROWS = 300_000
_MOST_TIMES = 10
_MOST_MEGABYTES = 500
_SEED = 20161108
_BATCH = 1_000


def main(arguments: Sequence[str]) -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=Path(os.environ.get("POSTS_CSV", _DEFAULT)))
    parser.add_argument("--quick", action="store_true", help=f"only {_QUICK_ROWS:,} rows")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as folder:
        _make_site(Path(folder))
        file = _prepared(given.file, Path(folder), quick=given.quick)
        return _measure(file)


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


def _prepared(file: Path, folder: Path, *, quick: bool) -> Path:
    """The file itself, its first rows, or rows that were generated."""
    if not file.is_file():
        print(f"SKIPPED: there is no {file}; measuring with generated rows (seed {_SEED}) instead of real posts.")
        return _written(folder, _generated(_QUICK_ROWS if quick else _GENERATED_ROWS))
    return _written(folder, _first_rows(file)) if quick else file


def _first_rows(file: Path) -> Iterator[list[str]]:
    opener = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rt", newline="", encoding="utf-8") as opened:
        yield from itertools.islice(csv.reader(opened), _QUICK_ROWS + 1)


def _generated(rows: int) -> Iterator[list[str]]:
    chance = random.Random(_SEED)
    words = ["moot", "river", "#bridge", "@ana", "тень", "雨", "https://town.example/market", "bread & salt", "🙂"]
    yield ["author", "text", "created_at"]
    for number in range(rows):
        said = " ".join(chance.choices(words, k=chance.randint(5, 20)))
        yield [f"author{chance.randrange(1_000)}", said, f"{1_400_000_000 + 60 * number}"]


def _written(folder: Path, rows: Iterator[list[str]]) -> Path:
    file = folder / "posts.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(rows)
    return file


def _measure(file: Path) -> int:
    from folkmoot.edges.cli.imports.posts import Options, import_file

    before = _cpu()
    import_file(file, Options({}))
    imported, megabytes = _cpu() - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows, bare = _bulk_create_again()
    times = imported / bare
    print(f"posts               {rows:>10,}")
    print(f"import              {imported:>10.1f} s of CPU, {imported / rows * 1e6:,.0f} µs a post")
    print(f"bulk_create         {bare:>10.1f} s of CPU, {bare / rows * 1e6:,.0f} µs a post")
    print(f"import/bulk_create  {times:>10.1f} (claim: at most {_MOST_TIMES})")
    print(f"peak memory         {megabytes:>10.0f} MB (claim: under {_MOST_MEGABYTES})")
    return 0 if times <= _MOST_TIMES and megabytes < _MOST_MEGABYTES else 1


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _bulk_create_again() -> tuple[int, float]:
    """Take the finished rows of posts out, a thousand at a time, and put them back; only the latter is timed.

    Only the posts themselves are put back by bulk_create, not their counters and tags, so the measure is a strict one.
    """
    from django.apps import apps
    from django.db import transaction

    model: Any = apps.get_model("posts", "Post")
    ids = list(model.objects.order_by("id").values_list("id", flat=True))
    fields = model._meta.fields  # noqa: SLF001 - the documented way to ask a model for its fields
    spent = 0.0
    for first in range(0, len(ids), _BATCH):
        rows = list(model.objects.filter(id__in=ids[first : first + _BATCH]))
        model.objects.filter(id__in=ids[first : first + _BATCH]).delete()
        fresh = [model(**{field.attname: getattr(row, field.attname) for field in fields}) for row in rows]
        before = _cpu()
        with transaction.atomic():
            model.objects.bulk_create(fresh, batch_size=_BATCH)
        spent += _cpu() - before
    return len(ids), spent


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
