"""What `make` does, without doing it; and what continuous integration calls."""

import os
import subprocess
from pathlib import Path

import pytest

from tests import parts

ROOT = Path(__file__).resolve().parents[2]


def said(target: str, **environment: str) -> str:
    """What make would run for a target."""
    return subprocess.run(
        ["make", "--dry-run", "--always-make", target],
        cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


def test_make_test_runs_every_check() -> None:
    plan = said("test")
    for check in (
        "ruff check .",
        "ruff format --check .",
        "lint-imports",
        "bin/mypy",
        "tests.postgres",
        "live or browser",
    ):
        assert check in plan
    assert "--require-hashes -r requirements/base.lock" in plan
    assert "--require-hashes -r requirements/dev.lock" in plan


def test_make_run_fills_an_empty_folder_and_starts() -> None:
    plan = said("run")
    assert plan.index("--require-hashes -r requirements/base.lock") < plan.index("folkmoot demo --if-empty")
    assert plan.index("folkmoot demo --if-empty") < plan.index("folkmoot run")
    assert "requirements/dev.lock" not in plan


def test_the_system_is_changed_only_where_it_may_be() -> None:
    plan = said("test-parts")
    assert '[ "$(id -u)" = 0 ] || [ "$CI" = true ]' in plan
    assert "sudo make test-deps" in plan
    assert "apt-get install -y --no-install-recommends postgresql chromium" in said("test-deps")
    assert "{ command -v node && command -v npm; } >/dev/null || echo nodejs npm" in said("test-deps")


def test_continuous_integration_calls_make_test() -> None:
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == [
        "set -euo pipefail",
        'cd "$(dirname "$0")/.."',
        "make test",
    ]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_a_missing_part_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(parts, "CHROMIUM", tmp_path / "nowhere")
    assert "Chromium (Debian package: chromium)" in parts.missing().values()
