"""The files in `deploy` work: systemd accepts the unit, Caddy serves the site, the container file is whole."""

import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import pytest

from folkmoot.infra.http.sizes import SMALL_BODY
from tests.live import ROOT, LiveSite
from tests.postgres import free_port

_DEPLOY = ROOT / "deploy"
_PATIENCE = 30
_STATED_SECONDS = 2.0


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="this machine has no systemd-analyze")
def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "folkmoot.service"
    program = shutil.which("true")
    text = (_DEPLOY / "folkmoot.service").read_text().replace("/srv/folkmoot/.venv/bin/folkmoot", str(program))
    unit.write_text(text)
    found = subprocess.run(["systemd-analyze", "verify", unit], check=False, capture_output=True, text=True)
    assert (found.returncode, found.stdout + found.stderr) == (0, "")


def test_the_guide_shows_the_files_as_they_are() -> None:
    guide = (ROOT / "docs" / "guides" / "operator.md").read_text()
    for name in ("folkmoot.service", "Caddyfile", "Containerfile"):
        assert f"(../../deploy/{name})" in guide


def test_everything_that_the_container_file_copies_is_there() -> None:
    copied = [
        line.split()[1:-1] for line in (_DEPLOY / "Containerfile").read_text().splitlines() if line[:5] == "COPY "
    ]
    named = [name for words in copied if not words[0].startswith("--") for name in words]
    assert [name for name in named if not (ROOT / name).exists()] == []


def _engine() -> str | None:
    """A container engine that answers."""
    for name in ("podman", "docker"):
        if shutil.which(name) and subprocess.run([name, "info"], check=False, capture_output=True).returncode == 0:
            return name
    return None


@pytest.mark.live
def test_the_container_is_built_and_answers() -> None:
    engine = _engine()
    if engine is None:
        pytest.skip("this machine has no container engine that answers")
    command = [engine, "build", "-q", "-f", str(_DEPLOY / "Containerfile"), str(ROOT)]
    image = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    said = subprocess.run([engine, "run", "--rm", image, "doctor"], check=False, capture_output=True, text=True).stdout
    assert "There is no data folder /var/lib/folkmoot/data." in " ".join(said.split())


@pytest.mark.live
@pytest.mark.caddy
def test_caddy_serves_the_site(tmp_path: Path) -> None:
    port = free_port()
    with LiveSite(origin=f"https://localhost:{port}", proxies="1") as site, _caddy(tmp_path, port, site):
        status, headers, said = _get(port, "/")
        assert (status, "Folkmoot" in said) == (200, True)
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
        assert _get(port, "/api/v1/streaming/health")[0::2] == (200, "OK")
        assert _get(port, "/metrics")[0] == 404
        assert _get(port, "/ready")[0] == 404
        assert _get(port, "/health")[0::2] == (200, "OK")
        _status, _headers, instance = _get(port, "/api/v2/instance")
        assert json.loads(instance)["configuration"]["urls"]["streaming"] == f"wss://localhost:{port}"


@pytest.mark.live
@pytest.mark.caddy
def test_who_sends_slowly_holds_nobody_up(tmp_path: Path) -> None:
    """Far more of them than the web server has threads; without the buffer, four stop the site."""
    port = free_port()
    with (
        LiveSite(origin=f"https://localhost:{port}", proxies="1", web_threads="4") as site,
        _caddy(tmp_path, port, site),
        ExitStack() as slow,
    ):
        for path in ("/api/v1/apps", "/oauth/token", "/sign-in"):
            for size in (100, SMALL_BODY):
                for _ in range(4):
                    slow.enter_context(_slow(port, path, size))
        for _ in range(10):
            began = time.monotonic()
            assert _get(port, "/")[0] == 200
            assert time.monotonic() - began < _STATED_SECONDS


def _slow(port: int, path: str, size: int) -> ssl.SSLSocket:
    """The head of a request and nearly all of its body."""
    line = _trusting().wrap_socket(
        socket.create_connection(("localhost", port), timeout=10), server_hostname="localhost"
    )
    head = f"POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: {size}\r\n"
    line.sendall(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n".encode() + b"a" * (size - 1))
    return line


def _trusting() -> ssl.SSLContext:
    """Trusts whoever answers."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    return trusting


def _get(port: int, path: str) -> tuple[int, dict[str, str], str]:
    with closing(http.client.HTTPSConnection("localhost", port, timeout=10, context=_trusting())) as line:
        line.request("GET", path)
        answer = line.getresponse()
        return answer.status, dict(answer.headers), answer.read().decode()


@contextmanager
def _caddy(folder: Path, port: int, site: LiveSite) -> Iterator[None]:
    """Caddy with the example as it is, and certificates of its own."""
    file = folder / "Caddyfile"
    file.write_text(
        f"{{\n\tskip_install_trust\n\tauto_https disable_redirects\n\tadmin off\n}}\nimport {_DEPLOY}/Caddyfile\n"
    )
    environment = os.environ | {
        "FOLKMOOT_ADDRESS": f"https://localhost:{port}",
        "FOLKMOOT_WEB": f"127.0.0.1:{site.port}",
        "FOLKMOOT_STREAMING": f"127.0.0.1:{site.streaming_port}",
        "FOLKMOOT_BUFFERS": _buffers(),
        "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder),
    }  # fmt: skip
    command = ["caddy", "run", "--config", str(file), "--adapter", "caddyfile"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def _buffers() -> str:
    """As the comment in the example says."""
    said = subprocess.run(["caddy", "version"], check=True, capture_output=True, text=True).stdout
    version = tuple(int(part) for part in said.split()[0].removeprefix("v").split("-")[0].split("."))
    return "buffer_requests\nmax_buffer_size 5MB" if version < (2, 6, 3) else "request_buffers 5MB"


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        # Its port is open before it has a certificate.
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            _trusting().wrap_socket(line, server_hostname="localhost").close()
            return
        time.sleep(0.1)
    raise AssertionError("Caddy did not start")
