"""The README's first command, as a stranger gives it: only what is in the repository, an empty home, no cache."""

import http.client
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

import pytest

from tests.live import ROOT
from tests.member import Member
from tests.postgres import free_port

pytestmark = pytest.mark.live

_NOT_OURS = shutil.ignore_patterns(
    ".git", ".venv", "build", "data", "data.*", "node_modules", "__pycache__", "*.egg-info", ".*_cache", ".hypothesis"
)
#: Where libraries come from is the machine's business, not the home's.
_KEPT = ("PATH", "LANG", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
_PATIENCE = 30 * 60


def of_a_stranger(home: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name.upper() in _KEPT or name.startswith("PIP_")}
    for settings in (Path.home() / ".config/pip/pip.conf", Path.home() / ".pip/pip.conf"):
        if settings.exists():
            kept.setdefault("PIP_CONFIG_FILE", str(settings))
    own = {"HOME": str(home), "PIP_NO_CACHE_DIR": "1", "FOLKMOOT_PORT": str(port)}
    return kept | own | {"FOLKMOOT_STREAMING_PORT": str(free_port())}


@contextmanager
def make_run(folder: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """`make run` until the block ends; then Ctrl-C, which reaches make and the site alike."""
    said = (folder / "said.txt").open("a+")
    with (
        said,
        subprocess.Popen(
            ["make", "run"], cwd=folder, env=environment, text=True, stdout=said, stderr=said, start_new_session=True
        ) as running,
    ):
        try:
            wait_for(environment, running, folder)
            yield running
        finally:
            os.killpg(running.pid, signal.SIGINT)
            running.wait(60)


def wait_for(environment: dict[str, str], running: subprocess.Popen[str], folder: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while not answers(environment["FOLKMOOT_PORT"]):
        said = (folder / "said.txt").read_text()
        assert running.poll() is None, said
        assert time.monotonic() < end, said
        time.sleep(0.5)


def answers(port: str) -> bool:
    connection = http.client.HTTPConnection("localhost", int(port), timeout=10)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def test_one_command_starts_the_demo_and_a_second_finds_it_as_it_was(tmp_path: Path) -> None:
    folder, home, port = tmp_path / "folkmoot", tmp_path / "home", free_port()
    shutil.copytree(ROOT, folder, ignore=_NOT_OURS)
    home.mkdir()
    stranger = of_a_stranger(home, port)
    with make_run(folder, stranger):
        hana = Member(f"http://localhost:{port}", "hana")
        hana.publish("Good morning from a new machine.")
    said = (folder / "said.txt").read_text()
    for login in ("ana@demo.example", "mo@demo.example", "olga@demo.example"):
        assert login in said
    with make_run(folder, stranger):
        assert [post["content"] for post in hana.posts()] == ["<p>Good morning from a new machine.</p>"]
    assert (folder / "said.txt").read_text().count("checked against its hash") == 1
