"""The verifying client stands alone: a copied file, over the network, with Folkmoot out of reach."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from folkmoot.edges.cli import verify_log
from tests.edges.cli.logs import fill, site
from tests.live import ROOT, clean_environment

pytestmark = [pytest.mark.live, pytest.mark.django_db(databases="__all__")]
_ALONE = """
import sys
class Nothing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"folkmoot", "django", "msgspec", "tests"}:
            raise ImportError(f"{name} is out of reach")
sys.meta_path.insert(0, Nothing())
import runpy
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def served() -> Iterator[tuple[str, dict[str, Any]]]:
    """The answers of the site, recorded, at an address; a test may change them."""
    fill(4)
    answers: dict[str, Any] = {}

    def record(path: str) -> Any:
        answers[path] = site(path)
        return answers[path]

    assert verify_log.verify(record, "recorded")[0] == verify_log.GOOD

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = answers.get(self.path)
            self.send_response(404 if found is None else 200)
            self.end_headers()
            self.wfile.write(json.dumps(found).encode())

        @override
        def log_message(self, *_arguments: object) -> None:
            """Nothing on stderr."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", answers
    server.shutdown()
    server.server_close()


def alone(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a copy of the client, elsewhere, with every package of ours refused."""
    copy = folder / "verify_log.py"
    copy.write_bytes(Path(verify_log.__file__).read_bytes())
    return subprocess.run(
        [sys.executable, "-c", _ALONE, str(copy), *arguments],
        cwd=folder, env={"PATH": "/usr/bin"}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_a_copied_file_checks_a_site(served: tuple[str, dict[str, Any]], tmp_path: Path) -> None:
    url, answers = served
    result = alone(tmp_path, url, "--keep", "head.json")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{url}: 5 entries, signed on ")
    assert json.loads((tmp_path / "head.json").read_text())["size"] == 5
    page = next(path for path in answers if "/log/entries" in path)
    answers[page]["entries"][2]["body"] = answers[page]["entries"][2]["body"].replace("threats", "bait")
    result = alone(tmp_path, url, "--from", "head.json")
    assert result.returncode == 1
    assert "TAMPERED WITH" in result.stdout
    assert "changed: the entries do not give the root that is signed" in result.stdout
    answers.clear()
    result = alone(tmp_path, url)
    assert (result.returncode, result.stdout) == (
        2, f"{url} cannot be checked: {url}/transparency/log/key answered 404.\n",
    )  # fmt: skip


def test_the_command_is_the_same_client(served: tuple[str, dict[str, Any]], tmp_path: Path) -> None:
    url, answers = served
    command = [sys.executable, "-m", "folkmoot.wiring.main", "log", "verify", url]

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=ROOT, env=clean_environment(), capture_output=True, text=True, check=False, timeout=60
        )

    good = run()
    assert (good.returncode, good.stdout.splitlines()[-1].partition(":")[0]) == (0, "All is well")
    answers["/transparency/log/head"]["signed_at"] = "2026-01-01T00:00:00+00:00"
    bad = run()
    assert bad.returncode == 1
    assert "wrong signature: the head of 5 entries is not signed by the site's key" in bad.stdout
    answers.clear()
    assert run().returncode == 2
