"""Which posts stand in a home whose entries are complete, as `domains.feed.skeleton` finds them."""

from collections.abc import Iterable
from typing import Final

from folkmoot.domains.posts.api import Visibility
from folkmoot.kernel.ids import MAX_ID
from folkmoot.kernel.pages import PageRequest
from folkmoot.wiring.fastlane import statements as kinds
from folkmoot.wiring.fastlane.entries import Entry
from folkmoot.wiring.fastlane.reader import Reader
from folkmoot.wiring.fastlane.sources import Row

SPARE: Final = 3
"""Entries of people whom the reader no longer follows may stand among the others: so many more are asked for."""
_MOST_WAITING: Final = 500
_OTHERS_ONLY: Final = frozenset({Visibility.DIRECT.value, Visibility.GROUP.value})


def wanted(reader: Reader, page: PageRequest) -> tuple[list[int], int] | None:
    """The posts that may stand there, and how many of them are stored as entries. None: entries are not all there is,
    or reach not so far.
    """
    rows = reader.rows
    if not is_complete(rows) or (page.max_id or MAX_ID) <= rows[kinds.READER][0][1]:
        return None
    stored, waiting = _ids(rows[kinds.ENTRY][0][4]), rows.get(kinds.WAITING, ())
    unspread = _unspread(reader, waiting, page) if waiting else []
    if unspread is None or len(waiting) > _MOST_WAITING:
        return None
    return stored + unspread, len(stored)


def is_complete(rows: dict[int, list[Row]]) -> bool:
    """Whether a home is made of entries alone, and they are all there."""
    state = rows.get(kinds.READER)
    if not state or not rows.get(kinds.TOKEN) or rows[kinds.TOKEN][0][3]:
        return False
    _, _, newest_follow, touched, big = state[0]
    return not big and bool(touched) and rows[kinds.FOLLOWS][0][1] <= newest_follow


def skeleton(reader: Reader, page: PageRequest, entries: list[Entry], stored: int) -> list[Entry] | None:
    """One post more than the page holds, in its order. None: entries are not all there is, or reach not so far."""
    kept = _still_followed(reader, entries)
    if len(kept) <= page.limit < stored - SPARE:
        return None
    if len(entries) > stored or reader.rows.get(kinds.WAITING):
        kept = sorted({entry.id: entry for entry in kept}.values(), key=_id_of, reverse=not page.upwards)
    found = kept[: page.limit + 1]
    return None if _may_lie_below(found, page, reader.rows[kinds.READER][0][1]) else found


def _still_followed(reader: Reader, entries: Iterable[Entry]) -> list[Entry]:
    """Without what is stale: by people whom the reader no longer follows, and answers to such."""
    follows, me = reader.follows, reader.me
    return [
        entry for entry in entries
        if (entry.author in follows and (not entry.answers or entry.answers in follows or entry.answers == me))
        or entry.author == me
    ]  # fmt: skip


def _id_of(entry: Entry) -> int:
    return entry.id


def _ids(joined: str | None) -> list[int]:
    return list(map(int, joined.split(","))) if joined else []


def _unspread(reader: Reader, waiting: Iterable[Row], page: PageRequest) -> list[int] | None:
    """What nobody's entries have yet, as far as it is for this home; None where that takes more to know."""
    found: list[int] = []
    known = reader.follows | {reader.me}
    for _, post_id, author, answered, visibility in waiting:
        if author not in known or not _within(post_id, page):
            continue
        if visibility in _OTHERS_ONLY:
            return None
        if not answered or answered == author or answered in known or author == reader.me:
            found.append(post_id)
    return found


def _within(one: int, page: PageRequest) -> bool:
    return (page.max_id is None or one < page.max_id) and (page.floor is None or one > page.floor)


def _may_lie_below(found: list[Entry], page: PageRequest, floor: int) -> bool:
    if floor == 0 or (page.floor is not None and page.floor >= floor):
        return False
    return len(found) <= page.limit or min(found[0].id, found[-1].id) <= floor
