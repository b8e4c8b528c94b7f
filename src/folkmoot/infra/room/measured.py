"""What the worker measured, in a file of the data folder. Needs no Django."""

import logging
import os
import shutil

from folkmoot.infra.config import Config
from folkmoot.infra.room.types import Room

logger = logging.getLogger(__name__)
_FILE = "room"


def room_of(config: Config) -> Room:
    """What was measured last, with what is free at this moment."""
    used = _noted(config)
    free = shutil.disk_usage(config.data).free - config.disk_reserve
    most = used + free
    return Room(used, min(most, config.disk_budget) if config.disk_budget else most)


def note(config: Config, used: int) -> None:
    """Even a full disk has room to write so little over what was there; else the last measure stands."""
    file = config.data / _FILE
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(f"{used:020d}")
    except OSError:
        logger.warning("room: the measure could not be written")


def _noted(config: Config) -> int:
    """0 where nothing was measured yet."""
    try:
        return int((config.data / _FILE).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0
