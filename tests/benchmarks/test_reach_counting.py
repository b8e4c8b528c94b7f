"""The measurement of counting works; what it measures is for a quiet machine."""

import subprocess
import sys

import pytest

from tests.live import ROOT, clean_environment

pytestmark = pytest.mark.live


def test_the_quick_measurement_runs() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "benchmarks.reach_counting", "--quick"],
        env=clean_environment(), cwd=ROOT, capture_output=True, text=True, check=False, timeout=580,
    )  # fmt: skip
    lines = result.stdout.splitlines()
    assert [line[:24].strip() for line in lines[-3:]] == [
        "home without counting", "home with counting", "with/without",
    ], result.stdout + result.stderr  # fmt: skip
    assert result.returncode == 0
