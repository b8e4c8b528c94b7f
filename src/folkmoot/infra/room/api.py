"""Ask how much room there is; refuse what needs more; measure; make room."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from folkmoot.infra import usage
from folkmoot.infra.config import current
from folkmoot.infra.fresh import Fresh
from folkmoot.infra.room.measured import note, room_of
from folkmoot.infra.room.types import REFUSED_FROM, SENTENCES, Growth, Mark, Room
from folkmoot.kernel.errors import NoRoom

__all__ = [
    "REFUSED_FROM",
    "SENTENCES",
    "Growth",
    "Mark",
    "Room",
    "lacking",
    "measure",
    "now",
    "register_relief",
    "require",
    "room_of",
]

logger = logging.getLogger(__name__)

_TIMES_ITS_COST = 50
"""A walk over the files may take one part in so many of the worker's time."""
_reliefs: dict[str, tuple[Mark, Callable[[], None]]] = {}


@dataclass(slots=True)
class _Walk:
    next_at: float = 0.0


_walk = _Walk()


def now() -> Room:
    """The room there is, as of the last seconds."""
    return _room.get()


def require(growth: Growth) -> None:
    """Raise NoRoom, with a sentence for whoever asked, where there is no room for this any more."""
    if not now().has(growth):
        raise NoRoom(f"no room for {growth}", safe=SENTENCES[growth])


def lacking() -> tuple[Growth, ...]:
    """What is refused now, what was refused first first."""
    room = now()
    return tuple(growth for growth in REFUSED_FROM if not room.has(growth))


def register_relief(name: str, mark: Mark, work: Callable[[], None]) -> None:
    """Have the worker do `work`, which must be quick and idempotent, at each measure while `mark` is reached."""
    _reliefs[name] = (mark, work)


def measure() -> None:
    """The worker's: walk over the data folder, note what it takes, make room where it is short."""
    if time.monotonic() < _walk.next_at:
        return
    began = time.monotonic()
    note(current(), usage.folder(current().data).bytes)
    _walk.next_at = time.monotonic() + _TIMES_ITS_COST * (time.monotonic() - began)
    _room.refresh()
    mark = now().mark
    for name, (least, work) in _reliefs.items():
        if mark >= least:
            logger.warning("room: %s per cent are taken; %s", now().percent, name)
            work()


_room: Fresh[Room] = Fresh(Room(), lambda _known: room_of(current()))
