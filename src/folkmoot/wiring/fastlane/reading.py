"""What the answers about one person, one thread or one reader have in common: a statement of their own, then copies."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import ReachSurface
from folkmoot.kernel.ids import MAX_ID
from folkmoot.wiring.fastlane.asked import Asked
from folkmoot.wiring.fastlane.changes import Changes
from folkmoot.wiring.fastlane.copies import Copies, Place
from folkmoot.wiring.fastlane.entries import Copy, Entry
from folkmoot.wiring.fastlane.reader import About, Kept, Reader, Readers, covers
from folkmoot.wiring.fastlane.sources import Row, Source
from folkmoot.wiring.fastlane.store import Store

PAGE, OWNER, SILENCED, MARKER = range(30, 34)
"""What rows of these answers are, besides those of `statements`."""

_MOST_SEEN: Final = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Posts that a reader sees on a page, as long as all about them is as it was. `keys`: those of their copies, by
    place and by the index of the first entry that stands there.
    """

    about: About
    reader: Reader
    entries: list[Entry]
    keys: dict[tuple[Place, int], list[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """What a statement said for somebody."""

    me: int
    about: About
    rows: dict[int, list[Row]]


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads for one answer."""

    source: Source
    store: Store
    readers: Readers
    copies: Copies
    changes: Changes
    pages: dict[Any, Seen] = field(default_factory=dict)

    def said(self, asked: Asked, statement: str, keep: Callable[[About], Kept], **values: Any) -> Said | None:
        me = self.readers.owner_of(asked.token)
        if me is None:
            return None
        about, rows, anew = self.readers.of_page(asked.token, me, statement, values, keep)
        if anew:
            self.changes.settle()
        return Said(me, about, rows)

    def seen(self, asked: Asked, said: Said, ids: Collection[int], needed: tuple[str, ...]) -> Seen | None:
        """These posts, without those that are not there. None: the reader may not ask this, or only Django knows."""
        entries = self.store.fresh(ids)
        which, pages = (said.me, asked.path, asked.language, asked.country), self.pages
        known = pages.get(which)
        if known is not None and known.about is said.about and known.entries == entries:
            return known
        reader = self.readers.reader(said.me, said.about, (), asked.country)
        if reader is None or not covers(reader.viewer.scopes or frozenset(), needed):
            return None
        whole = self._learn(reader, entries)
        if whole is None:
            return None
        found = Seen(said.about, reader, entries)
        self.changes.settle()
        if whole:
            if len(pages) >= _MOST_SEEN:
                pages.clear()
            pages[which] = found
        return found

    def copies_of(self, seen: Seen, place: Place, language: str, first: int = 0) -> list[Copy]:
        """Of each of the posts from this one on, in their order; without a body where it does not stand there."""
        reader, entries = seen.reader, seen.entries[first:] if first else seen.entries
        keys = seen.keys.get((place, first))
        if keys is None:
            keys = seen.keys[place, first] = self.copies.keys(reader, entries, place, language)
        found = [entry.copies.get(key) for entry, key in zip(entries, keys, strict=True)]
        if reader.filters or None in found:
            made = self.copies.of_each(reader, entries, place, language)
            self.changes.settle()
            return made
        self.changes.hold()
        return cast("list[Copy]", found)

    def _learn(self, reader: Reader, entries: Iterable[Entry]) -> bool | None:
        """Learn what the reader did with these posts; whether that holds until something about them is told. None: one
        of them is nothing for the fast lane.
        """
        posts: list[int] = []
        polls: list[int] = []
        people: list[int] = []
        for entry in entries:
            if not entry.passable:
                return None
            polls += entry.polls
            people += entry.people if entry.friends else ()
            posts += entry.parts
        reader.marks_from = MAX_ID
        self.readers.learn_marks(reader, posts=posts, polls=polls, people=people)
        return not (polls or people or reader.filters)


def count_shown(reader: Reader, surface: ReachSurface, copies: Sequence[Copy]) -> None:
    shown = [one for copy in copies for one in copy.shown]
    feed.count_posts_shown(reader.me, surface, shown, [one for copy in copies for one in copy.lost])


def joined(rows: Sequence[Row] | None) -> list[int]:
    """The ids in the last column, as `words["joined"]` puts them together."""
    text = rows[0][4] if rows else None
    return list(map(int, text.split(","))) if text else []
