"""Every string of the source that is translated. Templates are read as Django's own tool reads them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

from tests.messages import python_strings

SOURCE = Path(__file__).resolve().parents[2] / "src" / "folkmoot"
_KEYWORDS: Any = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "_": None,
}
_TEMPLATES = {".html", ".txt"}


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """What translators are asked for. `plural` "": it counts nothing. `context` "": it has only one meaning."""

    singular: str
    plural: str = ""
    context: str = ""


def texts() -> dict[Text, tuple[str, ...]]:
    """Each text with the files that it is in. Raises ValueError where one has two plurals."""
    found: dict[Text, set[str]] = defaultdict(set)
    for path in sorted(SOURCE.rglob("*")):
        for text in _in_file(path):
            found[text].add(path.relative_to(SOURCE).as_posix())
    return {text: tuple(sorted(found[text])) for text in sorted(_merged(found))}


def _merged(found: dict[Text, set[str]]) -> set[Text]:
    """One entry serves a text with and without its plural, because .mo files look texts up by their singular."""
    plurals: dict[tuple[str, str], Text] = {}
    for text in found:
        other = plurals.setdefault((text.singular, text.context), text)
        if other.plural and text.plural and other != text:
            raise ValueError(f"two plurals of one text: {text.singular!r}")
        if text.plural and not other.plural:
            plurals[text.singular, text.context] = text
    for text, files in found.items():
        if (kept := plurals[text.singular, text.context]) != text:
            found[kept] |= files
    return set(plurals.values())


def _in_file(path: Path) -> Iterator[Text]:
    if path.suffix == ".py":
        yield from (Text(*one) for one in python_strings.texts(path))
    elif path.suffix in _TEMPLATES and "templates" in path.parts:
        yield from in_template(path.read_text(encoding="utf-8"), path.name)


def in_template(source: str, name: str) -> Iterator[Text]:
    """The texts of one template."""
    code = "\n".join(line.lstrip() for line in templatize(source, origin=name).splitlines())
    found: Any = extract_python(BytesIO(code.encode()), _KEYWORDS, (), {"encoding": "utf-8"})
    for _, function, given, _ in found:
        words: list[str] = [given] if isinstance(given, str) else list(given)
        context = words.pop(0) if function in {"pgettext", "npgettext"} else ""
        plural = words[1] if function in {"ngettext", "npgettext"} else ""
        yield Text(words[0], plural, context)
