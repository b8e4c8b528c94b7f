"""Each benchmark of speed works on both databases; its figures are for a quiet machine."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.harness import BENCHMARKS, Result, write
from tests.live import ROOT, clean_environment

_DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.mark.live
@pytest.mark.parametrize("name", BENCHMARKS)
@pytest.mark.parametrize("database", _DATABASES)
def test_each_benchmark_works(name: str, database: str, tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.harness", name, "--short", "--database", database, "--into", str(file)],
        env=clean_environment(), cwd=ROOT, capture_output=True, text=True, check=False, timeout=580,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    found = [Result(**one) for one in json.loads(file.read_text())]
    assert found
    assert {one.database for one in found} <= {database, ""}
    assert all(one.value > 0 for one in found)


def test_a_figure_holds_its_limit() -> None:
    assert Result("reading", "sqlite", 1, "µs", ">= 0.25", 0.25).holds
    assert not Result("reading", "sqlite", 1, "µs", ">= 0.25", 0.249).holds
    assert Result("growth", "sqlite", 1, "µs", "<= 1.2", 1.2).holds
    assert not Result("growth", "sqlite", 1, "µs", "<= 1.2", 1.21).holds
    assert Result("storage", "", 1, "bytes").holds


def test_a_new_figure_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    write([Result("one", "sqlite", 1, "µs"), Result("two", "sqlite", 2, "µs")], file)
    write([Result("one", "sqlite", 3, "µs"), Result("one", "postgresql", 4, "µs")], file)
    said = [(one["name"], one["database"], one["value"]) for one in json.loads(file.read_text())]
    assert sorted(said) == [("one", "postgresql", 4), ("one", "sqlite", 3), ("two", "sqlite", 2)]
