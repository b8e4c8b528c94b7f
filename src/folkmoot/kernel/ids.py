"""64-bit ids that sort by the time of their making and need no central sequence.

Layout, most significant bit first: 42 bits of milliseconds since 1970-01-01 UTC (enough until 2109), 10 bits of
node, 11 bits of sequence; the sign bit stays free. The idea is Twitter's Snowflake (2010); the field widths are ours.
"""

import os
import threading
from datetime import UTC, datetime, timedelta

from folkmoot.kernel import clock

_NODE_BITS = 10
_SEQUENCE_BITS = 11
_SHIFT = _NODE_BITS + _SEQUENCE_BITS
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

MAX_ID = 2**63 - 1


class IdGenerator:
    """Makes ids for one process. Thread-safe; strictly rising even when the clock goes back.

    `node` is any number; its lowest 10 bits tell the processes of a site apart.
    """

    def __init__(self, node: int) -> None:
        self._node = node % (1 << _NODE_BITS)
        self._lock = threading.Lock()
        self._last = (0, 0)

    def next(self) -> int:
        with self._lock:
            self._last = self._after(_milliseconds(clock.now()))
            return _pack(self._last[0], self._node, self._last[1])

    def _after(self, moment: int) -> tuple[int, int]:
        last_moment, sequence = self._last
        if moment > last_moment:
            return moment, 0
        if sequence + 1 < 1 << _SEQUENCE_BITS:
            return last_moment, sequence + 1
        return last_moment + 1, 0


def _milliseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // _MILLISECOND


def _pack(milliseconds: int, node: int, sequence: int) -> int:
    return milliseconds << _SHIFT | node << _SEQUENCE_BITS | sequence


_generator = IdGenerator(int(os.environ.get("FOLKMOOT_NODE", os.getpid())))


def renumber(node: int) -> None:
    """Give this process another node number; a server calls it after it forked."""
    global _generator  # noqa: PLW0603 - one generator a process
    _generator = IdGenerator(node)


def new_id() -> int:
    """A new id for the present moment."""
    return _generator.next()


def id_at(moment: datetime, discriminator: int) -> int:
    """The id of something that happened at `moment`, told apart from others of that millisecond by
    `discriminator` (its lowest 21 bits). The same arguments give the same id. Moments before 1970 count as 1970.
    """
    return max(0, _milliseconds(moment)) << _SHIFT | discriminator % (1 << _SHIFT)


def floor_id(moment: datetime) -> int:
    """The smallest id that something made at `moment` or later can have."""
    return id_at(moment, 0)


def time_of(identifier: int) -> datetime:
    """When an id was made, in UTC, to the millisecond."""
    return _EPOCH + (identifier >> _SHIFT) * _MILLISECOND


def parse_id(text: str) -> int | None:
    """The id that a caller wrote as decimal digits; None for anything else, so that callers answer "not found"."""
    if not (text.isascii() and text.isdigit() and len(text) <= 19):  # noqa: PLR2004 - digits of 2**63
        return None
    number = int(text)
    return number if 0 < number <= MAX_ID else None
