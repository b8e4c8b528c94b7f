"""The command line as a process, on a folder of the test's own."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from folkmoot.edges.cli import verify_log
from folkmoot.kernel import clock
from tests.live import clean_environment

Result = subprocess.CompletedProcess[str]


@pytest.fixture
def folkmoot(tmp_path: Path) -> Callable[..., Result]:
    """`folkmoot("doctor", port="9")` runs the command with FOLKMOOT_PORT=9, its data in `tmp_path / "data"`."""

    def run(*arguments: str, stdin: str = "", **settings: str) -> Result:
        given = {f"FOLKMOOT_{name.upper()}": value for name, value in settings.items()}
        return subprocess.run(
            [sys.executable, "-m", "folkmoot.wiring.main", *arguments],
            env=clean_environment() | {"FOLKMOOT_DATA": str(tmp_path / "data")} | given,
            cwd=tmp_path, input=stdin, capture_output=True, text=True, check=False, timeout=900,
        )  # fmt: skip

    return run


@pytest.fixture
def same_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever verifies a log lives at the moment of the site's clock."""
    monkeypatch.setattr(verify_log, "_now", clock.now)
