"""The one source of the present moment, so that a test can say what time it is."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta


def _system() -> datetime:
    return datetime.fromtimestamp(time.time(), tz=UTC)


_read: Callable[[], datetime] = _system


def now() -> datetime:
    """The present moment, timezone-aware in UTC."""
    return _read()


def seconds() -> int:
    """The present moment in whole seconds since 1970, for who asks at every request."""
    return int(time.time()) if _read is _system else int(_read().timestamp())


class FrozenClock:
    """A clock that stands still until it is moved."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def advance(self, step: timedelta) -> None:
        self.moment += step

    def read(self) -> datetime:
        return self.moment


@contextmanager
def frozen(moment: datetime) -> Iterator[FrozenClock]:
    """Hold the clock at `moment` (must be aware) until the block ends."""
    global _read  # noqa: PLW0603 - the clock is the one piece of replaceable global state
    clock = FrozenClock(moment)
    before, _read = _read, clock.read
    try:
        yield clock
    finally:
        _read = before
