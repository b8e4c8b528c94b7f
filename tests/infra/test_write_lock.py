"""The lock of all writers: one at a time, nobody for ever, and readers keep their threads."""

import fcntl
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from folkmoot.infra import write_lock
from folkmoot.infra.write_lock import WriteLock, be_patient
from folkmoot.kernel.errors import Unavailable


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    be_patient(0.2)
    yield
    be_patient(60)


@contextmanager
def _other_process(file: Path) -> Iterator[None]:
    """flock(2) tells open files apart, so a second one is as good as a second process."""
    with file.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.mark.parametrize("name", ["site.lock", "site.turnstile"])
def test_whoever_waits_for_too_long_gives_up_and_comes_in_later(tmp_path: Path, name: str) -> None:
    lock = WriteLock(tmp_path / "site.sqlite3")
    with _other_process(tmp_path / name):
        for _ in range(2):
            with pytest.raises(Unavailable, match="another process keeps the write lock"), lock.held():
                pass
    be_patient(30)
    with lock.held():
        pass


def test_a_place_in_the_line_that_was_left_keeps_nobody_out(tmp_path: Path) -> None:
    mine, yours = WriteLock(tmp_path / "site.sqlite3"), WriteLock(tmp_path / "site.sqlite3")
    with yours.held(), pytest.raises(Unavailable), mine.held():
        pass
    be_patient(30)
    for _ in range(20):
        with yours.held():
            pass
        with mine.held():
            pass


def test_a_thread_gives_up_on_another(tmp_path: Path) -> None:
    lock = WriteLock(tmp_path / "site.sqlite3")
    with lock.held(), ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(lambda: lock.held().__enter__())
        with pytest.raises(Unavailable, match="another thread keeps the write lock"):
            waiting.result()


def test_where_two_wait_for_long_a_third_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = WriteLock(tmp_path / "site.sqlite3")
    be_patient(30)
    monkeypatch.setattr(write_lock, "_SLOW", 0.0)

    def enter() -> None:
        with lock.held():
            pass

    with ThreadPoolExecutor(2) as pool:
        with lock.held():
            waiting = [pool.submit(enter) for _ in range(2)]
            while len(lock._waiting) < 2:
                time.sleep(0.001)
            with pytest.raises(Unavailable, match="others wait for the write lock already"):
                enter()
        assert [one.result() for one in waiting] == [None, None]


def test_one_at_a_time(tmp_path: Path) -> None:
    locks = [WriteLock(tmp_path / "site.sqlite3") for _ in range(3)]
    be_patient(30)
    inside, most = threading.Semaphore(1), 0

    def enter(lock: WriteLock) -> None:
        nonlocal most
        for _ in range(30):
            with lock.held():
                assert inside.acquire(blocking=False)
                most += 1
                inside.release()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(enter, locks * 2))
    assert most == 6 * 30
