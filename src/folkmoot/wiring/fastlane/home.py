"""Latest: the home of a reader whose entries are complete, as `domains.feed.skeleton` finds it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, cast

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import ReachSurface
from folkmoot.kernel.ids import MAX_ID, id_at
from folkmoot.kernel.pages import page_ids
from folkmoot.wiring.fastlane.answers import StartResponse, answer, links, listed
from folkmoot.wiring.fastlane.asked import Asked, walks
from folkmoot.wiring.fastlane.changes import Changes
from folkmoot.wiring.fastlane.copies import LATEST, Copies
from folkmoot.wiring.fastlane.entries import Copy, Entry
from folkmoot.wiring.fastlane.reader import About, Reader, Readers, covers
from folkmoot.wiring.fastlane.skeleton import SPARE, skeleton, wanted
from folkmoot.wiring.fastlane.sources import Row
from folkmoot.wiring.fastlane.store import Store

PATH = "/api/v1/timelines/home"
_NEEDED = ("read:statuses",)
_MOST_PAGES: Final = 12_000
_DAY: Final = id_at(datetime(1970, 1, 2, tzinfo=UTC), 0)
"""So far below a page's end are marks on what it carries asked for together with all the rest, as a distance of ids."""


@dataclass(slots=True)
class _Page:
    """What a reader asked last, what the database said then, and what that came to.

    As long as it says the same and the entries hold, so does all the rest: it is compared with each request.
    """

    asked: tuple[Any, ...]
    about: About
    said: tuple[list[Row], ...]
    reader: Reader
    ids: list[int]
    entries: list[Entry]
    shown: list[Entry]
    keys: list[Any]
    link: str
    copies: list[Copy] = field(default_factory=list)
    """What was shown last, and what of it counts as shown or lost."""
    reached: tuple[Sequence[int], Sequence[int]] = ((), ())


class Home:
    """Answers a page of Latest, or None where something about the reader is unusual."""

    route = f"^{PATH[1:]}/?$"
    understood = staticmethod(walks())

    def __init__(self, readers: Readers, store: Store, copies: Copies, changes: Changes) -> None:
        self._readers, self._store, self._copies, self._changes = readers, store, copies, changes
        self._pages: dict[int, _Page] = {}

    def __call__(self, asked: Asked, start: StartResponse) -> Iterable[bytes] | None:
        me = self._readers.owner_of(asked.token)
        if me is None:
            return None
        walk = asked.walk
        about, said = self._readers.at_home(asked.token, me, walk.page, walk.page.limit + 1 + SPARE)
        known, asks = self._pages.get(me), (walk, asked.language, asked.country)
        if known is not None and known.about is about and known.said == said and known.asked == asks:
            entries = self._store.fresh(known.ids)
            if entries == known.entries:
                return self._show(known, asked, start)
        page = self._page(me, asked, about, said)
        return None if page is None else self._show(page, asked, start)

    def _page(self, me: int, asked: Asked, about: About, said: tuple[list[Row], ...]) -> _Page | None:
        request = asked.walk.page
        reader = self._readers.reader(me, about, said, asked.country)
        if reader is None or not covers(reader.viewer.scopes or frozenset(), _NEEDED):
            return None
        standing = wanted(reader, request)
        if standing is None:
            return None
        ids, stored = standing
        entries = self._store.fresh(ids)
        found = skeleton(reader, request, entries, stored)
        if found is None:
            return None
        link = links(asked, page_ids([entry.id for entry in found], request))
        shown = found[: request.limit]
        if request.upwards:
            shown.reverse()
        whole = self._learn(reader, shown)
        if whole is None:
            return None
        self._changes.settle()
        keys = self._copies.keys(reader, shown, LATEST, asked.language)
        asks = (asked.walk, asked.language, asked.country)
        page = _Page(asks, about, said, reader, ids, entries, shown, keys, link)
        if whole and not reader.filters and len(entries) == len(ids):
            self._remember(me, page)
        return page

    def _show(self, page: _Page, asked: Asked, start: StartResponse) -> Iterable[bytes]:
        reader, found = page.reader, [entry.copies.get(key) for entry, key in zip(page.shown, page.keys, strict=True)]
        copies = cast("list[Copy]", found)
        if reader.filters or None in found:
            copies = self._copies.of_page(reader, page.shown, LATEST, asked.language)
            self._changes.settle()
        else:
            self._changes.hold()
        body = listed([copy.body for copy in copies if copy.body is not None])
        answered = answer(start, asked, reader.viewer, body, page.link)
        if copies != page.copies:
            shown, lost = ([one for copy in copies for one in getattr(copy, which)] for which in ("shown", "lost"))
            page.copies, page.reached = copies, (shown, lost)
        feed.count_posts_shown(reader.me, ReachSurface.LATEST, *page.reached)
        return answered

    def _remember(self, me: int, page: _Page) -> None:
        if len(self._pages) >= _MOST_PAGES:
            self._pages.clear()
        self._pages[me] = page

    def _learn(self, reader: Reader, entries: list[Entry]) -> bool | None:
        """Learn what the reader did with these posts; whether the rows said it all. None: one is Django's."""
        polls: list[int] = []
        people: list[int] = []
        lowest = MAX_ID
        for entry in entries:
            lowest = min(lowest, entry.lowest)
            if not entry.usual:
                if not entry.passable:
                    return None
                polls += entry.polls
                people += entry.people if entry.friends else ()
        older = [part for entry in entries for part in entry.parts] if lowest < reader.marks_from else ()
        self._readers.learn_marks(reader, posts=older, polls=polls, people=people)
        if entries:
            end = min(entries[0].id, entries[-1].id)
            self._readers.reached(reader.me, max(lowest, end - _DAY))
        return not (older or polls or people)
