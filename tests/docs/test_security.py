"""`docs/security.md`: every threat names what is done about it, and tests that are there."""

import ast
import re
from functools import cache

import pytest

from tests.docs.pages import DOCS, ROOT

_HEADING = "| Threat | What we do | Test |"
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
_LEAST = 50


def _threats(page: str) -> list[list[str]]:
    """The rows of all tables of threats, as cells."""
    rows: list[list[str]] = []
    inside = False
    for line in page.splitlines():
        inside = line == _HEADING or (inside and line.startswith("|"))
        if inside and line != _HEADING and not line.startswith("|---"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


@cache
def _tests_in(path: str) -> frozenset[str]:
    file = ROOT / path
    tree = ast.parse(file.read_text(encoding="utf-8")) if file.exists() else ast.Module(body=[], type_ignores=[])
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _problems(row: list[str]) -> list[str]:
    if len(row) != 3 or not all(row):
        return [f"{row[0]}: a row has a threat, what is done, and its tests"]
    named = _TEST.findall(row[2])
    left = _TEST.sub("", row[2]).replace("<br>", "")
    found = [f"{row[0]}: there is no {path}::{name}" for path, name in named if name not in _tests_in(path)]
    return found + ([f"{row[0]}: names no test"] if not named or left.strip() else [])


def test_every_threat_names_tests_that_are_there() -> None:
    rows = _threats((DOCS / "security.md").read_text(encoding="utf-8"))
    assert len(rows) >= _LEAST
    assert [problem for row in rows for problem in _problems(row)] == []


def test_no_threat_stands_twice() -> None:
    names = [row[0] for row in _threats((DOCS / "security.md").read_text(encoding="utf-8"))]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "row",
    [
        ["A threat", "Nothing", "not yet"],
        ["A threat", "Something", "`tests/docs/test_security.py::test_that_is_not_there`"],
        ["A threat", "Something", "`tests/nothing.py::test_a`"],
        ["A threat", "", "`tests/docs/test_security.py::test_no_threat_stands_twice`"],
        ["A threat", "Something"],
    ],
)
def test_a_threat_without_a_test_is_caught(row: list[str]) -> None:
    assert _problems(row) != []
