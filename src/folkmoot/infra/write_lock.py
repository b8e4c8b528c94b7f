"""One fair lock for all writers of a SQLite file, across threads and processes.

SQLite lets one transaction write at a time and makes others poll, so a busy loop can starve them. Here a writer first
passes a turnstile and only then takes the lock, so who has just written queues behind those who wait already. The
locks are flock(2) on two files beside the database: the kernel frees them when a process dies.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class WriteLock:
    """The lock of one database file. Not reentrant; see `writes.atomic_write`, which nests."""

    def __init__(self, database: Path) -> None:
        self._turnstile = database.with_suffix(".turnstile")
        self._lock = database.with_suffix(".lock")
        self._threads = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        with self._threads, _flock(self._turnstile) as turnstile, _flock(self._lock):
            fcntl.flock(turnstile, fcntl.LOCK_UN)
            yield


@contextmanager
def _flock(file: Path) -> Iterator[int]:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)
