"""Publishing through the client API in one web process, against a loop that commits rows one by one to the same
database with the same durability; and whether the worker keeps up with it.

50 authors with 100 active followers each write in turn over 8 connections. Both arms alternate. Then web and worker
run together for a minute.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import crowd
from benchmarks.harness import ROOT, SQLITE, Load, Result, alternate, ask, cpu_of, database, served
from benchmarks.sites import make_site, texts

APPLICATION = "folkmoot.wiring.wsgi:application"
_AUTHORS, _FOLLOWERS, _SECONDS, _ROUNDS, _MINUTE = 50, 100, 6.0, 5, 60.0
_SHORT = (2, 5, 0.5, 1, 1.0)
_TEXTS = 2_000
_JOBS_OF_A_POST = 4


def measure(*, short: bool) -> list[Result]:
    """Rates, their ratio, CPU time a post, and how much of what was published the worker has done after a minute."""
    authors, followers, seconds, rounds, minute = (
        _SHORT if short else (_AUTHORS, _FOLLOWERS, _SECONDS, _ROUNDS, _MINUTE)
    )
    make_site(Path(os.environ["FOLKMOOT_DATA"]).parent)
    requests = _writing(authors, followers)
    with served(APPLICATION) as (port, pid):
        ask(port, requests, seconds=min(2.0, seconds))
        spent: list[float] = []

        def ours() -> float:
            before = cpu_of(pid)
            done = ask(port, requests, seconds=seconds)
            spent.append((cpu_of(pid) - before) / accepted(done))
            return accepted(done) / done.seconds

        rate, bare, ratio = alternate(ours, lambda: bare_commits(seconds), rounds=rounds)
        kept_up = _with_worker(port, requests, minute, median(spent))
    base = database()
    return [
        Result("publishing: posts a second", base, rate, "posts/s", ">= 0.1", ratio),
        Result("publishing: bare one-row commits", base, bare, "commits/s"),
        Result("publishing: CPU of the web process a post", base, median(spent) * 1e6, "µs"),
        *kept_up,
    ]


def checked(done: Load) -> Load:
    """Raises RuntimeError where something was refused: then nothing was measured."""
    if done.wrong:
        raise RuntimeError(f"{done.wrong} of {done.requests} answers were no success: {done.first_wrong[:500]}")
    return done


def accepted(done: Load) -> int:
    """How many requests succeeded. On a machine that stands still for seconds a few are refused; raises RuntimeError
    where it was more than one in ten.
    """
    if done.wrong > done.requests / 10:
        checked(done)
    return done.requests - done.wrong


def request(method: str, path: str, token: str, body: dict[str, Any] | None = None) -> bytes:
    """A whole HTTP request of a client. Without a body it names no type of one: the fast lane leaves such to Django."""
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
    if body is None:
        return f"{head}\r\n".encode()
    sent = json.dumps(body).encode()
    return f"{head}Content-Type: application/json\r\nContent-Length: {len(sent)}\r\n\r\n".encode() + sent


def _writing(authors: int, followers: int) -> list[bytes]:
    writers, readers = crowd.people(authors, prefix="writer"), crowd.people(followers, prefix="reader")
    for one in writers:
        crowd.follow(readers, one)
    crowd.make_active(readers)
    tokens = list(crowd.tokens(writers).values())
    return [
        request("POST", "/api/v1/statuses", tokens[number % authors], {"status": text})
        for number, text in enumerate(islice(texts(), _TEXTS))
    ]


def bare_commits(seconds: float) -> float:
    """One-row transactions a second, by the driver alone, in a table of their own in the site's database."""
    commit = _sqlite_commit() if database() == SQLITE else _postgresql_commit()
    next(commit)
    before, done = time.perf_counter(), 0
    while time.perf_counter() - before < seconds:
        next(commit)
        done += 1
    return done / (time.perf_counter() - before)


def _sqlite_commit() -> Iterator[None]:
    import sqlite3

    wire = sqlite3.connect(Path(os.environ["FOLKMOOT_DATA"]) / "folkmoot.sqlite3", isolation_level=None, timeout=20)
    wire.execute("PRAGMA journal_mode=WAL")
    wire.execute("PRAGMA synchronous=FULL")
    wire.execute("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    while True:
        wire.execute("BEGIN IMMEDIATE")
        wire.execute("INSERT INTO bare (text) VALUES (?)", ("bread and salt " * 8,))
        wire.execute("COMMIT")
        yield


def _postgresql_commit() -> Iterator[None]:
    import psycopg

    options = "-c synchronous_commit=on"
    with psycopg.connect(os.environ["FOLKMOOT_DATABASE"], autocommit=True, options=options) as wire:
        wire.execute("CREATE TABLE IF NOT EXISTS bare (id BIGSERIAL PRIMARY KEY, text TEXT NOT NULL)")
        while True:
            wire.execute("INSERT INTO bare (text) VALUES (%s)", ("bread and salt " * 8,))
            yield


def _with_worker(port: int, requests: Sequence[bytes], seconds: float, of_web: float) -> list[Result]:
    """Web and worker at once. The ratios are by how much what waits grew, of what was made, after the first third; and
    the worker's CPU for a post to that of the web process, which is `of_web` seconds.
    """
    with worker() as pid:
        _until_idle()
        watching, waited = threading.Event(), list[tuple[float, int]]()
        watcher = threading.Thread(target=_watch, args=(watching, waited))
        spent = -cpu_of(pid)
        watcher.start()
        done = ask(port, requests, seconds=seconds)
        watching.set()
        watcher.join()
        before = time.perf_counter()
        _until_idle()
        took = time.perf_counter() - before
        spent += cpu_of(pid)
    posts, base = accepted(done), database()
    rate, of_worker = posts / done.seconds, spent / posts
    begins = waited[0][0] + seconds / 3
    late = [count for at, count in waited if at >= begins] or [0]
    growth = (late[-1] - late[0]) / (rate * _JOBS_OF_A_POST * seconds * 2 / 3)
    return [
        Result("publishing beside a worker: its backlog does not grow", base, rate, "posts/s", "<= 0.02", growth),
        Result("publishing beside a worker: until it was done, afterwards", base, took, "s"),
        Result(
            "publishing: CPU of the worker a post, to the web's", base, of_worker * 1e6, "µs", "", of_worker / of_web
        ),
    ]


@contextmanager
def worker() -> Iterator[int]:
    """`folkmoot worker`, as the supervisor starts it; its process."""
    with subprocess.Popen(
        [sys.executable, "-m", "folkmoot.wiring.main", "worker", "--parent", str(os.getpid())],
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}, cwd=ROOT,
    ) as process:  # fmt: skip
        try:
            yield process.pid
        finally:
            process.terminate()
            process.wait(timeout=30)


def _watch(stop: threading.Event, waited: list[tuple[float, int]]) -> None:
    while True:
        waited.append((time.perf_counter(), waiting()))
        if stop.wait(1.0):
            return


def waiting() -> int:
    """Events and jobs that wait."""
    from django.apps import apps

    events, jobs = apps.get_model("outbox", "OutboxEvent").objects, apps.get_model("jobs", "Job").objects
    return int(events.count() + jobs.filter(parked_at=None).count())


def _until_idle() -> None:
    while waiting():
        time.sleep(0.2)
