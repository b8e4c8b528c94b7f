"""A real site for a test: a data folder of its own, `folkmoot run` as a process, a free port."""

import http.client
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Self

from typing_extensions import override

from tests.postgres import free_port

ROOT = Path(__file__).resolve().parents[1]
_PATIENCE = 180.0
PASSWORD = "come to the moot"


def clean_environment() -> dict[str, str]:
    """The environment without any setting of the tests or of the machine's own site."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("FOLKMOOT_") and name != "DJANGO_SETTINGS_MODULE"
    }
    return kept | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}


class LiveSite(AbstractContextManager["LiveSite"]):
    """Made by `folkmoot demo`, or by `folkmoot init` with the operator Olga; runs inside the `with` block.

    `database` holds the settings of a PostgreSQL (see `tests.postgres.Server.environment`); without it, SQLite.
    `within` is the folder in which everything lies.
    """

    def __init__(
        self, *, demo: bool = False, database: dict[str, str] | None = None, within: Path | None = None, **settings: str
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="folkmoot-live-", dir=within))
        self.data = self.folder / "data"
        self.port = free_port()
        self.streaming_port = free_port()
        self.url = f"http://localhost:{self.port}"
        self._demo = demo
        self.environment = clean_environment() | {
            "FOLKMOOT_DATA": str(self.data),
            "FOLKMOOT_PORT": str(self.port),
            "FOLKMOOT_STREAMING_PORT": str(self.streaming_port),
            **(database or {}),
            **{f"FOLKMOOT_{name.upper()}": value for name, value in settings.items()},
        }
        self._process: subprocess.Popen[str] | None = None
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self.output: list[str] = []

    def command(self, *arguments: str, stdin: str = "", patience: float = 900) -> subprocess.CompletedProcess[str]:
        """Run `folkmoot …` on this site and return what it said, within `patience` seconds."""
        return subprocess.run(
            [sys.executable, "-m", "folkmoot.wiring.main", *arguments],
            env=self.environment, cwd=self.folder,
            input=stdin, capture_output=True, text=True, check=False, timeout=patience,
        )  # fmt: skip

    def make(self) -> None:
        """Make the site; it does not run yet."""
        if self._demo:
            made = self.command("demo")
        else:
            made = self.command("init", "--name", "olga", "--email", "olga@moot.example", "--password", PASSWORD)
        assert made.returncode == 0, made.stdout + made.stderr

    def start(self) -> None:
        """Start `folkmoot run` and wait until it says that it is ready."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "folkmoot.wiring.main", "run"],
            env=self.environment, cwd=self.folder, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._lines = queue.SimpleQueue()
        threading.Thread(target=_read, args=(self._process, self._lines), daemon=True).start()
        self.wait_for_line("Folkmoot is ready: ")

    def wait_for_line(self, beginning: str) -> str:
        """The next line of output that begins so."""
        while True:
            try:
                line = self._lines.get(timeout=_PATIENCE)
            except queue.Empty:
                line = None
            if line is None:
                raise AssertionError(f"no line {beginning!r} in:\n" + "\n".join(self.output))
            self.output.append(line)
            if line.startswith(beginning):
                return line

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Ask until it holds; AssertionError after a minute."""
        last_moment = time.monotonic() + _PATIENCE
        while not holds():
            assert time.monotonic() < last_moment, "\n".join(self.output)
            time.sleep(0.1)

    def wait_until_it_answers(self) -> None:
        """Also after its processes were started again."""
        deadline = time.monotonic() + _PATIENCE
        while not all(_answers(port) for port in (self.port, self.streaming_port)):
            assert time.monotonic() < deadline, "the site does not answer"
            time.sleep(0.1)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def children(self) -> dict[str, int]:
        """The processes right under the supervisor, by the command that they run ("web", "worker")."""
        found = {}
        for pid in _children_of(self.pid):
            words = asked(f"/proc/{pid}/cmdline").split("\0")
            if "folkmoot.wiring.main" in words:  # a child that was only just forked is not what it will be
                found[words[words.index("folkmoot.wiring.main") + 1]] = pid
        return found

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Stop the site and return its exit code."""
        assert self._process is not None
        if self._process.poll() is None:
            self._process.send_signal(number)
        return self._process.wait(_PATIENCE)

    @override
    def __enter__(self) -> Self:
        try:
            self.make()
            self.start()
        except BaseException:
            self._end()
            raise
        return self

    @override
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        if self._process is not None:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", "/api/v1/streaming/health")
        return connection.getresponse().status < HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _read(process: subprocess.Popen[str], lines: queue.SimpleQueue[str | None]) -> None:
    """Pass on what the process says, then None."""
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            lines.put(line.rstrip("\n"))
    lines.put(None)


def _children_of(pid: int) -> list[int]:
    return [int(word) for word in asked(f"/proc/{pid}/task/{pid}/children").split()]


def asked(file: str) -> str:
    """What the kernel says of a process; nothing where that has just ended."""
    try:
        return Path(file).read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def kill(pids: Iterable[int]) -> None:
    """Send SIGKILL to each. Where one ends with another that was before it, it may be gone by then."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def processes_below(pid: int) -> list[int]:
    """Every process that descends from `pid`."""
    below = _children_of(pid)
    return below + [deeper for child in below for deeper in processes_below(child)]
