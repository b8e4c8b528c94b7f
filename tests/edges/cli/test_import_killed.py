"""Imports that are killed in the middle: nothing is lost, nothing comes twice (walk of an operator, in processes)."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.live import clean_environment

Folkmoot = Callable[..., subprocess.CompletedProcess[str]]
pytestmark = pytest.mark.live
ROWS = 20_000
BAD = 2_000
"""Every tenth line has no author."""


@pytest.fixture
def site(folkmoot: Folkmoot, tmp_path: Path) -> Path:
    made = folkmoot(
        "init", "--name", "olga", "--email", "olga@moot.example", "--password-stdin", stdin="come to the moot\n"
    )
    assert made.returncode == 0, made.stderr
    return tmp_path


def _ask(site: Path, question: str) -> list[tuple[int, ...]]:
    with closing(sqlite3.connect(site / "data" / "folkmoot.sqlite3")) as database:
        return database.execute(question).fetchall()


def _done(site: Path) -> int:
    found = _ask(site, "SELECT done FROM imports_importrun")
    return found[0][0] if found else 0


def _start_and_kill(site: Path, file: Path, *, behind: int) -> None:
    """Start the import and kill it as soon as more than `behind` records are done."""
    process = subprocess.Popen(
        [sys.executable, "-m", "folkmoot.wiring.main", "import", "posts", str(file), "--shift-to-now"],
        env=clean_environment() | {"FOLKMOOT_DATA": str(site / "data")},
        cwd=site, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    end = time.monotonic() + 120
    while _done(site) <= behind:
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < end
        time.sleep(0.01)
    process.kill()
    process.wait()


def test_a_killed_import_goes_on_where_it_stopped(folkmoot: Folkmoot, site: Path) -> None:
    file = site / "posts.csv"
    with file.open("w") as out:
        out.write("author,text,created_at\n")
        for number in range(ROWS):
            author = "" if number % 10 == 5 else f"author{number % 7}"
            out.write(f"{author},number {number} #tag{number % 3},2016-11-{1 + number % 28:02} 12:00:00\n")
    _start_and_kill(site, file, behind=0)
    first = _done(site)
    assert 0 < first < ROWS
    changed = folkmoot("import", "posts", str(file))
    assert changed.returncode == 2
    assert changed.stderr == (
        f"folkmoot: The import of {file} was interrupted and goes on only with the same options: shift_to_now True.\n"
    )
    _start_and_kill(site, file, behind=first)
    second = _done(site)
    assert first < second < ROWS
    ended = folkmoot("import", "posts", str(file), "--shift-to-now")
    assert ended.returncode == 3, ended.stderr
    assert f"Going on behind record {second:,}, where the import stopped." in ended.stdout
    assert f"Done: {ROWS - BAD:,} posts by 7 people imported, {BAD:,} rejected (see " in ended.stdout
    _expect_all_once(site)
    again = folkmoot("import", "posts", str(file), "--shift-to-now")
    assert (again.returncode, _ask(site, "SELECT count(*) FROM posts_post")) == (0, [(ROWS - BAD,)])


def _expect_all_once(site: Path) -> None:
    assert _ask(site, "SELECT count(*), count(DISTINCT text) FROM posts_post") == [(ROWS - BAD, ROWS - BAD)]
    assert _ask(site, "SELECT count(*) FROM posts_postcounts") == [(ROWS - BAD,)]
    assert _ask(site, "SELECT count(*) FROM posts_posttag") == [(ROWS - BAD,)]
    assert _ask(site, "SELECT sum(posts) FROM posts_authorcount") == [(ROWS - BAD,)]
    assert _ask(site, "SELECT count(*) FROM posts_unspread") == [(0,)]
    (rejects,) = (site / "data" / "imports").iterdir()
    lines = [int(line.split(",")[0]) for line in rejects.read_text().splitlines()[1:]]
    assert lines == [number + 2 for number in range(ROWS) if number % 10 == 5]


def test_both_imports_explain_themselves(folkmoot: Folkmoot) -> None:
    for command in ("graph", "posts"):
        said = " ".join(folkmoot("import", command, "--help").stdout.split())
        assert "A killed import goes on where it stopped" in said
        assert "Exit codes: 0 all imported" in said
