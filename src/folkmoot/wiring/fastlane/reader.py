"""Who reads, and how they stand to posts and people: kept until the database tells of a change."""

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from folkmoot.domains.apps import api as apps
from folkmoot.domains.feed.api import TOUCH_AFTER
from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import FilterView
from folkmoot.kernel import clock
from folkmoot.kernel.ids import MAX_ID
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.viewer import Viewer
from folkmoot.wiring.fastlane import statements as kinds
from folkmoot.wiring.fastlane.entries import FOREVER
from folkmoot.wiring.fastlane.sources import Row, Source

_MOST_REMEMBERED: Final = 20_000
_MOST_KEPT: Final = 12_000
_MOST_HOMES: Final = 8
_MOST_PARTS: Final = 2
"""Of a profile, a thread or what somebody is told."""
_MOST_THREADS: Final = 1_000
_MOST_SECONDS: Final = 300
"""Whether a home was read of late is looked at again after so long."""
_NO_ROWS: Final[tuple[Row, ...]] = ()
_NOBODY: Final[frozenset[int]] = frozenset()
_NOTHING_KEPT: Final[dict[str, "About"]] = {}
_FILTERS: Final = (kinds.FILTER, kinds.KEYWORD, kinds.FILTERED_POST)


Kept = dict[Any, dict[int, list[Row]]]
"""Rows by their kind, of one or more statements."""


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """Something made of a reader and of what they are told holds as long as this is their mark, and until then, in
    seconds.
    """

    until: float


@dataclass(slots=True, eq=False)
class About:
    """What rows say about a reader who shows a token, or sits at a browser, but for their home. `until`: when a part of
    it ends by itself, in seconds; `marks_from`: down to which post id all marks are known; `told`: what notifications
    tell them; `weighed`: what counts in their Ranked.
    """

    day: object
    marks_from: int
    rows: dict[int, list[Row]] = field(default_factory=dict)
    until: float = 0.0
    homes: dict[Any, list[Row]] = field(default_factory=dict)
    told: Kept = field(default_factory=dict)
    weighed: dict[int, Any] = field(default_factory=dict)
    follows: frozenset[int] | None = None
    """Known once a page was made of this."""

    def learn(self, said: list[Row], now: float) -> None:
        self.rows = by_kind(said)
        ends = self.rows[kinds.MUTED_UNTIL][0][4]
        muted_until = datetime.fromisoformat(ends).replace(tzinfo=UTC).timestamp() if ends else FOREVER
        self.until = min(muted_until, now + _MOST_SECONDS)

    def holds(self, day: object, now: float, marks_from: int) -> bool:
        """False, too, while another request has not read it yet."""
        return self.until > now and self.day == day and self.marks_from <= marks_from


@dataclass(slots=True)
class Reader:
    """One reader for one request. `special`: ids of posts, people and threads to which they stand in a way of their
    own; to all others only following counts. `marks_from`: down to which post id all marks are known.
    """

    viewer: Viewer
    me: int
    rows: dict[int, list[Row]]
    follows: frozenset[int]
    filters: tuple[FilterView, ...]
    marks_from: int
    blocking: frozenset[int]
    blocked_by: frozenset[int]
    muting: frozenset[int]
    boosts_hidden: frozenset[int]
    followers: frozenset[int] = frozenset()
    marks: dict[int, frozenset[str]] = field(default_factory=dict)
    boosted: frozenset[int] = frozenset()
    votes: dict[int, int] = field(default_factory=dict)
    choices: dict[int, tuple[int, ...]] = field(default_factory=dict)
    special: frozenset[int] = frozenset()


