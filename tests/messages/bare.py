"""User-facing texts that no translator would ever see: in templates, and in the Python of pages."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from typing_extensions import override

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_TRANSLATED = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
_COMMENT = re.compile(r"\{%\s*comment\b.*?\{%\s*endcomment\s*%\}|\{#.*?#\}", re.DOTALL)
_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_READ_ALOUD: Final = frozenset({"title", "placeholder", "aria-label", "alt", "label", "aria-description"})
_SILENT: Final = frozenset({"style", "script", "code", "kbd", "samp", "pre"})
_CLASSES = re.compile(r"\{%\s*block \w*class\w*\s*%\}.*?\{%\s*endblock[^%]*%\}", re.DOTALL)
_IN_TAGS = re.compile(r"\{%(?!\s*(?:translate|trans|blocktrans))[^%]*?(?<!_\()\"([A-Z][^\"]* [^\"]*)\"[^%]*%\}")
_NAMES: Final = frozenset({"CSV", "JSON", "RSS", "GIF", "Folkmoot", "en, ar"})
"""The same in every language."""
_SAYING: Final = frozenset({"say", "warn", "add_error", "ValidationError"})
_LABELS: Final = frozenset({"label", "help_text", "placeholder", "empty_label"})


class _Reader(HTMLParser):
    """Collects what a person would read or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        self.found.extend(value for name, value in attrs if name in _READ_ALOUD and value and _LETTERS.search(value))

    @override
    def handle_endtag(self, tag: str) -> None:
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    @override
    def handle_data(self, data: str) -> None:
        if not self._silent and _LETTERS.search(data):
            self.found.append(" ".join(data.split()))


def in_template(source: str) -> list[str]:
    """Texts outside the tags of translation."""
    rest = _CLASSES.sub("", _TRANSLATED.sub("", _COMMENT.sub("", source)))
    reader = _Reader()
    reader.feed(_TAG.sub("", rest))
    reader.close()
    found = [text for text in reader.found if text not in _NAMES and not text.startswith("/")]
    return found + _IN_TAGS.findall(rest)


def in_python(path: Path) -> Iterator[str]:
    """Literals that a page says or names a field with."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call):
            yield from (text for one in _said(call) for text in _literal(one))


def _said(call: ast.Call) -> list[ast.expr]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    spoken = [*call.args] if name in _SAYING else []
    return spoken + [keyword.value for keyword in call.keywords if keyword.arg in _LABELS]


def _literal(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str) and " " in value.value.strip():
        yield value.value
    elif isinstance(value, ast.JoinedStr):
        words = "".join(str(part.value) for part in value.values if isinstance(part, ast.Constant))
        if _LETTERS.search(words):
            yield ast.unparse(value)
    elif isinstance(value, ast.IfExp):
        yield from _literal(value.body)
        yield from _literal(value.orelse)
