"""One post by an account with 100,000 followers: what fan-out costs, who sees it when, and what reading feels of it.

The site finds posts of such an account when homes are read (ADR 0010), which costs no row at all. Measured is the way
that the posts of all others go, with the bound lifted: 100,000 rows, a thousand a transaction, against the same rows
by the driver alone in one transaction, into a table with the same keys. Both arms alternate, on CPU and wall time.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import crowd
from benchmarks.harness import ROOT, SQLITE, Result, alternate, ask, database, served
from benchmarks.publishing import APPLICATION, checked, request
from benchmarks.sites import make_site

_FOLLOWERS, _READERS, _SECONDS, _ROUNDS = 100_000, 200, 15.0, 3
_SHORT = (300, 5, 0.7, 1)
_POSTS = 40
_TABLE = """CREATE TABLE bare_entry (id {key}, account_id BIGINT NOT NULL, post_id BIGINT NOT NULL,
    author_id BIGINT NOT NULL, answers_id BIGINT NOT NULL, UNIQUE (account_id, post_id))"""
_INDEX = "CREATE INDEX bare_entry_post ON bare_entry (post_id)"
_INSERT = "INSERT INTO bare_entry (account_id, post_id, author_id, answers_id) VALUES "


def measure(*, short: bool) -> list[Result]:
    """Ratios of fan-out to bare rows, and of the p99 of reading during a storm to the quiet one."""
    size, readers, seconds, rounds = _SHORT if short else (_FOLLOWERS, _READERS, _SECONDS, _ROUNDS)
    make_site(Path(os.environ["FOLKMOOT_DATA"]).parent)
    author, *followers = crowd.people(1, prefix="author") + crowd.people(size, prefix="follower", signs_in=False)
    crowd.add_logins(followers[:readers])
    crowd.follow(followers, author)
    crowd.make_active(followers)
    base, post = database(), _Posts(author)
    bare = _Bare(followers, author)
    ours, theirs, ratio = alternate(post.timed_fan_out, lambda: _timed(bare.insert), rounds=rounds)
    sees, quiet, storm = _reading(post, followers[:readers], author, seconds)
    return [
        Result(f"fan-out to {size:,} followers", base, ours, "s", "<= 2.0", ratio),
        Result("fan-out: the same rows by the driver", base, theirs, "s"),
        Result("fan-out: followers who see the post before it", base, sees * 100, "%", ">= 1.0", sees),
        Result("reading: p99 of a quiet home", base, quiet, "ms"),
        Result("reading: p99 of a home in a fan-out storm", base, storm, "ms", "<= 5.0", storm / quiet),
    ]


def _timed(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


class _Posts:
    """Posts of the author, whose fan-out is left to this process."""

    def __init__(self, author: int) -> None:
        self._author = author

    def publish(self) -> int:
        from folkmoot.domains.posts import api as posts
        from folkmoot.kernel.viewer import Viewer

        return posts.publish(Viewer(self._author), draft=posts.PostDraft(text="Bread and salt, for all of us")).id

    def fan_out(self) -> None:
        lifted().fan_out([self.publish()])

    def timed_fan_out(self) -> float:
        published = self.publish()
        return _timed(lambda: lifted().fan_out([published]))


def lifted() -> Any:
    """The module of fan-out, with the bound above which followers pull lifted."""
    from folkmoot.domains.feed import fan_out

    vars(fan_out)["PULL_ABOVE"] = sys.maxsize
    return fan_out


class _Bare:
    """The same rows by the driver alone, 1,000 in a statement, all in one transaction."""

    def __init__(self, followers: Sequence[int], author: int) -> None:
        self._followers, self._author, self._post = followers, author, 0
        self._wire = self._connect()
        key = "INTEGER PRIMARY KEY" if database() == SQLITE else "BIGSERIAL PRIMARY KEY"
        self._wire.execute(_TABLE.format(key=key))
        self._wire.execute(_INDEX)

    def insert(self) -> None:
        self._post += 1
        mark = "?" if database() == SQLITE else "%s"
        self._wire.execute("BEGIN IMMEDIATE" if database() == SQLITE else "BEGIN")
        for first in range(0, len(self._followers), 1_000):
            some = self._followers[first : first + 1_000]
            values = [value for one in some for value in (one, self._post, self._author, 0)]
            marks = ", ".join([f"({mark}, {mark}, {mark}, {mark})"] * len(some))
            self._wire.execute(_INSERT + marks, values)
        self._wire.execute("COMMIT")

    @staticmethod
    def _connect() -> Any:
        if database() == SQLITE:
            import sqlite3

            wire = sqlite3.connect(Path(os.environ["FOLKMOOT_DATA"]) / "folkmoot.sqlite3", isolation_level=None)
            wire.execute("PRAGMA synchronous=FULL")
            wire.execute("PRAGMA cache_size=-16384")
            return wire
        import psycopg

        return psycopg.connect(os.environ["FOLKMOOT_DATABASE"], autocommit=True)


def _reading(post: _Posts, readers: Sequence[int], author: int, seconds: float) -> tuple[float, float, float]:
    """The share of readers who saw a post that was not fanned out yet; the p99 when it is quiet, and in a storm."""
    for _ in range(2):
        post.fan_out()
    tokens = crowd.tokens(readers)
    homes = [request("GET", "/api/v1/timelines/home?limit=20", token) for token in tokens.values()]
    with served(APPLICATION) as (port, _):
        fresh = str(post.publish())
        seen = sum(fresh.encode() in _answer(port, home) for home in homes)
        ask(port, homes, seconds=min(2.0, seconds))
        quiet, storm = [], []
        for _ in range(3):
            quiet.append(checked(ask(port, homes, seconds=seconds / 3)).p99_ms)
            with _Storm(author):
                storm.append(checked(ask(port, homes, seconds=seconds / 3)).p99_ms)
    return seen / len(homes), median(quiet), median(storm)


def _answer(port: int, sent: bytes) -> bytes:
    import socket

    with socket.create_connection(("127.0.0.1", port), timeout=30) as wire:
        wire.sendall(sent.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
        return b"".join(iter(lambda: wire.recv(65_536), b""))


class _Storm:
    """A process that publishes and fans out without a pause, as a worker with a long queue does."""

    def __init__(self, author: int) -> None:
        self._author = author

    def __enter__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.fan_out", str(self._author)],
            env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}, cwd=ROOT, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self._process.stdout is not None  # noqa: S101 - for the type checker: it is a pipe
        self._process.stdout.readline()

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.communicate(timeout=30)


def storm(author: int) -> None:
    """Until somebody ends this process."""
    import django

    django.setup()
    post = _Posts(author)
    threading.Timer(600, os._exit, [1]).start()
    for number in range(_POSTS):
        post.fan_out()
        if number == 0:
            print("raging", flush=True)


if __name__ == "__main__":
    storm(int(sys.argv[1]))