class Readers:
    """Makes readers from rows. What is kept of somebody holds until `Changes` doubts it."""

    def __init__(self, source: Source) -> None:
        self.decisions = self.decisions_about_people = 0
        """Other numbers after each that takes effect or ends."""
        self._source = source
        self._statements = kinds.statements_for(source)
        self._owners: dict[str, int] = {}
        self._follows: dict[int, tuple[Row, frozenset[int]]] = {}
        self._filters: dict[int, tuple[tuple[Row, ...], tuple[FilterView, ...]]] = {}
        self._reached: dict[int, int] = {}
        self._kept: dict[int, dict[str, About]] = {}
        self._marks: dict[int, Mark] = {}
        self._unspread: list[list[Row]] = []
        self._profiles: dict[int, Kept] = {}
        self._threads: dict[int, Kept] = {}
        self._thread_of: dict[int, int] = {}
        self._day: tuple[int, Any, Any] = (0, None, None)

    def owner_of(self, token: str) -> int | None:
        """Whose a token is, or was: that never changes. Whether it still works is asked with each reading."""
        owner = self._owners.get(token)
        if owner is None:
            rows = self._source.rows(self._statements.owner, {"token": token})
            owner = rows[0][0] if rows else None
            if owner is not None:
                _remember(self._owners, token, owner)
        return owner

    def at_home(self, token: str, me: int, page: PageRequest, limit: int) -> tuple[About, tuple[list[Row], ...]]:
        """What is known about a reader, and what is said of the page of their home. `token` "": in a browser."""
        now = clock.now()
        today, touched = self._days(int(now.timestamp()))
        about = self._about(token, me, now, today)
        home = about.homes.get((page, limit)) or self._home(me, about, page, limit, touched)
        return about, (home, self._waiting())

    def mark(self, me: int) -> Mark:
        """The one of a reader who is signed in; another one after each change about them or what they are told."""
        now = clock.now()
        mark = self._marks.get(me)
        if mark is None or mark.until <= now.timestamp():
            mark = Mark(self._about("", me, now, self._days(int(now.timestamp()))[0]).until)
            _remember(self._marks, me, mark)
        return mark

    def of_page(
        self, token: str, me: int, statement: str, values: dict[str, Any], keep: Callable[[About], Kept]
    ) -> tuple[About, dict[int, list[Row]], bool]:
        """What is known about a reader, what a statement says of a page, and whether it says so anew. `keep`: where
        that is kept, as long as it is told of each change.
        """
        which = (statement, *values.values())
        now = clock.now()
        about = self._about(token, me, now, self._days(int(now.timestamp()))[0])
        kept = keep(about)
        found = kept.get(which)
        if anew := found is None:
            found = by_kind(self._source.said(statement, values | {"me": me, "now": self._source.moment(now)}))
            _remember(kept, which, found, _MOST_PARTS)
        return about, found, anew

    def profile(self, account_id: int) -> Kept:
        """Where to keep what a profile consists of: made before that is read, so that a change takes it away."""
        return _made(self._profiles, account_id, _MOST_KEPT)

    def thread(self, thread_id: int) -> Kept:
        """Where to keep what a thread consists of, likewise."""
        return _made(self._threads, thread_id, _MOST_THREADS)

    def thread_of(self, post_id: int) -> int | None:
        """In which thread a post stands: that never changes. None for a boost, and for what is not there."""
        found = self._thread_of.get(post_id)
        if found is None and (rows := self._source.rows(self._statements.thread_of, {"about": post_id})):
            found = rows[0][0]
            _remember(self._thread_of, post_id, found)
        return found

    def _about(self, token: str, me: int, now: datetime, today: Any) -> About:
        about = self._kept.get(me, _NOTHING_KEPT).get(token)
        if about is None or not about.holds(today, now.timestamp(), self._reached.get(me, MAX_ID)):
            about = self._ask(token, me, now, today)
        return about

    def _home(self, me: int, about: About, page: PageRequest, limit: int, touched: Any) -> list[Row]:
        """The rows about a page of the home, kept as long as nothing about it has changed."""
        homes = about.homes
        statement = self._statements.home_upwards if page.upwards else self._statements.home
        found = self._source.said(statement, _of_page(me, page, limit, touched))
        if len(homes) >= _MOST_HOMES:
            homes.clear()
        homes[page, limit] = found
        return found

    def _waiting(self) -> list[Row]:
        """What stands in nobody's entries yet; the same object as long as that has not changed."""
        kept = self._unspread
        if not kept:
            kept.append(self._source.said(self._statements.waiting, {}))
        return kept[0]

    def _ask(self, token: str, me: int, now: datetime, today: Any) -> About:
        """Kept before it is read: a change in between takes it away again, and the next request asks anew."""
        start = self._reached.get(me, MAX_ID)
        about = About(today, start)
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept.setdefault(me, {})[token] = about
        values = {"me": me, "now": self._source.moment(now), "from": start}
        values |= {"token": token, "today": today} if token else {}
        statement = self._statements.about if token else self._statements.about_browser
        about.learn(self._source.said(statement, values), now.timestamp())
        return about

    def doubt(self, readers: Iterable[int]) -> None:
        for one in readers:
            self._kept.pop(one, None)
            self._marks.pop(one, None)

    def doubt_homes(self, readers: Iterable[int]) -> None:
        """Others may be about to keep what they read before the change: they do so where nobody looks any more."""
        for one in readers:
            for about in list(self._kept.get(one, _NOTHING_KEPT).values()):
                about.homes = {}

    def doubt_homes_with(self, authors: set[int]) -> None:
        for me, tokens in list(self._kept.items()):
            for about in list(tokens.values()):
                if about.follows is None or me in authors or not authors.isdisjoint(about.follows):
                    about.homes = {}

    def doubt_profiles(self, owners: Iterable[int]) -> None:
        for one in owners:
            self._profiles.pop(one, None)

    def doubt_threads(self, threads: Iterable[int]) -> None:
        for one in threads:
            self._threads.pop(one, None)

    def doubt_told(self, readers: Iterable[int]) -> None:
        for one in readers:
            self._marks.pop(one, None)
            for about in list(self._kept.get(one, _NOTHING_KEPT).values()):
                about.told = {}

    def doubt_waiting(self) -> None:
        self._unspread = []

    def is_waiting(self, posts: set[int]) -> bool:
        """Whether one of them may stand in nobody's entries yet."""
        return not self._unspread or any(row[1] in posts for row in self._unspread[0])

    def forget(self) -> None:
        self._kept, self._marks = {}, {}
        self._unspread = []
        self._profiles = {}
        self._threads = {}

    def _days(self, second: int) -> tuple[Any, Any]:
        """Today, and since when a home counts as touched: worked out once a second."""
        known = self._day
        if known[0] != second:
            now = datetime.fromtimestamp(second, tz=UTC)
            known = self._day = (second, self._source.moment(now.date()), self._source.moment(now - TOUCH_AFTER))
        return known[1:]

    def reader(self, me: int, about: About, said: Iterable[list[Row]], country: str | None) -> Reader | None:
        """None where the token does not work any more, or has not been used today."""
        rows = about.rows | by_kind(chain.from_iterable(said))
        token = rows.get(kinds.TOKEN)
        if not token or not token[0][1]:
            return None
        about.follows = self._followees(me, rows[kinds.FOLLOWS][0])
        own_filters = tuple(row for kind in _FILTERS for row in rows.get(kind, _NO_ROWS))
        return Reader(
            viewer=Viewer(me, app_id=token[0][2] or None, scopes=_scopes(token[0][4]), country=country),
            me=me,
            rows=rows,
            follows=about.follows,
            filters=self._own_filters(me, own_filters) if own_filters else (),
            marks_from=about.marks_from,
            blocking=_second(rows, kinds.BLOCKING),
            blocked_by=_second(rows, kinds.BLOCKED_BY),
            muting=_second(rows, kinds.MUTING),
            boosts_hidden=_second(rows, kinds.BOOSTS_HIDDEN),
        )

    def reached(self, me: int, lowest: int) -> None:
        """Marks are asked for down to here the next time: that is where the reader's page is likely to end."""
        _remember(self._reached, me, lowest)

    def learn_marks(
        self, reader: Reader, *, posts: Collection[int], polls: Collection[int], people: Collection[int]
    ) -> None:
        """What the reader did with posts; asks once more where a part of it is not among the rows."""
        rows = reader.rows
        older = [one for one in posts if one < reader.marks_from]
        if older or polls or people:
            values = {"me": reader.me, "ids": self._source.ids(older), "polls": self._source.ids(polls)}
            values["people"] = self._source.ids(people)
            for row in self._source.rows(self._statements.apart, values):
                rows[row[0]] = [*rows.get(row[0], _NO_ROWS), row]
        marks: dict[int, set[str]] = {}
        for row in rows.get(kinds.MARK, _NO_ROWS):
            marks.setdefault(row[1], set()).add(row[4])
        for row in rows.get(kinds.MUTED_THREAD, _NO_ROWS):
            marks.setdefault(row[1], set()).add("mute")
        reader.marks = {one: frozenset(found) for one, found in marks.items()}
        reader.boosted = _second(rows, kinds.BOOSTED)
        if kinds.VOTED in rows:
            reader.votes = {row[1]: row[2] for row in rows[kinds.VOTED]}
        for row in rows.get(kinds.CHOSEN, _NO_ROWS):
            reader.choices[row[1]] = tuple(sorted((*reader.choices.get(row[1], ()), row[2])))
        reader.followers = _second(rows, kinds.FOLLOWER)
        reader.special = frozenset().union(
            (reader.me,), reader.blocking, reader.blocked_by, reader.muting, reader.boosts_hidden, reader.boosted,
            reader.marks, reader.votes, reader.choices,
        )  # fmt: skip

    def _followees(self, me: int, stamp: Row) -> frozenset[int]:
        """`stamp` is another one after each change, see `statements`."""
        known = self._follows.get(me)
        if known is not None and known[0] == stamp:
            return known[1]
        found = frozenset(row[0] for row in self._source.rows(self._statements.followees, {"me": me}))
        _remember(self._follows, me, (stamp, found))
        return found

    def _own_filters(self, me: int, rows: tuple[Row, ...]) -> tuple[FilterView, ...]:
        known = self._filters.get(me)
        if known is not None and known[0] == rows:
            return known[1]
        found = graph.all_filters(Viewer(me))
        _remember(self._filters, me, (rows, found))
        return found


def _of_page(me: int, page: PageRequest, limit: int, touched: Any) -> dict[str, Any]:
    return {
        "me": me,
        "touched": touched,
        "below": page.max_id if page.max_id is not None else MAX_ID,
        "above": page.floor or 0,
        "limit": limit,
    }


def by_kind(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return found


def _second(rows: dict[int, list[Row]], kind: int) -> frozenset[int]:
    found = rows.get(kind)
    return frozenset([row[1] for row in found]) if found else _NOBODY


def _made(known: dict[int, Kept], key: int, most: int) -> Kept:
    if key not in known and len(known) >= most:
        known.clear()
    return known.setdefault(key, {})


def _remember(known: dict[Any, Any], key: Any, value: Any, most: int = _MOST_REMEMBERED) -> None:
    if len(known) >= most:
        known.clear()
    known[key] = value


@lru_cache(maxsize=256)
def _scopes(text: str | None) -> frozenset[str] | None:
    return None if text is None else frozenset(json.loads(text))


@lru_cache(maxsize=256)
def covers(scopes: frozenset[str], needed: tuple[str, ...]) -> bool:
    return apps.covers_any(scopes, needed)
