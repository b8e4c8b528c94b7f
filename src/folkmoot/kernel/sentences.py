"""Sentences for people, written in English where they arise and said in a person's language at the edge.

A `Sentence` is an English text. It also remembers the words that it was made from, which translators know, and the
values that stand in them; `infra.words.said` says it in the language of whoever reads.
"""

from datetime import date, datetime
from typing import Any


class Sentence(str):
    """An English text with what it was made from. `plural` is "" for a sentence that counts nothing."""

    __slots__ = ("plural", "values", "words")

    words: str
    plural: str
    values: dict[str, Any]


def sentence(words: str, /, *, plural: str = "", **values: Any) -> Sentence:
    """`words` with `{name}` replaced by `values`; whole numbers get their thousands set apart.

    Where a sentence counts, `words` is for one, `plural` for more, and `count` says how many. Both must be literals, or
    translators never see them (`python -m tests.messages` collects them). A number that is a name (a version, a year)
    is handed over as text. A float is said with one digit after the point, a `Decimal` with the digits that it has;
    a time with its date, in UTC; several texts in a row.
    """
    chosen = plural if plural and values["count"] != 1 else words
    made = Sentence(chosen.format(**{name: _english(value) for name, value in values.items()}) if values else chosen)
    made.words, made.plural, made.values = words, plural, values
    return made


def together(*parts: str) -> Sentence:
    """Several sentences one after the other, each of which is translated by itself."""
    values = {f"part{number}": part for number, part in enumerate(parts) if part}
    return sentence(" ".join(f"{{{name}}}" for name in values), **values)


def _english(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value.day} {value:%B %Y at %H:%M} UTC"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, tuple):
        return " and ".join(part for part in (", ".join(value[:-1]), *value[-1:]) if part)
    if isinstance(value, float):
        return f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else value
