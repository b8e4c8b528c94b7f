"""Stores that take nothing for a while: who writes is refused in words, who reads reads on, nothing is half done."""

import fcntl
import os
import random
import signal
import sqlite3
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests import postgres
from tests.browser.people import Cast
from tests.live import LiveSite
from tests.resilience import stores
from tests.resilience.stores import Answer
from tests.resilience.town import Town

pytestmark = pytest.mark.live
SEED = int(os.environ.get("RESILIENCE_SEED", "20170217"))
ROUNDS = int(os.environ.get("RESILIENCE_ROUNDS", "2"))
_NOT_NOW = "This cannot be done just now. Nothing is lost: please go back and try again in a minute."
_FULL = "The disk of this site is full, so nothing new can be saved. Reading goes on; please try again later."
_END_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'folkmoot'"


@dataclass
class Place:
    """A community, the disk that it lies on, and its PostgreSQL where it has one."""

    town: Town
    disk: Path
    server: postgres.Server | None

    @property
    def site(self) -> LiveSite:
        return self.town.site


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    with ExitStack() as stack:
        disk = stack.enter_context(_small_disk())
        server = stack.enter_context(postgres.server(durable=True, within=disk)) if request.param != "sqlite" else None
        site = stack.enter_context(
            LiveSite(database=server.environment() if server else None, within=disk, disk_reserve="0")
        )
        yield Place(Town(site, stack.enter_context(Cast(site)), SEED), disk, server)


@contextmanager
def _small_disk() -> Iterator[Path]:
    """A file system of its own in memory, where this machine lets us make one."""
    folder = Path(tempfile.mkdtemp(prefix="folkmoot-disk-"))
    made = _mount("-t", "tmpfs", "-o", "size=400m,mode=755", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        if made:
            subprocess.run(["umount", "-l", folder], check=True)
        folder.rmdir() if made else None


def _mount(*arguments: str) -> bool:
    return subprocess.run(["mount", *arguments], check=False, capture_output=True).returncode == 0


@contextmanager
def _full(place: Place) -> Iterator[None]:
    """Afterwards there is room again, and the site, which looks for it now and then, knows."""
    filler, size = place.disk / "filler", 1 << 20
    with filler.open("wb", buffering=0) as file:
        while size:
            try:
                file.write(b"x" * size)
            except OSError:
                size //= 16
    try:
        yield
    finally:
        filler.unlink()
        place.site.wait_until(lambda: stores.upload(place.town.ana).status == 200)


def test_a_full_disk_is_said_and_nothing_is_half_done(place: Place) -> None:
    if not place.disk.is_mount():
        pytest.skip("this machine lets nobody make a small disk")
    town, before = place.town, stores.files_of(place.site)
    has_room = Answer(302, "", 0)  # what is small may still find a place in a file that is there
    with _full(place):
        assert _says_full(_first_refusal(town))
        assert _says_full(stores.upload(town.ana))
        followed = stores.follow(town)
        assert _says_full(followed) or followed == has_room
        assert stores.reading_goes_on(town)
        assert stores.files_of(place.site) == before
    _all_is_well(town)


def _says_full(answer: Answer) -> bool:
    """By the mark that room has reached, or else by the disk itself."""
    return answer.status == 507 and (
        answer == Answer(507, _FULL, 120) or "The machine of this community" in answer.says
    )


def _first_refusal(town: Town) -> Answer:
    answers = (stores.publish(town.ana, f"{number} {'and so on ' * 40}") for number in range(200))
    return next(answer for answer in answers if answer.status != 200)


def test_a_locked_database_is_waited_for_and_then_said(place: Place) -> None:
    town = place.town
    for locked in _locks(place):
        with locked, ThreadPoolExecutor(6) as pool:
            writers = [pool.submit(stores.publish, town.ana, f"locked {n}") for n in range(2 if place.server else 6)]
            assert stores.reading_goes_on(town)
            assert [one.result() for one in writers] == [Answer(503, _NOT_NOW, 10)] * len(writers)
            assert stores.follow(town) == Answer(503, _NOT_NOW, 10)
    _all_is_well(town)


def _locks(place: Place) -> Iterator[AbstractContextManager[None]]:
    """By a program that is not Folkmoot; by a process of Folkmoot that hangs."""
    if place.server is not None:
        yield _locked_tables(place.server)
        return
    yield _locked_file(place.site.data / "folkmoot.sqlite3")
    yield _kept_lock(place.site.data / "folkmoot.lock")


@contextmanager
def _locked_tables(server: postgres.Server) -> Iterator[None]:
    with psycopg.connect(server.url("folkmoot")) as connection:
        connection.execute("LOCK TABLE posts_post, graph_follow IN SHARE ROW EXCLUSIVE MODE")
        yield


@contextmanager
def _locked_file(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def _kept_lock(file: Path) -> Iterator[None]:
    with file.open("r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def test_a_database_that_may_only_be_read(place: Place) -> None:
    town = place.town
    with _read_only(place):
        assert stores.publish(town.ana, "not now") == Answer(503, _NOT_NOW, 10)
        assert stores.upload(town.ana) == Answer(503, _NOT_NOW, 10)
        assert stores.follow(town) == Answer(503, _NOT_NOW, 10)
        assert stores.reading_goes_on(town)
    _all_is_well(town)


@contextmanager
def _read_only(place: Place) -> Iterator[None]:
    """For every process that opens the central database from now on, and those that had it open are gone."""
    if place.server is not None:
        place.server.ask("ALTER DATABASE folkmoot SET default_transaction_read_only = on", "postgres")
        place.server.ask(_END_ALL, "postgres")
        yield
        place.server.ask("ALTER DATABASE folkmoot SET default_transaction_read_only = off", "postgres")
        place.server.ask(_END_ALL, "postgres")
        return
    file = str(place.site.data / "folkmoot.sqlite3")
    if not (_mount("--bind", file, file) and _mount("-o", "remount,bind,ro", file)):
        pytest.skip("this machine lets nobody make a file read-only for its owner")
    _start_anew(place.site)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", file], check=True)
        _start_anew(place.site)


def _start_anew(site: LiveSite) -> None:
    """The processes, not the supervisor: that would find the database before anybody asks."""
    for pid in site.children().values():
        os.kill(pid, signal.SIGKILL)
    site.wait_for_line("web ended unexpectedly")
    site.wait_until_it_answers()


@pytest.mark.postgres
@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_a_database_that_is_restarted_under_load(place: Place) -> None:
    """Web, worker and streaming find it again by themselves."""
    assert place.server is not None
    town, chance, before = place.town, random.Random(SEED), place.site.children()
    with town.at_work():
        for number in range(ROUNDS):
            town.get_on(5)
            threading.Event().wait(chance.uniform(0, 0.5))
            place.server.stop(("fast", "immediate")[number % 2])
            assert stores.publish(town.ana, "not now") == Answer(503, _NOT_NOW, 10)
            place.server.start()
        town.get_on(5)
    town.check()
    assert place.site.children() == before


def _all_is_well(town: Town) -> None:
    with town.at_work():
        town.get_on(5)
    town.check()
