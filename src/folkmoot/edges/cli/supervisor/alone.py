"""One `folkmoot run` at a time on a data folder: two would give out the same ids."""

import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path

from folkmoot.edges.cli.output import Stop

_PATIENCE = 10.0
_TICK = 0.1


def alone(file: Path) -> int:
    """A descriptor with the lock of `file`, for all processes of the site: the lock is free when the last has ended.

    Waits a little for what is left of a run that was killed. Raises Stop where somebody runs for longer.
    """
    try:
        held = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if not _locked_within(held, _PATIENCE):
            number = os.pread(held, 20, 0).decode().strip()
            raise Stop(f"Folkmoot runs on this data folder already (process {number}). Stop that one first.")
    except OSError as error:
        raise Stop(f"{file} cannot be written: {error.strerror}.") from None
    with suppress(OSError):  # it only tells others who runs
        os.ftruncate(held, 0)
        os.pwrite(held, f"{os.getpid()}\n".encode(), 0)
    return held


def _locked_within(descriptor: int, seconds: float) -> bool:
    last_moment = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > last_moment:
                return False
            time.sleep(_TICK)
        else:
            return True
