"""Where the processes of a site keep their counts. Imports nothing of Prometheus: the supervisor stays small."""

import hashlib
import os
import shutil
import stat
from pathlib import Path

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""Read by prometheus_client when it is imported; without it, a process counts for itself alone."""

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - what is there already and not this user's own is not touched


def emptied(data: Path, memory: Path = _IN_MEMORY) -> dict[str, str]:
    """Begin anew: the environment of processes that count together. Call it before the first of them starts.

    The counts are files that are mapped into memory, and a process that writes to such a file on a full disk is killed;
    so they lie in memory where the system offers that, and in the data folder elsewhere.
    """
    name = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:16]
    folder = memory / f"folkmoot-{os.getuid()}-{name}"
    if not memory.is_dir() or not _made(folder):
        folder = data / "metrics"
        _made(folder)
    return {VARIABLE: str(folder)}


def _made(folder: Path) -> bool:
    """Whether there is an empty folder now that nobody else can write to."""
    try:
        if _is_own(folder):
            shutil.rmtree(folder)
        folder.mkdir(mode=0o700)
    except OSError:
        return False
    return True


def _is_own(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
