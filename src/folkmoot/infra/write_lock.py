"""One fair lock for all writers of a SQLite file, across threads and processes.

SQLite lets one transaction write at a time and makes others poll, so a busy loop can starve them. Here a writer first
passes a turnstile and only then takes the lock, so who has just written queues behind those who wait already. The
locks are flock(2) on two files beside the database: the kernel frees them when a process dies. Nobody waits for ever
for one that hangs: whoever has waited for too long raises Unavailable.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from folkmoot.infra.metrics.counted import WRITE_WAIT_SECONDS
from folkmoot.kernel.errors import Unavailable

WEB_PATIENCE = 5.0
"""Seconds for processes where somebody waits for an answer."""

_MOMENT = 0.25
_CROWD = 2
_SLOW = 1.5


class _Patience:
    seconds = 60.0


def be_patient(seconds: float) -> None:
    """From now on, writers of this process wait for so long."""
    _Patience.seconds = seconds


class WriteLock:
    """The lock of one database file. Not reentrant; see `writes.atomic_write`, which nests."""

    def __init__(self, database: Path) -> None:
        self._place = _Place(database.with_suffix(".turnstile"), database.with_suffix(".lock"))
        self._threads = threading.Lock()
        self._waiting: dict[int, float] = {}

    @contextmanager
    def held(self, *, hurried: bool = False) -> Iterator[None]:
        """Raises Unavailable where the lock is not to be had in time; `hurried`, in a moment."""
        began = time.perf_counter()
        with self._waited(_MOMENT if hurried else _Patience.seconds) as deadline:
            self._pass_threads(deadline)
        try:
            self._place.take(deadline)
            WRITE_WAIT_SECONDS.observe(time.perf_counter() - began)
            try:
                yield
            finally:
                self._place.leave()
        finally:
            self._threads.release()

    @contextmanager
    def _waited(self, seconds: float) -> Iterator[float]:
        """Where others of this process have waited for long, nobody joins them: threads are left for readers."""
        now, me = time.monotonic(), threading.get_ident()
        waiting = list(self._waiting.values())
        if len(waiting) >= _CROWD and now - min(waiting) > _SLOW:
            raise Unavailable("others wait for the write lock already")
        self._waiting[me] = now
        try:
            yield now + seconds
        finally:
            del self._waiting[me]

    def _pass_threads(self, deadline: float) -> None:
        if not self._threads.acquire(timeout=max(0.0, deadline - time.monotonic())):
            raise Unavailable("another thread keeps the write lock")


class _Place:
    """The place of this process in the line of all; one thread at a time uses it.

    flock(2) knows no time-out. So where others are before us a thread of its own waits; who gives up leaves it
    standing in the line, and the next one finds it there.
    """

    def __init__(self, turnstile: Path, lock: Path) -> None:
        self._files = turnstile, lock
        self._state = threading.Condition()
        self._standing = self._wanted = self._got = False
        self._held = -1

    def take(self, deadline: float) -> None:
        with self._state:
            self._wanted = True
            if not self._standing:
                self._stand()
            if not self._state.wait_for(lambda: self._got, max(0.0, deadline - time.monotonic())):
                self._wanted = False
                raise Unavailable("another process keeps the write lock")

    def leave(self) -> None:
        with self._state:
            self._let_go()

    def _stand(self) -> None:
        """Take both locks if nobody has them; or else leave the waiting to a thread."""
        turnstile, lock = _open(self._files[0]), -1
        try:
            lock = _open(self._files[1])
            fcntl.flock(turnstile, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._standing = True
            threading.Thread(target=self._wait_in_line, args=(turnstile, lock), daemon=True).start()
        except BaseException:
            _close(turnstile, lock)
            raise
        else:
            _close(turnstile)
            self._held, self._got = lock, True

    def _wait_in_line(self, turnstile: int, lock: int) -> None:
        fcntl.flock(turnstile, fcntl.LOCK_EX)
        fcntl.flock(lock, fcntl.LOCK_EX)
        _close(turnstile)
        with self._state:
            self._held, self._got, self._standing = lock, True, False
            if self._wanted:
                self._state.notify()
            else:
                self._let_go()

    def _let_go(self) -> None:
        _close(self._held)
        self._held, self._got, self._wanted = -1, False, False


def _open(file: Path) -> int:
    return os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _close(*descriptors: int) -> None:
    for descriptor in descriptors:
        if descriptor >= 0:
            os.close(descriptor)
