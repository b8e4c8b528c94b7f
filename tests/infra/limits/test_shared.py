"""Counters that processes share, in memory that they map."""

import subprocess
import sys
from pathlib import Path

import pytest

from folkmoot.infra.limits.shared import SharedCounts

_CHILD = """
import sys
from pathlib import Path
from folkmoot.infra.limits.shared import SharedCounts
counts = SharedCounts(Path(sys.argv[1]), 6)
allowed = sum(counts.add(77, ends=600, now=300) <= 1000 for _ in range(500))
print(allowed, counts._own)
sys.stdin.read()
"""

_ALONE = """
import sys
from pathlib import Path
from folkmoot.infra.limits.shared import SharedCounts
print(SharedCounts(Path(sys.argv[1]), 1).add(77, ends=600, now=300))
"""


def _child(file: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_processes_count_together_and_a_limit_is_never_passed(tmp_path: Path) -> None:
    children = [_child(tmp_path / "counts") for _ in range(4)]
    lines = [child.stdout.readline().split() for child in children if child.stdout]
    counts = SharedCounts(tmp_path / "counts", 6)
    assert counts.count(77, ends=600) == 2000
    assert sum(int(allowed) for allowed, _ in lines) <= 1000
    assert len({own for _, own in lines}) == 4, "each has a region of its own"
    for child in children:
        child.communicate(timeout=20)


def test_what_a_killed_process_counted_stays_counted(tmp_path: Path) -> None:
    child = _child(tmp_path / "counts")
    assert child.stdout
    child.stdout.readline()
    child.kill()
    child.communicate(timeout=20)
    counts = SharedCounts(tmp_path / "counts", 6)
    assert counts.add(77, ends=600, now=300) == 501
    counts.close()


def test_a_window_begins_at_nought(tmp_path: Path) -> None:
    counts = SharedCounts(tmp_path / "counts", 2)
    assert [counts.add(5, ends=600, now=300) for _ in range(3)] == [1, 2, 3]
    assert counts.add(5, ends=900, now=600) == 1
    assert counts.count(5, ends=600) == 0


def test_the_file_never_grows_and_the_most_counted_stay(tmp_path: Path) -> None:
    file = tmp_path / "counts"
    counts = SharedCounts(file, 1)
    size = file.stat().st_size
    for _ in range(100):
        counts.add(4096, ends=600, now=300)
    for number in range(2, 1000):
        counts.add(4096 * number, ends=600, now=300)
    assert counts.count(4096, ends=600) == 100
    assert file.stat().st_size == size


def test_without_a_file_a_process_counts_for_itself(tmp_path: Path) -> None:
    counts = SharedCounts(tmp_path / "no such folder" / "counts", 2)
    assert [counts.add(9, ends=600, now=300) for _ in range(2)] == [1, 2]


def test_more_processes_than_regions_count_for_themselves(tmp_path: Path) -> None:
    child = _child(tmp_path / "counts")
    assert child.stdout
    child.stdout.readline()
    alone = subprocess.run(
        [sys.executable, "-c", _ALONE, str(tmp_path / "counts")], capture_output=True, text=True, check=True
    )
    assert alone.stdout.strip() == "1"
    child.communicate(timeout=20)


@pytest.mark.parametrize("amount", [1, 7])
def test_amounts(tmp_path: Path, amount: int) -> None:
    counts = SharedCounts(tmp_path / "counts", 1)
    assert counts.add(1, ends=600, now=300, amount=amount) == amount
    assert counts.add(1, ends=600, now=300, amount=amount) == 2 * amount
