"""What the documentation names is there: files, folders, links, guides, decisions."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT, documents, prose

_TOPS = ("src", "tests", "docs", "policies", "requirements", "benchmarks", ".ci")
_PACKAGES = ("kernel", "infra", "domains", "edges", "wiring")
_PATH = re.compile(rf"`((?:{'|'.join(re.escape(top) for top in (*_TOPS, *_PACKAGES))})/[^`\s]*)`")
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")
_DECISION = re.compile(r"\d{4}-[a-z0-9-]+\.md")
_GUIDES = {
    "member.md",
    "moderator.md",
    "operator.md",
    "developer/add-a-domain.md",
    "developer/add-a-page.md",
    "developer/add-an-endpoint.md",
    "developer/add-a-clause.md",
}


def missing_paths(text: str) -> list[str]:
    """The paths in backticks that are not there; `kernel/…` and its like lie in `src/folkmoot`. * is a wildcard.

    A name in capitals, such as NAME in `tests/domains/NAME`, stands for any.
    """
    named = {match[1].partition("::")[0] for match in _PATH.finditer(text)}
    return sorted(name for name in named if not _exists(name))


def _exists(name: str) -> bool:
    root = ROOT / "src" / "folkmoot" if name.split("/", maxsplit=1)[0] in _PACKAGES else ROOT
    return any(True for _ in root.glob(re.sub(r"\b[A-Z]{2,}\b", "*", name).rstrip("/")))


def broken_links(text: str, folder: Path) -> list[str]:
    links = [match[1] for match in _LINK.finditer(text)]
    return [link for link in links if "://" not in link and not (folder / link).exists()]


@pytest.mark.parametrize("page", documents(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_named_path_exists(page: Path) -> None:
    assert missing_paths(prose(page)) == []
    assert broken_links(prose(page), page.parent) == []


def test_every_decision_is_listed() -> None:
    there = sorted(page.name for page in (DOCS / "adr").glob("[0-9]*.md"))
    listed = _DECISION.findall((DOCS / "adr" / "README.md").read_text(encoding="utf-8"))
    assert listed == there
    assert len({name[:4] for name in there}) == len(there)


def test_every_decision_has_its_parts() -> None:
    for page in (DOCS / "adr").glob("[0-9]*.md"):
        headings = re.findall(r"(?m)^## (.+)$", page.read_text(encoding="utf-8"))
        assert {"Context", "Decision", "Consequences"} <= set(headings), page.name
        assert any(heading.startswith("Alternatives") for heading in headings), page.name


def test_every_guide_is_there() -> None:
    guides = DOCS / "guides"
    assert {str(page.relative_to(guides)) for page in guides.rglob("*.md")} >= _GUIDES


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("`src/folkmoot/kernel/ids.py` and `kernel/ids.py`", []),
        ("`kernel/nothing.py`", ["kernel/nothing.py"]),
        ("`tests/none.py::test_x`", ["tests/none.py"]),
        ("`domains/*/api.py`, `domains/NAME/models.py`", []),
        ("`data/folkmoot.sqlite3` is the site's own", []),
    ],
)
def test_a_path_that_is_not_there_is_caught(text: str, missing: list[str]) -> None:
    assert missing_paths(text) == missing


def test_a_broken_link_is_caught() -> None:
    assert broken_links("[a](architecture.md) [b](https://far.example/) [c](none.md)", DOCS) == ["none.md"]
