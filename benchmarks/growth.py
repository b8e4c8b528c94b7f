"""What a larger community costs its readers: Latest through the client API in two of them, in turns.

The larger one has ten times the accounts and posts of the smaller one (BENCHMARK_POSTS: how many posts; 10,000,000 for
the manual run, an hour and 30 GB). Everybody follows 100 others; all tokens take turns over 8 connections, and the
first turns are not measured: a new process loads each post once.

Pages are those that statements look at, wherever they lie. On SQLite a process without a page cache of its own reads
each anew from the file, which the kernel counts (`rchar` of /proc/self/io); on PostgreSQL `pg_statio_user_tables`
counts, hits and reads alike.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.harness import (
    POSTGRESQL,
    ROOT,
    SQLITE,
    Load,
    Result,
    alternate,
    ask,
    cpu_of,
    database,
    postgresql_pid,
    served,
)
from benchmarks.publishing import APPLICATION, checked, request

_HOME: Final = "/api/v1/timelines/home"
_POSTS: Final = 1_000_000
_POSTS_OF_AN_ACCOUNT: Final = 100
_TEN: Final = 10
_PAGE: Final = 4_096
_PUBLISHED: Final = 1_000
_TURNS: Final = 5


@dataclass(frozen=True, slots=True)
class _Size:
    posts: int
    seconds: float
    warming: float
    rounds: int
    asked: int
    published: int


_SHORT: Final = _Size(posts=3_000, seconds=0.5, warming=0.5, rounds=1, asked=10, published=5)


@dataclass(frozen=True, slots=True)
class _Site:
    """A community in a folder of its own, on databases of its own; `built`: what its building said."""

    environment: dict[str, str]
    built: dict[str, Any]

    @property
    def requests(self) -> list[bytes]:
        return [request("GET", _HOME, token) for token in self.built["tokens"]]


def measure(*, short: bool) -> list[Result]:
    """Ratios of CPU and of pages a request, and the bytes of what a community stores."""
    posts = int(os.environ.get("BENCHMARK_POSTS", _POSTS))
    size = _SHORT if short else _Size(posts, seconds=6.0, warming=60.0, rounds=5, asked=300, published=_PUBLISHED)
    small, large = _build("small", size.posts // _TEN, size), _build("large", size.posts, size)
    limit = "<= 1.2" if size.posts <= _POSTS else "<= 1.5"
    base, of = database(), f"{size.posts:,} posts against {size.posts // _TEN:,}"
    cost, before, ratio = _cpu(large, small, size)
    pages, fewer = _pages(large, size), _pages(small, size)
    return [
        Result(f"growth: CPU a request, {of}", base, round(cost, 1), "µs CPU/request", limit, round(ratio, 3)),
        Result("growth: CPU a request, the smaller community", base, round(before, 1), "µs CPU/request"),
        Result(f"growth: pages a request, {of}", base, round(pages, 1), "pages", limit, round(pages / fewer, 3)),
        Result("growth: pages a request, the smaller community", base, round(fewer, 1), "pages"),
        *(Result(f"storage: {name}", base, round(value), "bytes") for name, value in large.built["bytes"].items()),
    ]


def _build(name: str, posts: int, size: _Size) -> _Site:
    environment = os.environ | _place(name) | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    accounts = max(posts // _POSTS_OF_AN_ACCOUNT, 8)
    return _Site(environment, _child(environment, "build", accounts, posts, size.published))


def _place(name: str) -> dict[str, str]:
    """Where a community of its own lies."""
    folder = Path(os.environ["FOLKMOOT_DATA"]).with_name(name)
    folder.mkdir()
    own = {"FOLKMOOT_DATA": str(folder / "data"), "FOLKMOOT_KEY_FILE": str(folder / "operator.key")}
    if database() == SQLITE:
        return own
    import psycopg

    with psycopg.connect(os.environ["FOLKMOOT_DATABASE"], autocommit=True) as wire:
        for one in (name, f"{name}_vault"):
            wire.execute(f'CREATE DATABASE "{one}"')
    server = os.environ["FOLKMOOT_DATABASE"].rpartition("/")[0]
    return own | {"FOLKMOOT_DATABASE": f"{server}/{name}", "FOLKMOOT_VAULT": f"{server}/{name}_vault"}


def _child(environment: dict[str, str], *order: object) -> Any:
    """What a process of the other community says on its last line."""
    command = [sys.executable, "-m", "benchmarks.growth", *map(str, order)]
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


# CPU


@dataclass(frozen=True, slots=True)
class _Arm:
    """A web process of a community."""

    requests: Sequence[bytes]
    port: int
    pid: int

    def ask(self, seconds: float) -> Load:
        return checked(ask(self.port, self.requests, seconds=seconds))

    def warm_up(self, seconds: float) -> None:
        """At least so long, and until each reader has come so often: what a process keeps of them is loaded then."""
        came = 0
        while came < _TURNS * len(self.requests):
            came += self.ask(seconds).requests

    def cost(self, seconds: float) -> float:
        """Microseconds of CPU a request, of the web process and of PostgreSQL."""
        other = postgresql_pid()
        pids = [self.pid] if other is None else [self.pid, other]
        before = sum(map(cpu_of, pids))
        done = self.ask(seconds)
        return (sum(map(cpu_of, pids)) - before) / done.requests * 1e6


@contextmanager
def _serving(site: _Site) -> Iterator[_Arm]:
    own = {name: value for name, value in site.environment.items() if name.startswith("FOLKMOOT_")}
    with served(APPLICATION, **own) as (port, pid):
        yield _Arm(site.requests, port, pid)


def _cpu(large: _Site, small: _Site, size: _Size) -> tuple[float, float, float]:
    """The cost of a request in either, and the median ratio."""
    with _serving(large) as of_large, _serving(small) as of_small:
        for arm in (of_large, of_small):
            arm.warm_up(size.warming)
        return alternate(lambda: of_large.cost(size.seconds), lambda: of_small.cost(size.seconds), rounds=size.rounds)


# Pages


def _pages(site: _Site, size: _Size) -> float:
    """Pages a request, once everything that a process keeps was loaded: a third turn over the same tokens."""
    tokens = site.built["tokens"][:: max(1, len(site.built["tokens"]) // size.asked)][: size.asked]
    if database() == SQLITE:
        return int(_child(site.environment, "read", 3, *tokens)) / len(tokens)
    two, three = (_looked_at_meanwhile(site, rounds, tokens) for rounds in (2, 3))
    return (three - two) / len(tokens)


def _looked_at_meanwhile(site: _Site, rounds: int, tokens: Sequence[str]) -> int:
    before = _looked_at(site)
    _child(site.environment, "read", rounds, *tokens)
    return _looked_at(site) - before


def _looked_at(site: _Site) -> int:
    """Pages of tables and indexes that PostgreSQL has looked at; a session counts at the latest when it ends."""
    import psycopg

    columns = ("heap_blks_hit", "heap_blks_read", "idx_blks_hit", "idx_blks_read")
    each = " + ".join(f"coalesce({one}, 0)" for one in columns)
    with psycopg.connect(site.environment["FOLKMOOT_DATABASE"], autocommit=True) as wire:
        (found,) = wire.execute(f"SELECT sum({each}) FROM pg_statio_user_tables").fetchone() or (0,)  # noqa: S608 - the names above
    return int(found)


def read(rounds: int, tokens: Sequence[str]) -> int:
    """Ask for the homes in this process, in turns; returns how many pages SQLite read from its files in the last,
    before which something about each reader has changed: of what is as before nothing is read at all.
    """
    _without_page_cache()
    from folkmoot.wiring.wsgi import application

    for _ in range(rounds - 1):
        _ask_all(application, tokens)
    if database() == SQLITE:
        _change_something_about(tokens)
    before = _bytes_read()
    _ask_all(application, tokens)
    return (_bytes_read() - before) // _PAGE


def _change_something_about(tokens: Sequence[str]) -> None:
    from django.apps import apps

    from folkmoot.infra import crypto
    from folkmoot.infra.writes import atomic_write

    with atomic_write():
        hashes = [crypto.token_hash(token) for token in tokens]
        apps.get_model("apps.Token").objects.filter(token_hash__in=hashes).update(revoked_at=None)


def _ask_all(application: Callable[..., Any], tokens: Sequence[str]) -> None:
    for token in tokens:
        _ask_here(application, token)


def _without_page_cache() -> None:
    """Connections made from now on keep a few pages only, and map no file into memory."""
    import sqlite3

    made: Callable[..., sqlite3.Connection] = sqlite3.dbapi2.connect

    def connect(*given: Any, **named: Any) -> sqlite3.Connection:
        wire = made(*given, **named)
        wire.execute("PRAGMA mmap_size=0")
        wire.execute("PRAGMA cache_size=10")
        wire.set_authorizer(_keep_small)
        return wire

    vars(sqlite3.dbapi2)["connect"] = vars(sqlite3)["connect"] = connect


def _keep_small(action: int, first: str | None, *_: object) -> int:
    import sqlite3

    larger = action == sqlite3.SQLITE_PRAGMA and first in {"mmap_size", "cache_size"}
    return sqlite3.SQLITE_IGNORE if larger else sqlite3.SQLITE_OK


def _bytes_read() -> int:
    return int(Path("/proc/self/io").read_text().split()[1])


def _ask_here(application: Callable[..., Any], token: str) -> None:
    import io

    said: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": _HOME, "QUERY_STRING": "", "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost",
        "HTTP_AUTHORIZATION": f"Bearer {token}", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr, "wsgi.multithread": False, "wsgi.version": (1, 0),
    }  # fmt: skip
    b"".join(application(environ, lambda status, *_: said.append(status)))
    if not said[0].startswith("200"):
        raise RuntimeError(said[0])


# Building


def build(accounts: int, posts: int, published: int) -> dict[str, Any]:
    """The tokens of a new community, and how many bytes it stores for what."""
    from benchmarks.community import fill, start_site

    start_site()
    made = fill(accounts, posts)
    found = _stored(posts)
    left = _left(published)
    _clean_up()
    return {
        "tokens": list(made.tokens),
        "bytes": found | {"a post and all that its publishing leaves": left},
    }


def _clean_up() -> None:
    """Or PostgreSQL does it by itself while pages are counted, and they count as its own."""
    from django.db import connection

    if database() == POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _stored(posts: int) -> dict[str, float]:
    """Bytes with all indexes, of tables that hold nothing else."""
    sizes = _sizes()
    return {
        "a post (text, counts)": (sizes["posts_post"] + sizes["posts_postcounts"]) / posts,
        "a follower": sizes["graph_follow"] / _rows("graph.Follow"),
        "a post in a follower's home": sizes["feed_homeentry"] / _rows("feed.HomeEntry"),
    }


def _rows(name: str) -> int:
    from django.apps import apps

    return int(apps.get_model(name).objects.count())


def _sizes() -> dict[str, int]:
    """Bytes of each table of the main database and its indexes."""
    from django.db import connection

    statement = (
        "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r'"
        if database() == POSTGRESQL
        else "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_master m ON m.name = s.name "
        "WHERE s.aggregate = 1 GROUP BY m.tbl_name"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {name: int(value) for name, value in cursor.fetchall()}


def _left(published: int) -> float:
    """Bytes that one more post leaves in the main database once the worker has done its part; nobody follows. What
    the worker sweeps away (a day's prints of texts, a week's notes of what was heard) is counted.
    """
    from itertools import islice

    from benchmarks import crowd
    from benchmarks.sites import texts
    from folkmoot.domains.posts import api as posts
    from folkmoot.infra.worker import drain
    from folkmoot.kernel.viewer import Viewer

    (author,) = crowd.people(1, prefix="published")
    drain()
    before = sum(_sizes().values())
    for text in islice(texts(), published):
        posts.publish(Viewer(author), draft=posts.PostDraft(text=text))
    drain()
    return (sum(_sizes().values()) - before) / published


def main(order: str, *given: str) -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "folkmoot.wiring.settings"
    if order == "build":
        print(json.dumps(build(*map(int, given))))
        return
    django.setup()
    print(json.dumps(read(int(given[0]), given[1:])))


if __name__ == "__main__":
    main(*sys.argv[1:])
