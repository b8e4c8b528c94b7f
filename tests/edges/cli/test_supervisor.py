"""`folkmoot run` as a process: it answers, mends itself, and leaves nothing behind."""

import http.client
import os
import select
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.live import LiveSite, processes_below

pytestmark = pytest.mark.live


@pytest.fixture
def site() -> Iterator[LiveSite]:
    with LiveSite(demo=True) as site:
        yield site


def _answers(site: LiveSite) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    finally:
        connection.close()


def _alive(pids: list[int]) -> list[int]:
    """Those that still run; one that ended and waits for its parent to notice counts as ended."""
    states = {pid: Path(f"/proc/{pid}/stat") for pid in pids}
    return [
        pid for pid, stat in states.items() if stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    ]


def test_it_says_where_it_is_and_who_may_sign_in(site: LiveSite) -> None:
    assert site.output[-1] == f"Folkmoot is ready: {site.url}"
    assert _answers(site)
    assert site.wait_for_line("  member ").split() == [
        "member", "ana@demo.example", "password:", "come", "to", "the", "moot",
    ]  # fmt: skip
    site.wait_for_line("  moderator ")
    site.wait_for_line("  operator ")


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_killed_child_is_started_again(site: LiveSite, name: str) -> None:
    before = site.children()
    os.kill(before[name], signal.SIGKILL)
    line = site.wait_for_line(f"{name} ended unexpectedly")
    assert line == f"{name} ended unexpectedly (signal 9); starting it again in 0.5 s."
    after = _children_with(site, name)
    assert after[name] != before[name]
    other = "worker" if name == "web" else "web"
    assert after[other] == before[other]
    _wait_until_it_answers(site)


def test_the_process_that_answers_dies_with_its_server(site: LiveSite) -> None:
    server = _children_with(site, "web")["web"]
    _wait_until_it_answers(site)
    workers = processes_below(server)
    assert workers
    os.kill(server, signal.SIGKILL)
    site.wait_for_line("web ended unexpectedly")
    _wait_until_gone(workers)
    _wait_until_it_answers(site)


def _children_with(site: LiveSite, name: str) -> dict[str, int]:
    for _ in _ticks():
        if name in (children := site.children()):
            return children
    raise AssertionError(f"{name} was not started again")


def _wait_until_it_answers(site: LiveSite) -> None:
    for _ in _ticks():
        try:
            if _answers(site):
                return
        except OSError:
            continue
    raise AssertionError("the site does not answer")


def _wait_until_gone(pids: list[int]) -> None:
    for _ in _ticks():
        if not _alive(pids):
            return
    raise AssertionError(f"still there: {_alive(pids)}")


def _ticks() -> Iterator[int]:
    """Up to 20 seconds in steps of 50 ms: other processes have no event to wait for."""
    wakeup, never = os.pipe()
    os.set_blocking(wakeup, False)
    try:
        for tick in range(400):
            yield tick
            select.select([wakeup], [], [], 0.05)
    finally:
        os.close(wakeup)
        os.close(never)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything(number: signal.Signals) -> None:
    with LiveSite() as site:
        processes = processes_below(site.pid)
        assert len(processes) == 3
        assert site.stop(number) == 0
        assert _alive(processes) == []
        site.wait_for_line("Folkmoot has stopped.")
        assert not any("Traceback" in line for line in site.output)


def test_nothing_survives_a_killed_supervisor() -> None:
    with LiveSite() as site:
        processes = processes_below(site.pid)
        site.stop(signal.SIGKILL)
        _wait_until_gone(processes)
        site.start()
        assert _answers(site)


@pytest.mark.postgres
def test_a_site_runs_on_postgresql() -> None:
    with postgres.server() as server, LiveSite(database=server.environment()) as site:
        assert _answers(site)
        assert site.stop() == 0
        doctor = site.command("doctor")
        assert doctor.returncode == 0, doctor.stdout
        assert not (site.data / "folkmoot.sqlite3").exists()


def test_several_web_processes_share_the_port() -> None:
    with LiveSite(web_processes="2") as site:
        assert site.wait_for_line("Press Ctrl-C") == "Press Ctrl-C to stop."
        assert _answers(site)
        assert len(processes_below(site.pid)) == 5
        assert site.stop() == 0
