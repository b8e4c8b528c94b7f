"""A PostgreSQL server of the tests' own: started on a free loopback port, gone afterwards.

`python -m tests.postgres -- COMMAND` runs COMMAND with FOLKMOOT_DATABASE and FOLKMOOT_VAULT set to two of its
databases.
"""

import os
import pwd
import random
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.parts import PARTS, postgres_folder

_DURABLE = "-c fsync=on"
_QUICK = "-c fsync=off -c full_page_writes=off"
_given: set[int] = set()


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `url` is the address of one of its databases."""

    programs: Path
    port: int
    user: str | None
    folder: Path
    options: str

    def start(self) -> None:
        arguments = ("-D", self.folder / "data", "-l", self.folder / "log", "-w", "-o", self.options, "start")
        _run(self.user, self.programs / "pg_ctl", *arguments)

    def stop(self, mode: str) -> None:
        """`fast` ends all sessions in order; `immediate` leaves as in a crash."""
        _run(self.user, self.programs / "pg_ctl", "-D", self.folder / "data", "-m", mode, "-w", "stop")

    def ask(self, sql: str, database: str = "folkmoot") -> None:
        """Have the owner of the database do something."""
        arguments = ("-h", "127.0.0.1", "-p", str(self.port), "-U", "folkmoot", "-d", database, "-c", sql)
        _run(self.user, self.programs / "psql", *arguments)

    def url(self, database: str) -> str:
        return f"postgresql://folkmoot@127.0.0.1:{self.port}/{database}"

    def create_database(self, name: str) -> str:
        """Make an empty database and return its address."""
        arguments = ("-h", "127.0.0.1", "-p", str(self.port), "-U", "folkmoot", name)
        _run(self.user, self.programs / "createdb", *arguments)
        return self.url(name)

    def environment(self, name: str = "folkmoot") -> dict[str, str]:
        """The settings of a site on two fresh databases."""
        return {
            "FOLKMOOT_DATABASE": self.create_database(name),
            "FOLKMOOT_VAULT": self.create_database(f"{name}_vault"),
        }


@contextmanager
def server(*, durable: bool = False, within: Path | None = None) -> Iterator[Server]:
    """Run a PostgreSQL server for the block. `durable`: it writes through to the disk, as a real one does. `within`:
    the folder in which its data lie.
    """
    programs = postgres_folder()
    if programs is None:
        raise SystemExit(f"There is no {PARTS['postgres']} on this machine.")
    user = _server_user()
    folder = Path(tempfile.mkdtemp(prefix="fmpg-", dir=within))
    if user is not None:
        shutil.chown(folder, user)
    port = free_port()
    options = f"-p {port} -k {folder} -h 127.0.0.1 -c max_connections=100 {_DURABLE if durable else _QUICK}"
    data = folder / "data"
    try:
        _run(
            user,
            programs / "initdb",
            "-D",
            data,
            "-A",
            "trust",
            "-U",
            "folkmoot",
            "-E",
            "UTF8",
            "--no-sync",
            "--locale=C",
        )
        running = Server(programs, port, user, folder, options)
        running.start()
        try:
            yield running
        finally:
            running.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A loopback port that nobody listens on, given once, and below those that the system gives out.

    Each worker of the tests has some of its own. Not by the module's own chance: that is the same in all of them.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = 12_000 + worker % 10 * 2_000
    while True:
        port = random.SystemRandom().randrange(first, first + 2_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            if port not in _given:
                _given.add(port)
                return port


def _server_user() -> str | None:
    """PostgreSQL refuses to run as root; then it runs as the user of Debian's package, or as nobody."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _run(user: str | None, program: Path, *arguments: str | Path) -> None:
    identity: dict[str, Any] = {}
    if user is not None:
        identity = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
    # What a server leaves open is its own: its output must not keep the pipe of whoever started it.
    result = subprocess.run(
        [program, *arguments],
        check=False,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **identity,
    )
    if result.returncode:
        raise RuntimeError(f"{program.name} failed with exit code {result.returncode}")


def main(arguments: list[str]) -> int:
    """Run a command on two fresh databases; returns its exit code."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    with server() as running:
        return subprocess.run(command, check=False, env=os.environ | running.environment()).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
