"""The measurement of the log works; what it measures at a million entries is for a quiet machine."""

import subprocess
import sys

import pytest

from tests.live import ROOT, clean_environment

pytestmark = pytest.mark.live


def test_the_quick_measurement_runs() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "benchmarks.log", "--quick"],
        env=clean_environment(), cwd=ROOT, capture_output=True, text=True, check=False, timeout=580,
    )  # fmt: skip
    lines = result.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["append", "append", "long/short", "hashes", "time"], result.stderr
    assert int(lines[3].split()[4]) <= 25
    ratio = float(lines[2].split()[1])
    assert ratio < 3, "twenty times the length is nowhere near twenty times the cost"
