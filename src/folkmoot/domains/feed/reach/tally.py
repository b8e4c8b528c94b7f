"""Counting in memory. Pure but for the clock that a caller passes; safe to use from several threads."""

import secrets
import threading
from collections.abc import Iterable
from typing import NamedTuple

from folkmoot.domains.feed.types import ReachSurface

MOST_WAITING = 50_000
_MOST_RECENT = 200_000
_FORGET_AFTER_SECONDS = 300.0
_SHOWN, _LOST = 0, 1


class Place(NamedTuple):
    post_id: int
    surface: ReachSurface


class Tally:
    """Counts that wait to be written, and a short memory of what was counted.

    The memory holds salted hashes of (reader, post, surface) in two generations; each is forgotten after five to ten
    minutes or when 200,000 have gathered (13 MB). Beyond `MOST_WAITING` places nothing new is counted until somebody
    takes.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._salt = secrets.randbits(64)
        self._waiting: dict[Place, list[int]] = {}
        self._recent: set[int] = set()
        self._before: set[int] = set()
        self._turned_at = 0.0

    def count(
        self, reader_id: int | None, surface: ReachSurface, shown: Iterable[int], lost: Iterable[int], *, now: float
    ) -> int:
        """Count one reading; returns how many places wait now. `now`: seconds of a clock that never goes back.

        A post that the reader sees anyway is not lost. Nobody in particular (None) counts each time.
        """
        with self._lock:
            self._turn(now)
            shown, lost = tuple(shown), tuple(lost)
            if reader_id is not None and not self._is_new_reading(reader_id, surface, shown, lost):
                return len(self._waiting)
            seen = dict.fromkeys(shown)
            for post_id in seen:
                if self._is_new(reader_id, surface, post_id, _SHOWN):
                    self._add(Place(post_id, surface), _SHOWN)
            for post_id in dict.fromkeys(lost):
                if post_id not in seen and self._is_new(reader_id, surface, post_id, _LOST):
                    self._add(Place(post_id, surface), _LOST)
            return len(self._waiting)

    def take(self) -> dict[Place, tuple[int, int]]:
        """What waits, as (shown, lost) by place; it waits no longer."""
        with self._lock:
            taken, self._waiting = self._waiting, {}
        return {place: (shown, lost) for place, (shown, lost) in taken.items()}

    def put_back(self, counts: dict[Place, tuple[int, int]]) -> None:
        """Counts that could not be written wait again."""
        with self._lock:
            for place, (shown, lost) in counts.items():
                self._add(place, _SHOWN, shown)
                self._add(place, _LOST, lost)

    def forget(self) -> None:
        """As if nothing had been counted."""
        with self._lock:
            self._waiting, self._recent, self._before = {}, set(), set()

    def _add(self, place: Place, kind: int, times: int = 1) -> None:
        if place in self._waiting or len(self._waiting) < MOST_WAITING:
            self._waiting.setdefault(place, [0, 0])[kind] += times

    def _is_new(self, reader_id: int | None, surface: ReachSurface, post_id: int, kind: int) -> bool:
        """Whether this has not been counted lately. Who has just been shown a post has not lost it."""
        if reader_id is None:
            return True
        key = hash((self._salt, reader_id, surface, post_id, kind))
        if self._has(key):
            return False
        if kind == _LOST and self._has(hash((self._salt, reader_id, surface, post_id, _SHOWN))):
            return False
        self._recent.add(key)
        return True

    def _is_new_reading(
        self, reader_id: int, surface: ReachSurface, shown: tuple[int, ...], lost: tuple[int, ...]
    ) -> bool:
        """A page that is loaded again is known as a whole, without a look at each of its posts."""
        key = hash((self._salt, reader_id, surface, shown, lost))
        if self._has(key):
            return False
        self._recent.add(key)
        return True

    def _has(self, key: int) -> bool:
        return key in self._recent or key in self._before

    def _turn(self, now: float) -> None:
        if now - self._turned_at >= _FORGET_AFTER_SECONDS or len(self._recent) >= _MOST_RECENT:
            gap = now - self._turned_at >= 2 * _FORGET_AFTER_SECONDS
            self._before, self._recent, self._turned_at = (set() if gap else self._recent), set(), now
