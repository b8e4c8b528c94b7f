"""Processes that hang instead of dying, and an orderly end."""

import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import psycopg
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests import postgres
from tests.browser.people import Cast
from tests.edges.streaming.listening import Stream
from tests.live import LiveSite, processes_below
from tests.resilience import stores
from tests.resilience.town import Town

pytestmark = pytest.mark.live
SEED = int(os.environ.get("RESILIENCE_SEED", "20170217"))
DATABASES = [None, pytest.param("postgresql", marks=pytest.mark.postgres)]
_STATED_SECONDS = 30


@pytest.fixture(params=DATABASES, ids=["sqlite", "postgresql"])
def town(request: pytest.FixtureRequest) -> Iterator[Town]:
    with ExitStack() as stack:
        server = stack.enter_context(postgres.server(durable=True)) if request.param else None
        site = stack.enter_context(LiveSite(database=server.environment() if server else None))
        yield Town(site, stack.enter_context(Cast(site)), SEED)


def test_what_hangs_is_noticed_and_replaced(town: Town) -> None:
    """All of it at once, in the middle of work: whoever hangs while holding a lock holds everybody up."""
    site, before = town.site, town.site.children()
    with town.at_work():
        town.get_on(10)
        threading.Event().wait(random.Random(SEED).uniform(0, 0.5))
        for pid in (before["worker"], *processes_below(before["web"]), *processes_below(before["streaming"])):
            os.kill(pid, signal.SIGSTOP)
        hung = _names_of_three_that_hang(site)
        site.wait_until_it_answers()
        town.get_on(5)
    assert hung == {"worker", "web", "streaming"}
    site.wait_until(lambda: _replaced(before, site.children()))
    town.check()


def _replaced(before: dict[str, int], now: dict[str, int]) -> bool:
    """Each runs, as another process than before: one that died a moment ago is started again after a pause."""
    return now.keys() == before.keys() and all(now[name] != before[name] for name in before)


def _names_of_three_that_hang(site: LiveSite) -> set[str]:
    """In whatever order the supervisor finds them."""
    found: set[str] = set()
    while len(found) < 3:
        name, _, more = site.wait_for_line("").partition(" ")
        if more.startswith("hangs: "):
            found.add(name)
    return found


def test_threads_that_hang_are_noticed_and_replaced() -> None:
    """A process that lives and answers nobody: the one thread of one of two waits for a body that never comes."""
    made = LiveSite(web_processes="2", web_threads="1", web_hung_after="2")
    with made as site, socket.create_connection(("127.0.0.1", site.port)) as line:
        line.sendall(
            b"POST /api/v1/apps HTTP/1.1\r\nHost: localhost\r\n"
            b"Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
        )
        site.wait_until(lambda: _ready(site) == (503, "stuck"))
        name = site.wait_for_line("web ").partition(" hangs: ")[0]
        assert name in {"web 1", "web 2"}
        said = "\n".join(site.output)
        assert "no thread of this process gets on" in said
        assert "in register" in said
        assert site.wait_for_line(f"{name} ended unexpectedly (signal 9)")
        site.wait_until(lambda: _ready(site) == (200, "ok"))


def _ready(site: LiveSite) -> tuple[int, str]:
    """(0, "") where the one that is stuck was asked."""
    asked = http.client.HTTPConnection("127.0.0.1", site.port, timeout=2)
    with closing(asked):
        try:
            asked.request("GET", "/ready")
            answer = asked.getresponse()
            return answer.status, json.load(answer)["processes"]["web"]
        except OSError:
            return 0, ""


def test_shut_down_drains(town: Town) -> None:
    """The request in hand is answered, streams are ended, and no job is left with a lease."""
    site = town.site
    base = f"localhost:{site.streaming_port}/api/v1/streaming"
    headers = {"Authorization": f"Bearer {town.ana._token}"}
    with town.at_work():
        with (
            ThreadPoolExecutor(2) as pool,
            Stream(f"http://{base}/user", town.ana._token) as stream,
            connect(f"ws://{base}?stream=user", additional_headers=headers) as socket,
        ):
            town.get_on(10)
            halfway = threading.Event()
            asked = pool.submit(stores.upload, town.ana, seconds=1.5, halfway=halfway)
            assert halfway.wait(20)
            threading.Event().wait(0.5)  # the server takes it up
            began, code = time.monotonic(), pool.submit(site.stop, signal.SIGTERM)
            assert _closing_code(socket) == 1001
            assert stream.ended.wait(20)
            assert stream.politely
            assert asked.result().status == 200
            assert code.result() == 0
            assert time.monotonic() - began < _STATED_SECONDS
        assert _leases(town) == 0
        site.start()
    town.check()


def _closing_code(socket: ClientConnection) -> int | None:
    try:
        while True:
            socket.recv(timeout=20)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None


def _leases(town: Town) -> int:
    """How many jobs somebody holds."""
    sql = "SELECT count(*) FROM jobs_job WHERE lease_owner <> ''"
    url = town.site.environment.get("FOLKMOOT_DATABASE")
    if url:
        with psycopg.connect(url) as connection:
            row = connection.execute(sql).fetchone()
    else:
        with closing(sqlite3.connect(town.site.data / "folkmoot.sqlite3")) as file:
            row = file.execute(sql).fetchone()
    assert row is not None
    return int(row[0])
