"""What the benchmarks of speed share: results, servers, CPU time, two arms that alternate; and all of them in one run.

    python -m benchmarks.harness [--short] [--database sqlite|postgresql] [NAME …]

Each benchmark is a module with `measure(short) -> list[Result]`, listed in `BENCHMARKS`. It runs in a process of its
own with a new site in a temporary folder, once on SQLite and once on a PostgreSQL that the run starts, where there is
one. `--short` shows that it works and measures little. Prints a table and writes benchmarks/results.json.
"""

import argparse
import http.client
import importlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

BENCHMARKS: Final = (
    "reading",
    "reading_pages",
    "growth",
    "publishing",
    "fan_out",
    "streaming",
    "memory",
)
"""Those that `make bench` runs, one a line."""
RESULTS: Final = Path(__file__).with_name("results.json")
ROOT: Final = Path(__file__).resolve().parents[1]
SQLITE, POSTGRESQL = "sqlite", "postgresql"
_PATIENCE: Final = 60.0
_TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Result:
    """One figure. `value` is in `unit`; `ratio` is what `limit` (">= 0.25", "<= 1.2", "" for none) speaks of.

    Where the figure itself is limited (350 MB), it stands in both. `database` is "" where it does not matter.
    """

    name: str
    database: str
    value: float
    unit: str
    limit: str = ""
    ratio: float | None = None

    @property
    def holds(self) -> bool:
        sign, _, bound = self.limit.partition(" ")
        if not bound or self.ratio is None:
            return True
        return self.ratio >= float(bound) if sign == ">=" else self.ratio <= float(bound)


def database() -> str:
    """Which database this process measures on."""
    return POSTGRESQL if os.environ.get("FOLKMOOT_DATABASE") else SQLITE


def print_table(results: Sequence[Result]) -> None:
    width = max([len(one.name) for one in results], default=4)
    print(f"{'name':<{width}}  {'database':<10}  {'value':>12}  {'unit':<16}  {'ratio':>8}  limit")
    for one in results:
        ratio = "" if one.ratio is None else f"{one.ratio:,.3f}"
        mark = "" if one.holds else "  MISSED"
        value = f"{one.value:>12,.1f}  {one.unit:<16}"
        print(f"{one.name:<{width}}  {one.database:<10}  {value}  {ratio:>8}  {one.limit}{mark}")


def write(results: Sequence[Result], file: Path = RESULTS) -> None:
    """Replace what the file says about the same names and databases, and keep the rest."""
    new = {(one.name, one.database) for one in results}
    before = json.loads(file.read_text()) if file.exists() else []
    kept = [one for one in before if (one["name"], one["database"]) not in new]
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps([*kept, *map(asdict, results)], indent=1) + "\n")


# CPU time


def cpu_of(pid: int) -> float:
    """Seconds of CPU that a process and its living descendants have used (10 ms exact)."""
    return _own_cpu(pid) + sum(cpu_of(child) for child in _children(pid))


