"""`docs/capabilities.md`: every promise names a test that is there, or says "not yet"."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.docs.pages import DOCS, ROOT

_NOT_YET = "not yet"
_HEADING = ["Capability", "Shown by"]
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
_SECTIONS = [
    "On a fresh machine",
    "Accounts",
    "Graph",
    "Posts",
    "Feed",
    "Integrity",
    "Policy",
    "Signals",
    "Community notes",
    "Review",
    "Decisions and appeals",
    "Exports",
    "Public log",
    "Integrity: speed",
    "Integrity: bad input and abuse",
    "Reach proved",
    "Notifications",
    "Pages",
    "Client API",
    "Command line",
    "Real input",
    "Bad input",
    "Done when",
    "Look and feel",
    "Home, threads and profiles",
    "Languages",
    "Groups",
    "Events",
    "Search",
    "Sharing and the open web",
    "Digest",
    "Moving in and out",
    "Operator pages",
    "Client API: members",
    "Client API: moderators and operators",
    "Client API: streaming and push",
    "Client API: the document",
    "Clients",
    "Speed: each a ratio within one run (`make bench`)",
    "Nothing lost",
    "Attacked",
]


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of all tables: (number, cells); their headings are left out."""
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and cells != _HEADING and not set(line) <= set("|-"):
            yield number, cells


def problems_of(cells: list[str]) -> list[str]:
    """What is wrong with one line; nothing, if it is good."""
    if len(cells) != len(_HEADING) or not cells[0]:
        return ["a line has two cells: capability and what shows it"]
    if cells[1] == _NOT_YET:
        return []
    parts = cells[1].split("<br>")
    matches = [_TEST.fullmatch(part) for part in parts]
    misread = [
        f"{part!r} is neither a test nor {_NOT_YET!r}" for part, match in zip(parts, matches, strict=True) if not match
    ]
    missing = [f"{match[0]} is not there" for match in matches if match and match[2] not in names_in(match[1])]
    return misread + missing


@cache
def names_in(file: str) -> frozenset[str]:
    """The names of the tests in a file; none, if there is no such file."""
    path = ROOT / file
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_every_capability_names_a_test_that_is_there() -> None:
    found = list(rows((DOCS / "capabilities.md").read_text(encoding="utf-8")))
    assert found
    problems = {f"line {number}: {cells[0]}": problems_of(cells) for number, cells in found}
    assert {line: problem for line, problem in problems.items() if problem} == {}


def test_no_capability_stands_twice_in_a_section() -> None:
    for section in (DOCS / "capabilities.md").read_text(encoding="utf-8").split("\n## ")[1:]:
        named = [cells[0] for _, cells in rows(section) if not cells[0].startswith("…")]
        assert len(named) == len(set(named)), section.partition("\n")[0]


def test_every_section_is_there() -> None:
    text = (DOCS / "capabilities.md").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^## (.+)$", text) == _SECTIONS


@pytest.mark.parametrize(
    ("cells", "problems"),
    [
        (["Boosts", "not yet"], []),
        (["Boosts"], ["a line has two cells: capability and what shows it"]),
        (["Boosts", "soon"], ["'soon' is neither a test nor 'not yet'"]),
        (["Boosts", "`tests/none.py::test_x`"], ["`tests/none.py::test_x` is not there"]),
        (
            ["Boosts", "`tests/docs/test_capabilities.py::test_gone`"],
            ["`tests/docs/test_capabilities.py::test_gone` is not there"],
        ),
        (["Lines", "`tests/docs/test_capabilities.py::test_every_section_is_there`"], []),
    ],
)
def test_a_line_that_promises_too_much_is_caught(cells: list[str], problems: list[str]) -> None:
    assert problems_of(cells) == problems
