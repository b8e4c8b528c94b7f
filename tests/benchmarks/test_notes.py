"""The measurement of the scoring works; what it measures is for a quiet machine."""

import pytest

from benchmarks import notes


def test_the_quick_measurement_says_what_it_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert notes.main(["--quick"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["ratings", "scored", "time", "memory"]
    assert lines[0] == "ratings  5,000 by 200 on 100 notes, seed 20261121"
