"""One run: everybody reads, hour by hour, and carries on what they would."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from folkmoot.edges.cli.simulate import rules
from folkmoot.edges.cli.simulate.rules import Reduction, Scores, Standings
from folkmoot.edges.cli.simulate.world import WOULD_BOOST, Floats, Habits, Ints, Place, World

_WEEK = 7 * 24
_TREND_HOURS = 72
_TREND_POSTS = 300
_EXPLORE_PAGE = 15
_SPACED = 3

Views = NDArray[np.int64]
"""By place, whether the claim was rated false, whether the reader follows the author, and hour."""


@dataclass(slots=True)
class _Copies:
    """The boosted copies in one reader's Latest, the newest last."""

    posts: list[int]
    hours: list[int]


class Replay:
    """Reads the world once. Nothing in it is drawn by chance: two runs differ by what the reduction does alone."""

    def __init__(self, world: World, habits: Habits, reduction: Reduction | None) -> None:
        self._world, self._habits = world, habits
        self._hours = int(world.readings[-1, 0]) + 1
        self._marks = world.would_boost.copy()
        self._factors = _factors(world, reduction)
        self._after = reduction.after if reduction else 0
        self._standings, self._scores = Standings(), Scores(self._hours)
        self._copies: defaultdict[int, _Copies] = defaultdict(lambda: _Copies([], []))
        self._boosts = np.zeros(len(world.posts), dtype=np.int32)
        self._attention: defaultdict[int, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
        self._written = np.zeros((self._hours, world.people), dtype=np.int32)
        np.add.at(self._written, (world.posts.hour[world.posts.hour < self._hours],
                                  world.posts.author[world.posts.hour < self._hours]), 1)  # fmt: skip
        self._recently = np.zeros(world.people, dtype=np.int32)
        self._waiting: list[tuple[int, int]] = []
        self._trending: Ints = np.array([], dtype=np.int32)
        self._hour = self._published = 0
        self.views: Views = np.zeros((len(Place), 2, 2, self._hours), dtype=np.int64)

    def run(self) -> Views:
        """All views: a reader who meets a post on a surface for the first time."""
        ends = np.searchsorted(self._world.readings[:, 0], np.arange(self._hours + 1))
        for hour in range(self._hours):
            self._begin(hour)
            for _, reader, place, tag in self._world.readings[ends[hour] : ends[hour + 1]].tolist():
                self._read(reader, Place(place), tag)
            self._carry_on()
        return self.views

    def _begin(self, hour: int) -> None:
        self._hour = hour
        self._published = int(np.searchsorted(self._world.posts.hour, hour, side="right"))
        self._recently += self._written[hour]
        if hour >= _WEEK:
            self._recently -= self._written[hour - _WEEK]
        self._trending = self._trends()

    def _read(self, reader: int, place: Place, tag: int) -> None:
        page = self._page(reader, place, tag)
        page = page[self._world.posts.author[page] != reader]
        follows = self._world.follows[reader, self._world.posts.author[page]]
        reduced = self._is_reduced(page)
        if place is not Place.RANKED and reduced.any():
            whole = ~reduced | self._standings.whole(place, follows)
            page, follows = page[whole], follows[whole]
        marks = self._marks[reader, page]
        new = (marks & (1 << place)) == 0
        page, follows, marks = page[new], follows[new], marks[new]
        self._marks[reader, page] = marks | (1 << place)
        truth = self._world.posts.is_false[page].astype(np.int8)
        np.add.at(self.views, (int(place), truth, follows.astype(np.int8), self._hour), 1)
        self._waiting += [(reader, post) for post in page[marks == WOULD_BOOST].tolist()]

    def _page(self, reader: int, place: Place, tag: int) -> Ints:
        """What stands before the reader, as indices of posts; each once."""
        most = self._habits.page
        if place is Place.LATEST:
            return self._home(reader)[-most:]
        if place is Place.BOOSTS:
            return np.array(list(dict.fromkeys(reversed(self._copies[reader].posts[-4 * most :])))[:most], np.int32)
        if place is Place.TAGS:
            return self._known(self._world.posts.of_tag[tag])[-most:] if self._world.posts.of_tag else self._trending
        if place is Place.EXPLORE:
            standing = self._trending
            if not rules.takes_a_line(place):
                standing = standing[~self._is_reduced(standing)]
            return standing[:_EXPLORE_PAGE]
        return self._ranked(reader)

    def _known(self, posts: Ints) -> Ints:
        """Those that are published by now."""
        return posts[: int(np.searchsorted(posts, self._published))]

    def _home(self, reader: int) -> Ints:
        return self._known(self._world.homes[reader])

    def _ranked(self, reader: int) -> Ints:
        candidates = self._candidates(reader)
        reduced = self._is_reduced(candidates)
        if reduced.any():
            kept = [not is_reduced or rules.drawn(post, reader, self._factors[post])
                    for post, is_reduced in zip(candidates.tolist(), reduced.tolist(), strict=True)]  # fmt: skip
            candidates = candidates[np.array(kept)]
        best = candidates[np.argsort(-self._sums(reader, candidates), kind="stable")[: _SPACED * self._habits.page]]
        authors = self._world.posts.author[best].tolist()
        found = rules.spaced(zip(authors, best.tolist(), strict=True))
        return np.array(list(islice(found, self._habits.page)), dtype=np.int32)

    def _candidates(self, reader: int) -> Ints:
        """The newest of the home, a post and its copies once: the post itself where it is there."""
        own, copies = self._home(reader)[-rules.CANDIDATES :], self._copies[reader]
        newest = dict(zip(copies.posts[-rules.CANDIDATES :], copies.hours[-rules.CANDIDATES :], strict=True))
        carried = np.fromiter(newest, dtype=np.int32, count=len(newest))
        authors = self._world.posts.author[carried]
        foreign = ~self._world.follows[reader, authors] & (authors != reader)
        found = np.concatenate([own, carried[foreign]])
        if len(found) <= rules.CANDIDATES:
            return found
        since = np.fromiter(newest.values(), dtype=np.int32, count=len(newest))[foreign]
        hours = np.concatenate([self._world.posts.hour[own], since])
        return found[np.argsort(-hours, kind="stable")[: rules.CANDIDATES]]

    def _sums(self, reader: int, candidates: Ints) -> Floats:
        posts = self._world.posts
        authors = posts.author[candidates]
        attention = np.zeros(len(candidates), dtype=np.int32)
        if (turned := self._attention.get(reader)) is not None:
            attention += np.fromiter((turned.get(one, 0) for one in authors.tolist()), np.int32, len(authors))
        return self._scores.sums(
            friends=self._world.follows[reader, authors],
            attention=attention,
            age=self._hour - posts.hour[candidates],
            boosts=self._boosts[candidates],
            author_posts=self._recently[authors],
        )

    def _trends(self) -> Ints:
        """The newest posts of three days that anybody carried on, the hottest first."""
        first = int(np.searchsorted(self._world.posts.hour, self._hour - _TREND_HOURS))
        lively = (first + np.flatnonzero(self._boosts[first : self._published]))[-_TREND_POSTS:]
        ages = (self._hour - self._world.posts.hour[lively]).tolist()
        heats = [rules.heat(float(age), boosts=many)
                 for age, many in zip(ages, self._boosts[lively].tolist(), strict=True)]  # fmt: skip
        return lively[np.argsort(-np.array(heats), kind="stable")].astype(np.int32)

    def _is_reduced(self, posts: Ints) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = (self._factors[posts] < 1) & (
            self._hour - self._world.posts.hour[posts] >= self._after
        )
        return found

    def _carry_on(self) -> None:
        """What was carried on in this hour stands in the homes of friends from the next."""
        authors = self._world.posts.author
        for reader, post in self._waiting:
            self._boosts[post] += 1
            self._written[self._hour, reader] += 1
            self._recently[reader] += 1
            self._attention[reader][int(authors[post])] += 1
            for friend in np.flatnonzero(self._world.follows[reader]).tolist():
                copies = self._copies[friend]
                copies.posts.append(post)
                copies.hours.append(self._hour)
        self._waiting.clear()


def _factors(world: World, reduction: Reduction | None) -> Floats:
    """By post; ordinary posts have 1."""
    if reduction is None:
        return np.ones(len(world.posts))
    return np.array([*reduction.factors, 1.0])[world.posts.claim]
