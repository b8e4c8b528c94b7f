"""The measurement of what the rules cost works; what it measures is for a quiet machine."""

import subprocess
import sys

import pytest

from tests.live import ROOT, clean_environment

pytestmark = pytest.mark.live


def test_the_quick_measurement_gives_three_ratios() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "benchmarks.policy_speed", "--quick"],
        env=clean_environment(), cwd=ROOT, capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    figures = {line.split()[0]: line.split()[1] for line in result.stdout.splitlines() if "claim:" in line}
    assert list(figures) == ["full/empty", "fifty/one", "publishing/backtest"], result.stdout + result.stderr
    assert float(figures["full/empty"]) < 2
    assert float(figures["fifty/one"]) <= 3
    assert float(figures["publishing/backtest"]) >= 10
