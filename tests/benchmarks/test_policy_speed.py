"""The measurement of what the rules cost works; what it measures is for a quiet machine."""

import subprocess
import sys

import pytest

from tests.live import ROOT, clean_environment

pytestmark = pytest.mark.live


def test_the_quick_measurement_gives_three_ratios() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "benchmarks.policy_speed", "--quick"],
        env=clean_environment(), cwd=ROOT, capture_output=True, text=True, check=False, timeout=580,
    )  # fmt: skip
    figures = {line.split()[0]: line.split()[1] for line in result.stdout.splitlines() if "claim:" in line}
    assert list(figures) == ["full/empty", "fifty/one", "publishing/backtest"], result.stdout + result.stderr
    ratios = {name: float(figure) for name, figure in figures.items()}
    assert 0 < ratios["full/empty"] < 10
    assert 0 < ratios["fifty/one"] < 15
    assert ratios["publishing/backtest"] > 1
