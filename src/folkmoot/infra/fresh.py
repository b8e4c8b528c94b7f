"""Values that all processes share by way of the database, and that each keeps for a few seconds."""

import math
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

SECONDS = 3.0
"""How long a process goes on with what it knows before it asks again."""

T = TypeVar("T")
_all: list["Fresh[Any]"] = []


class Fresh(Generic[T]):
    """`get` asks `look` at most every SECONDS; `look` is given what is known and may return it as it is."""

    def __init__(self, nothing: T, look: Callable[[T], T]) -> None:
        self._nothing = nothing
        self._look = look
        self._known = nothing
        self._asked = -math.inf
        _all.append(self)

    def get(self) -> T:
        if time.monotonic() - self._asked > SECONDS:
            self.refresh()
        return self._known

    def refresh(self) -> None:
        """Ask now: who has just changed it calls this, so that this process acts by it at once."""
        if self._asked != math.inf:
            self._asked = time.monotonic()
        self._known = self._look(self._known)

    def pin(self, known: T) -> None:
        """Go on with this until the next `refresh`, without asking. For measurements and tests."""
        self._known, self._asked = known, math.inf

    def forget(self, *, pinned: bool = False) -> None:
        """Know nothing again. `pinned`: and ask only when somebody refreshes, for tests that count queries."""
        self._known, self._asked = self._nothing, math.inf if pinned else -math.inf


def forget_all(*, pinned: bool = False) -> None:
    for fresh in _all:
        fresh.forget(pinned=pinned)
