"""What is wrong with a translation whatever it says: values, tags or plural forms that differ from the English."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from tests.messages.catalogues import Forms, plurals_of
from tests.messages.extracting import Text

_VALUE = re.compile(r"%\(\w+\)[a-z]|%%|%[sd]|\{\w*\}")
_TAG = re.compile(r"<[^<>]+>")
_COUNTS = {"%(count)d", "%(count)s", "{count}", "%(number)s", "%(number)d"}
"""A language may leave the number out where the form says it: "one post"."""


def faults(language: str, translations: Mapping[Text, Forms]) -> Iterator[str]:
    """One line for each fault, beginning with the English text."""
    for text, forms in sorted(translations.items()):
        if len(forms) != (plurals_of(language) if text.plural else 1):
            yield f"{text.singular!r}: {len(forms)} forms"
        for form in forms:
            yield from (f"{text.singular!r}: {fault}" for fault in _differences(text, form))


def _differences(text: Text, form: str) -> Iterator[str]:
    model = text.plural or text.singular
    left_out = (_COUNTS if text.plural else set()) | (_values(model) - _values(text.singular))
    if _values(form) - _values(model) or _values(model) - _values(form) - left_out:
        yield f"its values are {sorted(_values(form))}"
    if Counter(_TAG.findall(form)) != Counter(_TAG.findall(model)):
        yield f"its tags are {_TAG.findall(form)}"
    if _edges(form) != _edges(model):
        yield "it begins or ends with other white space"


def _values(text: str) -> set[str]:
    return set(_VALUE.findall(text))


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
