"""The measurement of what a search costs works; what it measures is for a quiet machine."""

import subprocess
import sys

import pytest

from tests.live import ROOT, clean_environment

pytestmark = pytest.mark.live


def test_the_quick_measurement_gives_a_ratio() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "benchmarks.search", "--quick"],
        env=clean_environment(), cwd=ROOT, capture_output=True, text=True, check=False, timeout=580,
    )  # fmt: skip
    figures = {line.split()[0]: line.split()[1] for line in result.stdout.splitlines() if "claim:" in line}
    assert list(figures) == ["large/small"], result.stdout + result.stderr
    assert float(figures["large/small"]) < 4  # four times the posts
