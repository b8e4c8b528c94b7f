"""`folkmoot run` as a process: it answers, mends itself, and leaves nothing behind."""

import http.client
import http.cookiejar
import os
import re
import select
import signal
import urllib.parse
import urllib.request
from collections.abc import Iterator

import pytest

from tests import postgres
from tests.live import LiveSite, asked, processes_below

pytestmark = pytest.mark.live


@pytest.fixture
def site() -> Iterator[LiveSite]:
    with LiveSite() as site:
        yield site


@pytest.fixture(scope="module")
def demo() -> Iterator[LiveSite]:
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
    states = {pid: asked(f"/proc/{pid}/stat") for pid in pids}
    return [pid for pid, stat in states.items() if stat and stat.rsplit(")", 1)[1].split()[0] != "Z"]


class Browser:
    """The least that can sign in: cookies, and forms with their token."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))

    def get(self, path: str) -> str:
        with self._opener.open(self._url + path, timeout=20) as answer:
            return str(answer.read().decode())

    def sign_in(self, email: str, password: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get("/sign-in"))
        assert token
        form = {"csrfmiddlewaretoken": token[1], "identifier": email, "password": password}
        data = urllib.parse.urlencode(form).encode()
        with self._opener.open(f"{self._url}/sign-in", data, timeout=20) as answer:
            return str(answer.read().decode())


def test_it_says_where_it_is_and_who_may_sign_in(demo: LiveSite) -> None:
    assert demo.output[-1] == f"Folkmoot is ready: {demo.url}"
    for role, opens in (
        ("member", "/settings/profile"),
        ("moderator", "/console/queue"),
        ("operator", "/console/roles"),
    ):
        words = demo.wait_for_line(f"  {role} ").split()
        email, password = words[1], " ".join(words[3:])
        assert (email.endswith("@demo.example"), password) == (True, "come to the moot")
        browser = Browser(demo.url)
        assert 'href="/notifications"' in browser.sign_in(email, password)
        assert "<h1" in browser.get(opens)


def test_every_page_of_the_demo_says_so(demo: LiveSite) -> None:
    browser = Browser(demo.url)
    for path in ("/", "/rules", "/sign-in", "/explore", "/decisions", "/about"):
        assert "Demo: nothing here leaves this machine." in browser.get(path)


@pytest.mark.parametrize("name", ["web", "worker", "streaming"])
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
    """Up to three minutes in steps of 50 ms: other processes have no event to wait for."""
    wakeup, never = os.pipe()
    os.set_blocking(wakeup, False)
    try:
        for tick in range(3600):
            yield tick
            select.select([wakeup], [], [], 0.05)
    finally:
        os.close(wakeup)
        os.close(never)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything(number: signal.Signals) -> None:
    with LiveSite() as site:
        processes = processes_below(site.pid)
        assert len(processes) == 5
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
        assert len(processes_below(site.pid)) == 7
        assert site.stop() == 0
