"""Reading: CPU time of the web process for a home of 20 posts, in either order, against the same server with a static
body.

1,000 accounts follow 100 others each; 100,000 posts, 10 % for followers, 1 % under a treatment; all 1,000 tokens in
turn over 8 connections; somebody changes 20 counters a second; every 500th body is compared with the plain path's.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

from typing_extensions import override

from benchmarks.community import Community, change_counters, fill, sign_in, start_site
from benchmarks.harness import (
    POSTGRESQL,
    ROOT,
    Load,
    Result,
    alternate,
    ask,
    bare,
    cpu_of,
    cpu_per_request,
    database,
    postgresql_pid,
    served,
)

_ACCOUNTS, _POSTS, _SECONDS, _ROUNDS = 1_000, 100_000, 6.0, 5
_SHORT: Final = (60, 1_500, 0.7, 1)
_CHANGES: Final = 20
_HOME: Final = "/api/v1/timelines/home"


@dataclass(frozen=True, slots=True)
class Surface:
    """An endpoint, and what its ratio to the bare server is to be on either database. `in_browser`: asked for by people
    who are signed in, and not through an app. `warming`: so many times as long as a round a new process is asked before
    it is measured: it loads each post once.
    """

    name: str
    paths: tuple[str, ...]
    sqlite: float
    postgresql: float
    in_browser: bool = False
    warming: int = 4

    @property
    def limit(self) -> str:
        return f">= {self.postgresql if database() == POSTGRESQL else self.sqlite}"


def measure(*, short: bool) -> list[Result]:
    found = measure_surfaces(lambda _community: (_LATEST, _RANKED), short=short)
    ratios = {one.name: one.ratio for one in found}
    latest, ranked = ratios[_LATEST.name], ratios[_RANKED.name]
    if latest and ranked:
        half = round(ranked / latest, 4)
        found.append(Result("reading: Ranked against Latest", database(), ranked, "of the bare server", _HALF, half))
    return found


def measure_surfaces(surfaces_of: Callable[[Community], Iterable[Surface]], *, short: bool) -> list[Result]:
    """Fill a site and measure these endpoints of it, each before the next one is asked for."""
    accounts, posts, seconds, rounds = _SHORT if short else (_ACCOUNTS, _POSTS, _SECONDS, _ROUNDS)
    start_site()
    community = fill(accounts, posts)
    found: list[Result] = []
    with _Changes(), served("benchmarks.plain:application") as (plain, _):
        for surface in surfaces_of(community):
            found += _measure(surface, community, plain, seconds, rounds)
    return found


_LATEST: Final = Surface("reading: Latest", (_HOME,), 0.25, 0.1)
_RANKED: Final = Surface("reading: Ranked", ("/api/folkmoot/v1/timelines/ranked",), 0.125, 0.05)
_HALF: Final = ">= 0.5"


def _measure(surface: Surface, community: Community, plain: int, seconds: float, rounds: int) -> list[Result]:
    requests = _visits(community) if surface.in_browser else requests_of(community.tokens, surface.paths)
    loads: dict[str, list[Load]] = {"ours": [], "bare": []}
    of_database: list[float] = []
    with served("folkmoot.wiring.wsgi:application") as (port, pid):
        body = _one_body(port, requests[0])
        ask(port, requests, seconds=surface.warming * seconds)
        with bare(body) as (bare_port, bare_pid):

            def ours() -> float:
                before = _database_cpu()
                cost, load = cpu_per_request(
                    pid, lambda: ask(port, requests, seconds=seconds, compare=plain, every=500)
                )
                of_database.append((_database_cpu() - before) / load.requests * 1e6)
                loads["ours"].append(load)
                return cost

            def bare_one() -> float:
                cost, load = cpu_per_request(bare_pid, lambda: ask(bare_port, requests[:1], seconds=seconds))
                loads["bare"].append(load)
                return cost

            bare_cost, cost, ratio = alternate(bare_one, ours, rounds=rounds)
    wrong = [load.first_wrong for load in loads["ours"] if load.wrong]
    if wrong:
        raise RuntimeError(f"{surface.name}: {wrong[0]}")
    where = database()
    compared = sum(load.compared for load in loads["ours"])
    print(f"{surface.name} on {where}: {len(body):,} bytes, {compared} bodies compared", flush=True)
    results = [
        Result(surface.name, where, round(cost, 1), "µs CPU/request", surface.limit, round(ratio, 4)),
        Result(f"{surface.name}, bare server", where, round(bare_cost, 1), "µs CPU/request"),
        Result(f"{surface.name}, rate", where, round(max(one.rate for one in loads["ours"])), "requests/s"),
        Result(f"{surface.name}, bare rate", where, round(max(one.rate for one in loads["bare"])), "requests/s"),
    ]
    if where == POSTGRESQL:
        middle = sorted(of_database)[len(of_database) // 2]
        results.append(Result(f"{surface.name}, PostgreSQL", where, round(middle, 1), "µs CPU/request"))
    return results


def requests_of(tokens: Sequence[str], paths: Sequence[str]) -> list[bytes]:
    """One request of each token, the paths in turn."""
    return [
        f"GET {paths[number % len(paths)]} HTTP/1.1\r\nHost: localhost:8000\r\n"
        f"Authorization: Bearer {token}\r\n\r\n".encode()
        for number, token in enumerate(tokens)
    ]


def _visits(community: Community) -> list[bytes]:
    """One of each member to the first page."""
    return [
        f"GET / HTTP/1.1\r\nHost: localhost:8000\r\nCookie: folkmoot_session={session}\r\n\r\n".encode()
        for session in sign_in(community)
    ]


def _one_body(port: int, request: bytes) -> bytes:
    import http.client

    lines = request.decode().split("\r\n")
    wire = http.client.HTTPConnection("127.0.0.1", port)
    wire.request("GET", lines[0].split(" ")[1], headers=dict(line.split(": ", 1) for line in lines[1:] if line))
    answer = wire.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{answer.status}: {body[:500]!r}")
    return body


def _database_cpu() -> float:
    pid = postgresql_pid()
    return cpu_of(pid) if pid is not None else 0.0


class _Changes(AbstractContextManager["_Changes"]):
    """A process that changes counters as long as the block lasts."""

    @override
    def __enter__(self) -> Self:
        self._process = subprocess.Popen([sys.executable, "-m", "benchmarks.reading", str(os.getpid())], cwd=ROOT)
        return self

    @override
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)


def _change(parent: int) -> None:
    import django

    django.setup()
    change_counters(each_second=_CHANGES, until_gone=parent)


if __name__ == "__main__":
    _change(int(sys.argv[1]))
