"""What signals cost: a ratio of CPU times, so that a busy machine does not decide."""

import re
import subprocess
import sys

import pytest

from tests.live import ROOT, clean_environment

pytestmark = pytest.mark.live


def test_inline_signals_cost_less_than_a_tenth_of_publishing_and_a_bank_is_searched_in_milliseconds() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "benchmarks.detectors", "--quick"],
        env=clean_environment(), cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    share = re.search(r"inline detectors in it: [\d.]+ ms, ([\d.]+)% ", result.stdout)
    search = re.search(r"among 100,000 PDQ hashes: ([\d.]+) ms", result.stdout)
    assert share is not None
    assert search is not None
    assert float(share[1]) < 10
    assert float(search[1]) < 5
