"""Until when what is written on a page stays true by itself: "5 min" for a minute, "3 d" for a day."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

_ends: ContextVar[list[datetime] | None] = ContextVar("ends", default=None)


@contextmanager
def lasting() -> Iterator[list[datetime]]:
    """When something that is written inside is to be written anew, in no order; nothing for what stays as it is."""
    found: list[datetime] = []
    token = _ends.set(found)
    try:
        yield found
    finally:
        _ends.reset(token)


def lasts_until(end: datetime) -> None:
    """What is being written is to be written anew from then on."""
    found = _ends.get()
    if found is not None:
        found.append(end)