def _own_cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, file.read_text().split())
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def postgresql_pid() -> int | None:
    """The PostgreSQL that `FOLKMOOT_DATABASE` names, as a process of this machine; None on SQLite."""
    port = os.environ.get("FOLKMOOT_DATABASE", "").rpartition(":")[2].partition("/")[0]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_text().split("\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if port and words[0].endswith("/postgres") and port in words:
            return int(folder.name)
    return None


# Servers


@contextmanager
def served(application: str, **environment: str) -> Iterator[tuple[int, int]]:
    """Granian with one process on `application` ("module:name", WSGI), set up as the site's own: (port, pid)."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.serve", application],
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"} | environment,
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None  # noqa: S101 - for the type checker: it is a pipe
        try:
            port = int(process.stdout.readline())
            _wait_for(port)
            yield port, process.pid
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_for(port: int) -> None:
    """Until the server answers."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        wire = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        try:
            wire.request("GET", "/")
            wire.getresponse().read()
        except ConnectionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
        finally:
            wire.close()


@contextmanager
def bare(body: bytes) -> Iterator[tuple[int, int]]:
    """The same server on a function that answers with this body and nothing else."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(body)
        file.flush()
        with served("benchmarks.bare:application", BENCHMARK_BODY=file.name) as server:
            yield server


@dataclass(frozen=True, slots=True)
class Load:
    """What came of asking: `wrong` are answers without status 200 and, of the `compared`, those that differed."""

    requests: int
    seconds: float
    compared: int
    wrong: int
    p50_ms: float
    p99_ms: float
    first_wrong: str = ""

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


def ask(port: int, requests: Sequence[bytes], *, seconds: float, compare: int = 0, every: int = 500) -> Load:
    """Ask a server for so long over 8 connections, from a process of its own, turning through `requests` (whole HTTP
    requests). `compare`: the port of a server that every so many-th body must equal, asked apart.
    """
    order = {"port": port, "seconds": seconds, "compare": compare, "every": every}
    sent = json.dumps(order | {"requests": [one.decode("latin-1") for one in requests]})
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.load"], input=sent, capture_output=True, text=True, cwd=ROOT, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return Load(**json.loads(done.stdout))


def cpu_per_request(pid: int, load: Callable[[], Load]) -> tuple[float, Load]:
    """Microseconds of CPU of a server for each request of the load, and what came of it."""
    before = cpu_of(pid)
    done = load()
    return (cpu_of(pid) - before) / max(done.requests, 1) * 1e6, done


def alternate(
    first: Callable[[], float], second: Callable[[], float], *, rounds: int = 5
) -> tuple[float, float, float]:
    """Both arms in turns, the order changing: the median of each, and the median ratio of first to second."""
    found: list[tuple[float, float]] = []
    for number in range(rounds):
        if number % 2:
            later = second()
            found.append((first(), later))
        else:
            found.append((first(), second()))
    return (
        median(one for one, _ in found),
        median(other for _, other in found),
        median(one / other for one, other in found),
    )


# Running all


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 1 where a limit is missed in a full run, or where a benchmark does not work."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", default=[])
    parser.add_argument("--short", action="store_true", help="tiny: shows that it works")
    parser.add_argument("--database", choices=[SQLITE, POSTGRESQL])
    parser.add_argument("--into", type=Path, default=RESULTS)
    parser.add_argument("--here", metavar="FILE", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.here:
        return _measure_here(given.names[0], given.here, short=given.short)
    wanted = [given.database] if given.database else _databases()
    names = given.names or BENCHMARKS
    results: list[Result] = []
    for name, base in itertools.product(names, wanted):
        found = _apart(name, base, short=given.short)
        write(found, given.into)
        results += found
    print_table(results)
    return 0 if given.short or all(one.holds for one in results) else 1


def _databases() -> list[str]:
    from tests.parts import postgres_folder

    if postgres_folder() is not None:
        return [SQLITE, POSTGRESQL]
    print("SKIPPED: there is no PostgreSQL on this machine.")
    return [SQLITE]


_WITHOUT_ALLOWANCES = dict.fromkeys(
    (
        "FOLKMOOT_API_PER_PERSON",
        "FOLKMOOT_API_PER_ADDRESS",
        "FOLKMOOT_API_PER_APP",
        "FOLKMOOT_POSTS_PER_HOUR",
        "FOLKMOOT_PAGES_PER_PERSON",
    ),
    "1000000000",
)
"""What is measured is what the machine can do, and not what a community allows."""


def _apart(name: str, wanted: str, *, short: bool) -> list[Result]:
    """The figures of one benchmark on one database, measured in a process of its own."""
    from tests.live import clean_environment
    from tests.postgres import server

    print(f"== {name} on {wanted}", flush=True)
    running: Any = server(durable=True) if wanted == POSTGRESQL else nullcontext()
    with tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as folder, running as postgresql:
        environment = clean_environment() | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        environment |= {"FOLKMOOT_DATA": f"{folder}/data", "DJANGO_SETTINGS_MODULE": "folkmoot.wiring.settings"}
        environment |= {"FOLKMOOT_KEY_FILE": f"{folder}/operator.key"} | _WITHOUT_ALLOWANCES
        if postgresql is not None:
            environment |= postgresql.environment()
        file = Path(folder) / "results"
        command = [sys.executable, "-m", "benchmarks.harness", name, "--here", str(file)]
        subprocess.run(command + ["--short"] * short, env=environment, cwd=ROOT, check=True)
        return [Result(**one) for one in json.loads(file.read_text())]


def _measure_here(name: str, file: Path, *, short: bool) -> int:
    results = importlib.import_module(f"benchmarks.{name}").measure(short=short)
    file.write_text(json.dumps([asdict(one) for one in results]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
