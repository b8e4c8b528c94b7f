"""A newer version migrates while the old one serves."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path

import psycopg
import pytest

from folkmoot.infra.write_lock import WriteLock
from tests import postgres
from tests.live import ROOT, LiveSite
from tests.member import Member

pytestmark = pytest.mark.live
_IN_USE = "Its tables are in use; trying again until they are free …"


@pytest.fixture(params=[None, pytest.param("postgresql", marks=pytest.mark.postgres)], ids=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest) -> Iterator[LiveSite]:
    with ExitStack() as stack:
        server = stack.enter_context(postgres.server()) if request.param else None
        database, plenty = server.environment() if server else None, "100000"
        # People go on for as long as migrating takes.
        yield stack.enter_context(LiveSite(database=database, posts_per_hour=plenty, api_per_person=plenty))


class Use:
    """People who read and write until they are stopped; any failure ends it."""

    def __init__(self, *people: Member) -> None:
        self.published: list[str] = []
        self.errors: list[Exception] = []
        self._stop = threading.Event()
        self._progress = threading.Condition()
        self._threads = [threading.Thread(target=self._go_on, args=[one], daemon=True) for one in people]
        for thread in self._threads:
            thread.start()

    def _go_on(self, person: Member) -> None:
        try:
            while not self._stop.is_set():
                post = person.publish("In use", visibility="private")
                assert person.call("GET", "/api/v1/timelines/home?limit=1")[0]["id"] == post["id"]
                with self._progress:
                    self.published.append(post["id"])
                    self._progress.notify_all()
        except Exception as error:  # noqa: BLE001 - the test reads it
            self.errors.append(error)

    def goes_on(self) -> None:
        """Wait for some posts more."""
        with self._progress:
            enough = len(self.published) + 4
            assert self._progress.wait_for(lambda: len(self.published) >= enough, 60), self.errors

    def end(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(60)
        assert self.errors == []


def _newer(site: LiveSite) -> "subprocess.Popen[str]":
    """`folkmoot migrate` of a version that has one migration more."""
    environment = site.environment | {"DJANGO_SETTINGS_MODULE": "tests.upgrades.newer.settings"}
    environment["PYTHONPATH"] = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    command = [sys.executable, "-m", "folkmoot.wiring.main", "migrate"]
    return subprocess.Popen(
        command, env=environment, cwd=site.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def _reading_posts(site: LiveSite) -> AbstractContextManager[object]:
    """On PostgreSQL: hold the table as pg_dump does, for as long as the block takes."""
    url = site.environment.get("FOLKMOOT_DATABASE")
    return _held_table(url) if url else nullcontext()


@contextmanager
def _held_table(url: str) -> Iterator[None]:
    with psycopg.connect(url) as reader:
        reader.execute("LOCK TABLE posts_post IN ACCESS SHARE MODE")
        yield
        reader.rollback()


def _first_line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def test_the_old_version_serves_while_a_newer_one_migrates(site: LiveSite) -> None:
    use = Use(Member(site.url, "ana"), Member(site.url, "ben"))
    keys = Path(site.data / "keys" / "keys.sqlite3")
    with _reading_posts(site):
        with WriteLock(keys).held():
            both = [_newer(site)]
            said = [_first_line(both[0])]
            both.append(_newer(site))
            said.append(_first_line(both[1]))
        assert said == [
            "Migrating the database 'keys': 1 step …\n",
            "Another process is migrating the databases; waiting for it …\n",
        ]
        if "FOLKMOOT_DATABASE" in site.environment:
            lines = [_first_line(both[0]) for _ in range(3)]
            assert lines[-1] == f"{_IN_USE}\n", lines
        use.goes_on()
    rest = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], rest
    assert rest[1] == "The databases are up to date.\n"
    use.goes_on()
    assert site.children().keys() == {"web", "worker", "streaming"}
    assert Member(site.url, "carla").call("GET", "/ready")["status"] == "ready"
    use.end()
    refused = site.command("migrate")
    line = (
        "The database 'keys' was made by a newer Folkmoot (it has newer.0001_newer). "
        "Install that version, or restore a backup of this one."
    )
    assert (refused.returncode, refused.stdout, refused.stderr) == (1, "", f"folkmoot: {line}\n")
