"""The memory of all processes of a demo community that nobody uses, how long it takes to start, and what grows.

Memory is the proportional set size: what processes share counts once. For growth, one web process answers 100,000
requests (BENCHMARK_REQUESTS: how many): of twenty, nineteen are homes, which the fast lane answers, and one goes
through Django, to one of ten kinds of pages. Measured is how much larger the process is at the end than after the first
fifth, when its caches were full.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks import crowd
from benchmarks.harness import ROOT, Result, ask, database, served
from benchmarks.publishing import APPLICATION, request
from benchmarks.sites import SEED
from benchmarks.streaming import proportional

_REQUESTS, _IDLE = 100_000, 15.0
_SHORT = (400, 1.0)
_AUTHORS = 20
_INIT = ("init", "--name", "olga", "--email", "olga@moot.example", "--password", "come to the moot")
_READY = "Folkmoot is ready"
_HOME, _HOMES_FOR_A_PAGE = "/api/v1/timelines/home", 19
_PATHS = (
    "/api/v1/timelines/home?min_id=1", "/api/v1/timelines/public?local=true", "/api/v1/notifications",
    "/api/v1/instance",
    "/api/v1/accounts/verify_credentials", "/api/v2/search?q=bread", "/@ana", "/explore", "/about", "/nowhere",
)  # fmt: skip


def measure(*, short: bool) -> list[Result]:
    """Megabytes of everything, of one more web process, seconds to start, and megabytes that were added."""
    requests, idle = _SHORT if short else (int(os.environ.get("BENCHMARK_REQUESTS", _REQUESTS)), _IDLE)
    base = database()
    with tempfile.TemporaryDirectory(prefix="folkmoot-memory-") as folder:
        environment = _environment(Path(folder))
        _run(environment, *(_INIT if short else ("demo",)))
        with running(environment, idle) as (one, started):
            all_of_it = round(proportional(one), 1)
        with running(environment | {"FOLKMOOT_WEB_PROCESSES": "2"}, idle) as (two, _):
            further = round(proportional(two) - all_of_it, 1)
        grown, large = _growth(environment, requests)
    return [
        Result("memory: all processes, idle on the demo community", base, all_of_it, "MB", "<= 350", all_of_it),
        Result("memory: a further web process", base, further, "MB", "<= 120", further),
        Result(f"memory: growth over the last four fifths of {requests:,} requests", base, large, "MB", "<= 8", grown),
        Result("start: from the command to the first answer", base, round(started, 1), "s"),
    ]


def _environment(folder: Path) -> dict[str, str]:
    from tests.postgres import free_port

    return os.environ | {
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "FOLKMOOT_DATA": str(folder / "data"),
        "FOLKMOOT_KEY_FILE": str(folder / "operator.key"),
        "FOLKMOOT_PORT": str(free_port()),
        "FOLKMOOT_STREAMING_PORT": str(free_port()),
        "PYTHONUNBUFFERED": "1",
    }


def _run(environment: Mapping[str, str], *arguments: str) -> None:
    command = [sys.executable, "-m", "folkmoot.wiring.main", *arguments]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def running(environment: Mapping[str, str], idle: float) -> Iterator[tuple[int, float]]:
    """`folkmoot run`, some seconds after it was ready: (pid, seconds until it was)."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "folkmoot.wiring.main", "run"],
        env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None  # noqa: S101 - for the type checker: it is a pipe
        try:
            while _READY not in (line := process.stdout.readline()):
                if not line:
                    raise RuntimeError("the site did not start")
            took = time.perf_counter() - begun
            time.sleep(idle)
            yield process.pid, took
        finally:
            process.terminate()
            process.communicate(timeout=60)


def _growth(environment: Mapping[str, str], requests: int) -> tuple[float, float]:
    """By how many MB the process grew, and to how many."""
    own = {name: environment[name] for name in ("FOLKMOOT_DATA", "FOLKMOOT_KEY_FILE")}
    os.environ |= own
    import django

    django.setup()
    tokens = list(crowd.tokens(_readers()).values())
    asked = [
        request("GET", path, token)
        for page in _PATHS
        for token in tokens
        for path in (page, *[_HOME] * _HOMES_FOR_A_PAGE)
    ]
    random.Random(SEED).shuffle(asked)
    with served(APPLICATION, **own) as (port, pid):
        _ask(port, asked, requests // 5)
        before = proportional(pid)
        _ask(port, asked, requests - requests // 5)
        large = proportional(pid)
        return round(large - before, 2), round(large, 1)


def _readers() -> list[int]:
    """A hundred who read their homes, where stands what others write."""
    from django.apps import apps

    authors = apps.get_model("accounts", "Account").objects.order_by("id").values_list("id", flat=True)[:_AUTHORS]
    followed = list(authors)
    readers = crowd.people(100, prefix="passer")
    for author in followed:
        crowd.follow(readers, author)
    crowd.make_active(readers)
    return readers


def _ask(port: int, asked: list[bytes], wanted: int) -> None:
    """At least so many, some seconds at a time."""
    done = 0
    while done < wanted:
        done += ask(port, asked, seconds=max(0.5, min(20.0, (wanted - done) / 2_000))).requests
