"""What the measurements of growth and publishing count."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import growth
from benchmarks.harness import Load
from benchmarks.publishing import accepted, request

_DONE = Load(requests=100, seconds=1.0, compared=0, wrong=4, p50_ms=1.0, p99_ms=2.0, first_wrong="503")


def test_pages_are_read_anew_by_a_process_that_counts_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (sqlite3, sqlite3.dbapi2):
        monkeypatch.setattr(module, "connect", sqlite3.connect)  # given back after the test
    file = tmp_path / "pages.sqlite3"
    with sqlite3.connect(file) as wire:
        wire.execute("CREATE TABLE words (id INTEGER PRIMARY KEY, text TEXT)")
        wire.executemany("INSERT INTO words (text) VALUES (?)", [("bread and salt " * 100,)] * 200)
    growth._without_page_cache()
    wire = sqlite3.connect(file)
    wire.execute("PRAGMA cache_size=-16384")
    counts = [_pages_of(wire) for _ in range(3)]
    assert 90 <= counts[2] <= 130
    assert counts[1] == counts[2]
    wire.close()


def _pages_of(wire: sqlite3.Connection) -> int:
    before = growth._bytes_read()
    wire.execute("SELECT sum(length(text)) FROM words").fetchone()
    return (growth._bytes_read() - before) // growth._PAGE


def test_what_was_refused_counts_as_nothing() -> None:
    assert accepted(_DONE) == 96
    with pytest.raises(RuntimeError, match="11 of 100"):
        accepted(replace(_DONE, wrong=11))


def test_a_home_is_asked_for_as_the_fast_lane_knows_it() -> None:
    asked = request("GET", growth._HOME, "token").decode()
    assert asked == "GET /api/v1/timelines/home HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer token\r\n\r\n"
    sent = request("POST", "/api/v1/statuses", "token", {"status": "Oars"}).decode()
    assert sent.endswith('Content-Type: application/json\r\nContent-Length: 18\r\n\r\n{"status": "Oars"}')
