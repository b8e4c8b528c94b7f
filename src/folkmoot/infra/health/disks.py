"""A disk that is slow to write through makes every post slow: each waits for it once or more."""

import os
import statistics
import tempfile
import time
from pathlib import Path

from folkmoot.infra.health.finding import Finding, fail, ok, warn
from folkmoot.kernel.sentences import sentence

_TIMES = 15
_BLOCK = b"\0" * 4096
_SLOW = 0.020
_TOO_SLOW = 0.200
"""Seconds for 4 KiB to be on the disk: an SSD takes about 0.001, a turning disk 0.010."""


def write_through(folder: Path, times: int = _TIMES) -> float:
    """The median of seconds that 4 KiB take until they are on the disk (fsync(2)). Raises OSError."""
    with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
        return statistics.median(_once(file.fileno()) for _ in range(times))


def _once(descriptor: int) -> float:
    began = time.perf_counter()
    os.write(descriptor, _BLOCK)
    os.fsync(descriptor)
    return time.perf_counter() - began


def check_disk(folder: Path) -> Finding:
    """How long a write takes on the disk of this folder."""
    try:
        seconds = write_through(folder)
    except OSError as error:
        why = os.strerror(error.errno or 0)
        text = sentence("Nothing can be written to {folder}: {why}.", folder=str(folder), why=why)
        return fail(text, sentence("Make room, or mend it."))
    return speed(seconds)


def speed(seconds: float) -> Finding:
    """What to say of a disk that takes so long for 4 KiB."""
    text = sentence("The disk of the data folder takes {time} ms to keep a write.", time=seconds * 1000)
    if seconds < _SLOW:
        return ok(text)
    mend = sentence(
        "Every post waits for it: move the data folder to a faster disk, or find out what else keeps it busy."
    )
    return warn(text, mend) if seconds < _TOO_SLOW else fail(text, mend)
