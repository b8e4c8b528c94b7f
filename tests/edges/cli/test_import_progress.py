"""What long work shows, and what it takes."""

import io
import tracemalloc
from pathlib import Path

import pytest
from rich.console import Console

from folkmoot.edges.cli.imports import progress
from folkmoot.edges.cli.imports.records import chosen_columns, records
from folkmoot.edges.cli.imports.survey import look_through
from tests.edges.cli.importing import write


def test_a_terminal_shows_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    shown_on = Console(file=out, force_terminal=True, width=80)
    monkeypatch.setattr(progress, "console", lambda: shown_on)
    with progress.step("Importing posts.csv", 200) as shown:
        shown(50)
        shown(200)
    assert "Importing posts.csv" in out.getvalue()
    assert "100%" in out.getvalue()


def test_elsewhere_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(progress, "_SECONDS_BETWEEN_LINES", 0.0)
    with progress.step("Importing posts.csv", 200) as shown:
        shown(50)
    assert capsys.readouterr().out == "Importing posts.csv …\nImporting posts.csv: 25 %\n"


def test_a_large_file_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    row = "Rosa," + "word " * 200 + ",2016-11-08\n"
    path = write(tmp_path / "a.csv", "author,text,created_at\n" + row * 5_000)
    columns = chosen_columns(path, {})
    tracemalloc.start()
    look_through(records(path, columns), lambda _done: None)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path.stat().st_size > 5_000_000
    assert peak < 1_000_000
