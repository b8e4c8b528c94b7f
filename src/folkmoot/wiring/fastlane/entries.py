"""Posts as the fast lane knows them, and which of them hold."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final

from folkmoot.domains.posts.api import Gap, PostView

FOREVER: Final = float("inf")
_MOST_COPIES: Final = 64


@dataclass(frozen=True, slots=True, eq=False)
class Copy:
    """A post as some readers see it: its JSON or HTML (None: not at all), which posts are thereby shown or lost, the
    gap that it is, and until when it is so, in seconds.
    """

    body: bytes | None
    shown: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()
    gap: Gap | None = None
    until: float = FOREVER


class Superseded(Exception):
    """Something has changed since this request began, and what it has found may not go together: it begins again."""


@dataclass(slots=True, eq=False)
class Entry:
    """A post with what it carries. `ids` are all posts, people and threads whose relation to a reader matters.

    `answers`: whose post it answers, 0 for nobody else's. `passable` False: only Django answers with it. `usual`:
    passable, and nothing apart has to be asked for it. `plain`: all that counts is how the reader stands to its author.
    Where more than numbers changes, another entry takes its place; `stamps` and `roots` are those of `facts.Fact`.
    """

    id: int
    author: int
    answers: int
    parts: tuple[int, ...]
    lowest: int
    people: tuple[int, ...]
    threads: tuple[int, ...]
    polls: tuple[int, ...]
    ids: frozenset[int]
    plain: bool
    friends: bool
    passable: bool
    usual: bool
    stamps: tuple[int, ...]
    roots: tuple[int, ...]
    as_of: int = -1
    until: float = FOREVER
    copies: dict[Any, Copy] = field(default_factory=dict)
    cards: dict[Any, Copy] = field(default_factory=dict)
    """Copies as HTML."""
    views: dict[Any, PostView | None] = field(default_factory=dict)
    """What a copy would be made of, where that is asked for itself."""

    def change(self) -> None:
        """What was made of it is no longer so."""
        self.copies, self.cards, self.views = {}, {}, {}

    def keep_view(self, key: Any, view: PostView | None) -> PostView | None:
        if len(self.views) >= _MOST_COPIES:
            self.views.clear()
        self.views[key] = view
        return view

    def keep(self, key: Any, copy: Copy) -> Copy:
        if len(self.copies) >= _MOST_COPIES:
            self.copies.clear()
        self.copies[key] = copy
        return copy


class Sound:
    """Entries that hold. `until`: when time ends one of them, in seconds."""

    __slots__ = ("_entries", "until")

    def __init__(self) -> None:
        self.until = FOREVER
        self._entries: dict[int, Entry] = {}

    def of(self, ids: Collection[int]) -> list[Entry | None]:
        """The entries of these posts, None for those that have to be looked at."""
        return list(map(self._entries.get, ids))

    def drop(self, entry: Entry) -> None:
        """Something about it may have changed."""
        self._entries.pop(entry.id, None)

    def add(self, entry: Entry) -> None:
        self._entries[entry.id] = entry
        self.until = min(self.until, entry.until)

    def still(self, now: float) -> "tuple[Sound, list[Entry]]":
        """Those that time has not ended, and those that it has."""
        left, ended = Sound(), list[Entry]()
        for entry in self._entries.values():
            if entry.until > now:
                left.add(entry)
            else:
                ended.append(entry)
        return left, ended
