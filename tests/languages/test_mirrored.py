"""Pages can be mirrored: nothing in the stylesheets is tied to the left or the right."""

import re
from pathlib import Path

import pytest

SHEETS = sorted(Path("src/folkmoot/edges").rglob("static/*.css"))
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIDED = re.compile(
    r"(?:margin|padding|border|inset|scroll-(?:margin|padding))-(?:left|right)|(?:^|;)\s*(?:left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius"
    r"|\bto (?:left|right)\b|background-position\s*:[^;]*\b(?:left|right)\b"
)


def sided(source: str) -> list[str]:
    """The rules that know left from right and are not said anew for the other direction."""
    rules = [(selector.strip(), body) for selector, body in _RULE.findall(_COMMENT.sub("", source))]
    told = {selector for selector, _ in rules}
    return [
        selector
        for selector, body in rules
        if _SIDED.search(body) and not selector.startswith("[dir=rtl]") and not _mirror_of(selector) & told
    ]


def _mirror_of(selector: str) -> set[str]:
    return {"[dir=rtl]"} if selector == ":root" else {f"[dir=rtl] {selector}"}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_rule_is_tied_to_one_side(sheet: Path) -> None:
    assert sided(sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (".a { margin-left: 1px; }", [".a"]),
        (".a { color: red; right: 0; }", [".a"]),
        (".a { text-align: right; }", [".a"]),
        (".a { border-top-left-radius: 1px; }", [".a"]),
        (".a { background: linear-gradient(to right, red, blue); }", [".a"]),
        (".a { margin-inline-start: 1px; inset-inline-end: 0; text-align: end; }", []),
        (".a { background-position: right 1rem; } [dir=rtl] .a { background-position: left 1rem; }", []),
        ("/* .a { left: 0; } */ .bright { color: red; }", []),
    ],
)
def test_the_test_knows_sides(rule: str, found: list[str]) -> None:
    assert sided(rule) == found
