"""Mastodon's CSV files: whom one follows, blocks and mutes, lists, bookmarks."""

import csv
from collections.abc import Iterator
from io import StringIO

from folkmoot.domains.moving.into.boxes import Box
from folkmoot.domains.moving.into.entries import Entry
from folkmoot.domains.moving.types import Part
from folkmoot.kernel.errors import Invalid

MOST = 16 * 1024 * 1024
FILES = {
    "following_accounts.csv": Part.FOLLOWS,
    "lists.csv": Part.LISTS,
    "blocked_accounts.csv": Part.BLOCKS,
    "muted_accounts.csv": Part.MUTES,
    "bookmarks.csv": Part.BOOKMARKS,
}
_SIGNS = (
    ("show boosts", "following_accounts.csv"),
    ("hide notifications", "muted_accounts.csv"),
)
_WORDS = {"follow": "following_accounts.csv", "block": "blocked_accounts.csv", "mute": "muted_accounts.csv",
          "list": "lists.csv", "bookmark": "bookmarks.csv"}  # fmt: skip
_YES = {"true", "1", "yes"}


def kind_of(name: str, content: bytes) -> str:
    """Under which of the names it belongs, by its first line or its name. Raises Invalid for none."""
    begin = content[:200].decode("utf-8-sig", "replace").splitlines()[:1]
    by_head = next((file for sign, file in _SIGNS if begin and sign in begin[0].lower()), "")
    found = by_head or next((file for word, file in _WORDS.items() if word in name.lower()), "")
    if not found or b"\0" in content[:4096]:
        raise Invalid(
            "This is no archive that can be taken in: a ZIP or .tar.gz of Mastodon, Folkmoot or Facebook, or one of"
            " Mastodon’s CSV files.",
            field="file",
        )
    return found


def entries(box: Box, root: str) -> Iterator[Entry]:
    for name, part in FILES.items():
        if box.holds(root + name):
            rows = _rows(box.read(root + name, MOST))
            yield from _lists(rows) if part is Part.LISTS else (_entry(part, row) for row in rows)


def _rows(content: bytes) -> list[list[str]]:
    try:
        found = [[cell.strip() for cell in row] for row in csv.reader(StringIO(content.decode("utf-8-sig")))]
    except (UnicodeError, csv.Error):
        raise Invalid("This CSV file cannot be read.", field="file") from None
    return [row for row in found if row and row[0] and row[0].lower() != "account address"]


def _entry(part: Part, row: list[str]) -> Entry:
    cells = [cell.lower() for cell in row] + ["", "", ""]
    values: dict[str, object] = {"account": row[0]}
    if part is Part.FOLLOWS:
        values |= {"boosts": cells[1] in _YES or not cells[1], "notify": cells[2] in _YES}
        values |= {"languages": [one.strip() for one in cells[3].split(",") if one.strip()]}
    elif part is Part.MUTES:
        values |= {"notifications": cells[1] in _YES or not cells[1]}
    return Entry(part, row[0][:500], values=values)


def _lists(rows: list[list[str]]) -> Iterator[Entry]:
    titles = dict.fromkeys(row[0] for row in rows)
    for title in titles:
        members = [row[1] for row in rows if row[0] == title and len(row) > 1 and row[1]]
        yield Entry(Part.LISTS, title[:500], values={"title": title, "members": members})
