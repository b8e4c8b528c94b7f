"""A page of a home whose entries are complete, as `domains.feed.skeleton` finds it; kept as long as it is so."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from typing import Any, Final

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import ReachSurface
from folkmoot.kernel.ids import MAX_ID, id_at
from folkmoot.kernel.pages import Page, PageRequest, page_ids
from folkmoot.wiring.fastlane import statements as kinds
from folkmoot.wiring.fastlane.changes import Changes
from folkmoot.wiring.fastlane.copies import LATEST, Copies
from folkmoot.wiring.fastlane.entries import Copy, Entry
from folkmoot.wiring.fastlane.reader import About, Reader, Readers, by_kind, covers
from folkmoot.wiring.fastlane.skeleton import SPARE, is_complete, skeleton, wanted
from folkmoot.wiring.fastlane.sources import Row
from folkmoot.wiring.fastlane.store import Store

_MOST_PAGES: Final = 12_000
_DAY: Final = id_at(datetime(1970, 1, 2, tzinfo=UTC), 0)
"""So far below a page's end are marks on what it carries asked for together with all the rest, as a distance of ids."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What is asked. `token`: what the app showed, as a hash; "" in a browser. `look`: all that copies differ in among
    readers who stand to the posts in the same way. `needed`: one of these scopes; none in a browser.
    """

    token: str
    page: PageRequest
    look: Hashable
    country: str | None
    needed: tuple[str, ...] = ()


@dataclass(slots=True)
class HomePage:
    """What a reader asked last, what the database said then, and what that came to.

    As long as it says the same and the entries hold, so does all the rest: it is compared with each request.
    """

    visit: Visit
    about: About
    said: tuple[list[Row], ...]
    reader: Reader
    ids: list[int]
    entries: list[Entry]
    shown: list[Entry]
    keys: list[Any]
    around: Page[int]
    copies: list[Copy] = field(default_factory=list)
    """What was shown last, and what of it counts as shown or lost."""
    reached: tuple[Sequence[int], Sequence[int]] = ((), ())


class Homes:
    """Finds pages of Latest for one kind of answer."""

    def __init__(self, readers: Readers, store: Store, copies: Copies, changes: Changes) -> None:
        self.readers = readers
        self._store, self._copies, self._changes = store, copies, changes
        self._pages: dict[int, HomePage] = {}

    def page(self, me: int, visit: Visit) -> HomePage | None:
        """None where something about the reader is unusual, or they may not ask this."""
        about, said = self._said(me, visit)
        known = self._pages.get(me)
        if known is not None and known.about is about and known.said == said and known.visit == visit:
            entries = self._store.fresh(known.ids)
            if entries == known.entries:
                return known
        return self._found(me, visit, about, said)

    def may_have(self, me: int, visit: Visit) -> bool:
        """False where only Django answers, as far as that is known at once."""
        about, said = self._said(me, visit)
        rows = about.rows | by_kind(chain.from_iterable(said))
        return is_complete(rows) and bool(rows[kinds.ENTRY][0][4] or rows.get(kinds.WAITING))

    def _said(self, me: int, visit: Visit) -> tuple[About, tuple[list[Row], ...]]:
        return self.readers.at_home(visit.token, me, visit.page, visit.page.limit + 1 + SPARE)

    def copies(self, page: HomePage) -> list[Copy]:
        """Of its posts, as far as they stand there. Raises Superseded, Untold."""
        found = None if page.reader.filters else self._copies.known(page.shown, page.keys)
        if found is None:
            found = self._copies.of_page(page.reader, page.shown, LATEST, page.visit.look)
            self._changes.settle()
        else:
            self._changes.hold()
        return found

    def _found(self, me: int, visit: Visit, about: About, said: tuple[list[Row], ...]) -> HomePage | None:
        request = visit.page
        reader = self.readers.reader(me, about, said, visit.country)
        if reader is None or (visit.needed and not covers(reader.viewer.scopes or frozenset(), visit.needed)):
            return None
        standing = wanted(reader, request)
        if standing is None:
            return None
        ids, stored = standing
        entries = self._store.fresh(ids)
        found = skeleton(reader, request, entries, stored)
        if found is None:
            return None
        around = page_ids([entry.id for entry in found], request)
        shown = found[: request.limit]
        if request.upwards:
            shown.reverse()
        whole = self._learn(reader, shown)
        if whole is None:
            return None
        self._changes.settle()
        keys = self._copies.keys(reader, shown, LATEST, visit.look)
        page = HomePage(visit, about, said, reader, ids, entries, shown, keys, around)
        if whole and not reader.filters and len(entries) == len(ids):
            self._remember(me, page)
        return page

    def _remember(self, me: int, page: HomePage) -> None:
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
        self.readers.learn_marks(reader, posts=older, polls=polls, people=people)
        if entries:
            end = min(entries[0].id, entries[-1].id)
            self.readers.reached(reader.me, max(lowest, end - _DAY))
        return not (older or polls or people)


def count_shown(page: HomePage, copies: list[Copy]) -> None:
    """A home was shown with these copies."""
    if copies != page.copies:
        shown, lost = ([one for copy in copies for one in getattr(copy, which)] for which in ("shown", "lost"))
        page.copies, page.reached = copies, (shown, lost)
    feed.count_posts_shown(page.reader.me, ReachSurface.LATEST, *page.reached)
