"""Small files to import, and what came of them, as a reader of the site finds it."""

import csv
import gzip
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostView
from folkmoot.edges.cli.imports.posts import Options, import_file
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.viewer import NOBODY

LONG_AGO = datetime(2016, 11, 8, 19, 30, tzinfo=UTC)


def write(path: Path, content: str | bytes, *, zipped: bool = False) -> Path:
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data) if zipped else data)
    return path


def import_posts(
    path: Path,
    columns: Mapping[str, str] | None = None,
    *,
    shift_to_now: bool = False,
    spread: bool = False,
    time_format: str = "",
) -> int:
    """The exit code; rejects lie beside the file."""
    options = Options(
        columns or {}, time_format=time_format, shift_to_now=shift_to_now, spread=spread, rejects=rejects_of(path)
    )
    return import_file(path, options)


def rejects_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.rejects.csv")


def rejected(path: Path) -> list[tuple[str, str]]:
    """Line and reason of each rejected line."""
    file = rejects_of(path)
    if not file.exists():
        return []
    with file.open(newline="", encoding="utf-8") as opened:
        return [(row["line"], row["reason"]) for row in csv.DictReader(opened)]


def public() -> tuple[PostView, ...]:
    """All public posts, the newest first."""
    return posts.public_timeline(NOBODY, PageRequest(limit=1_000)).items


def texts() -> list[str]:
    return [post.text for post in public()]


def names() -> set[str]:
    """The handles of all imported people."""
    return {account.handle for account in accounts.accounts_by_ids(accounts.imported_ids()).values()}
