"""The measurement of the import works; what it measures is for a quiet machine."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.live import ROOT, clean_environment

pytestmark = pytest.mark.live


def test_the_quick_measurement_runs_without_real_data(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "benchmarks.import_posts", "--quick", str(tmp_path / "absent.csv")],
        env=clean_environment(), cwd=ROOT, capture_output=True, text=True, check=False, timeout=580,
    )  # fmt: skip
    lines = result.stdout.splitlines()
    assert f"SKIPPED: there is no {tmp_path / 'absent.csv'}; measuring with generated rows" in result.stdout
    assert [line.split()[0] for line in lines[-5:]] == [
        "posts", "import", "bulk_create", "import/bulk_create", "peak",
    ]  # fmt: skip
    assert lines[-5].split()[1] == "5,000"
