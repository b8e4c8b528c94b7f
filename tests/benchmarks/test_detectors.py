"""The benchmark of signals works; whether its limits hold is what its long run says."""

import re
import subprocess
import sys

import pytest

from tests.live import ROOT, clean_environment

pytestmark = pytest.mark.live


def test_the_inline_detectors_are_a_small_part_of_publishing_and_a_bank_is_searched_in_milliseconds() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "benchmarks.detectors", "--quick"],
        env=clean_environment(), cwd=ROOT, capture_output=True, text=True, check=False, timeout=580,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    share = re.search(r"inline detectors in it: [\d.]+ ms, ([\d.]+)% ", result.stdout)
    search = re.search(r"among 100,000 PDQ hashes: ([\d.]+) ms", result.stdout)
    assert share is not None
    assert search is not None
    assert 0 < float(share[1]) < 30
    assert 0 < float(search[1]) < 50
