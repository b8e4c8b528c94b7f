"""What is costly to work out and asked for by anybody: kept in this process for a multiple of what it cost.

However often strangers ask, a process spends at most one part in TIMES_ITS_COST + 1 of its time on each key. What takes
a moment is kept for a moment, so that a small community always reads what is so.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
TIMES_ITS_COST = 20.0


class _Kept(NamedTuple, Generic[T]):
    value: T
    until: float


class Costly(Generic[T]):
    """At most `most` values. While one is worked out, whoever else asks for it is given the last one or waits."""

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, _Kept[T]] = OrderedDict()
        self._busy = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key, from `make` where none is fresh. What `make` raises is raised, and not kept."""
        kept = self._kept.get(key)
        if kept is not None and (time.monotonic() < kept.until or self._busy.locked()):
            return kept.value
        with self._busy:
            kept = self._kept.get(key)
            if kept is not None and time.monotonic() < kept.until:
                return kept.value
            return self._make(key, make)

    def _make(self, key: Hashable, make: Callable[[], T]) -> T:
        began = time.monotonic()
        value = make()
        ended = time.monotonic()
        if TIMES_ITS_COST:
            self._kept[key] = _Kept(value, ended + TIMES_ITS_COST * (ended - began))
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return value
