"""What is known of readers and authors for Ranked: kept until the database tells of a change."""

import threading
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import Weights
from folkmoot.wiring.fastlane import statements as kinds
from folkmoot.wiring.fastlane.reader import About, Reader, by_kind
from folkmoot.wiring.fastlane.sources import Source

_MOST_AUTHORS: Final = 50_000


@dataclass(frozen=True, slots=True, eq=False)
class Own:
    """What counts in one reader's Ranked: which of those whom they follow follow them, to whom they turned how often,
    and their weights.
    """

    friends: frozenset[int]
    attention: dict[int, int]
    weights: Weights


class Weighed:
    """`stamp` is another one after each change of how much somebody published. Thread-safe."""

    def __init__(self, source: Source) -> None:
        self.stamp = 0
        self._source = source
        self._statements = kinds.statements_for(source)
        self._lock = threading.Lock()
        self._published: dict[int, int] = {}
        self._since = 0

    def own(self, reader: Reader, about: About, since: int) -> Own:
        """`since`: from which id on it counts to whom they turned."""
        found = about.weighed.get(since)
        if found is None:
            about.weighed.clear()
            found = about.weighed[since] = self._ask(reader, since)
        return found

    def _ask(self, reader: Reader, since: int) -> Own:
        statements, mine = self._statements, {"me": reader.me}
        values = mine | {"since": since, "people": self._source.ids(reader.follows)}
        rows = by_kind(self._source.said(statements.weighed, values))
        weights = self._source.rows(statements.weights, mine)
        return Own(
            friends=frozenset(row[1] for row in rows.get(kinds.FOLLOWER, ())),
            attention={row[1]: row[2] for row in rows.get(kinds.ATTENTION, ())},
            weights=Weights(**dict(zip(_TERMS, weights[0], strict=True))) if weights else feed.EVEN,
        )

    def published(self, authors: Collection[int], since: int) -> dict[int, int]:
        """How much each of them published from an id on, without those who published nothing."""
        with self._lock:
            if since != self._since:
                self._since, self._published = since, {}
            known, stamp = self._published, self.stamp
            missing = [one for one in authors if one not in known]
        if missing:
            values = {"ids": self._source.ids(missing), "since": since}
            fresh = dict.fromkeys(missing, 0) | dict(self._source.rows(self._statements.published, values))
            self._keep(fresh, since, stamp)
            known = known | fresh
        return {one: many for one in authors if (many := known[one])}

    def _keep(self, fresh: dict[int, int], since: int, stamp: int) -> None:
        """Unless something has changed since they were asked for: then they are asked for again."""
        with self._lock:
            if self.stamp == stamp and self._since == since:
                kept = self._published if len(self._published) < _MOST_AUTHORS else {}
                self._published = kept | fresh

    def doubt(self, authors: Collection[int]) -> None:
        if not authors:
            return
        with self._lock:
            self._published = {one: many for one, many in self._published.items() if one not in authors}
            self.stamp += 1

    def forget(self) -> None:
        with self._lock:
            self._published = {}
            self.stamp += 1


_TERMS: Final = ("closeness", "freshness", "conversation", "rarity")
"""In the order of `statements`."""
