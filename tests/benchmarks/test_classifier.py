"""The measurement of the classifier works; what it measures is for a quiet machine."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.live import ROOT, clean_environment

pytestmark = pytest.mark.live


def test_the_quick_measurement_runs_without_real_data(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "benchmarks.classifier", "--quick", str(tmp_path)],
        env=clean_environment(), cwd=ROOT, capture_output=True, text=True, check=False, timeout=580,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert f"SKIPPED: there is no {tmp_path}" in result.stdout
    assert [line.split()[0] for line in result.stdout.splitlines()[-5:]] == [
        "posts",
        "one",
        "in",
        "publishing",
        "share",
    ]


@pytest.mark.parametrize("name", ["claims", "model_card"])
def test_the_others_skip_loudly_without_real_data(tmp_path: Path, name: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", str(tmp_path)],
        env=clean_environment(), cwd=ROOT, capture_output=True, text=True, check=False, timeout=580,
    )  # fmt: skip
    assert result.stdout.startswith(f"SKIPPED: there is no {tmp_path}")
