"""What was written in English below the edges, said in the language of whoever reads it; numbers as they write them."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import (
    get_language,
    get_language_bidi,
    get_supported_language_variant,
    gettext,
    ngettext,
    override,
)

from folkmoot.kernel.sentences import Sentence

_MOST_NUMBERS = 10_000


def said(text: str) -> str:
    """A sentence of a domain in the active language; as it stands where no translation is known.

    Takes plain texts too: an error's `safe` without values, a word from a table.
    """
    if not text:
        return text
    if not isinstance(text, Sentence):
        return gettext(text)
    words = ngettext(text.words, text.plural, text.values["count"]) if text.plural else gettext(text.words)
    return words.format(**_spoken(text.values)) if text.values else words


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything in a language, wherever no middleware chose one; English for what is not known here."""
    with override(known_language(language) or settings.LANGUAGE_CODE):
        yield


def known_language(code: str) -> str:
    """The language of the site that serves `code` ("de" for "de-AT"); "" for none."""
    if not code or code == "*":
        return ""
    try:
        return get_supported_language_variant(code)
    except LookupError:
        return ""


def number(value: float | Decimal, digits: int | None = None) -> str:
    """A number as people of the active language write it: 10,000 or 10.000; `digits` after the point, the last rounded
    as people do (0.125 is 0.13).
    """
    return _written(value, digits, locale_name())


@lru_cache(maxsize=_MOST_NUMBERS, typed=True)
def _written(value: float | Decimal, digits: int | None, locale: str) -> str:
    from babel.numbers import format_decimal

    if digits is None:
        return format_decimal(value, locale=locale)
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    pattern = f"#,##0.{'0' * digits}" if digits else "#,##0"
    return format_decimal(rounded, format=pattern, locale=locale)


def day(value: date) -> str:
    """A date with its month as a word."""
    from babel.dates import format_date

    return format_date(_local(value), "long", locale=locale_name())


def moment(value: datetime) -> str:
    """A date with its time, and the time zone of whoever reads."""
    local = _local(value)
    zone = str(local.tzname())
    return f"{day(local)}, {clock_time(local)} {zone if zone.isalpha() else f'UTC{zone}'}"


def clock_time(value: datetime) -> str:
    """Hours and minutes, from 00:00 to 23:59 in every language."""
    return f"{_local(value):%H:%M}"


def _local(value: Any) -> Any:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def by_parts(value: date, parts: str) -> str:
    """A date by the parts that are wanted, in the order of the language: "MMMd" is 22 Nov, "yMMMM" November 2026."""
    from babel.dates import format_skeleton

    return format_skeleton(parts, _local(value), locale=locale_name())


def percentage(value: float) -> str:
    """Of 100, without digits after the point."""
    from babel.numbers import format_percent

    return format_percent(value / 100, locale=locale_name())


def bytes_of(size: int) -> str:
    """A size in the unit that suits it; 1 MB is 1024 KB."""
    for unit, least in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= least:
            return f"{number(size / least, 1)}\N{NO-BREAK SPACE}{unit}"
    return f"{number(size)}\N{NO-BREAK SPACE}B"


def listed(texts: Sequence[str]) -> str:
    """Several in a row: "one, two and three"."""
    from babel.lists import format_list

    return format_list(texts, locale=locale_name())


def isolated(text: str) -> str:
    """Somebody's own text within a sentence: signs that turn what stands around them are taken out of it, and where it
    runs the other way it is set apart (U+2068, U+2069).
    """
    text = text.translate(_TURNING)
    runs_backwards = any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in text)
    runs_forwards = any(unicodedata.bidirectional(sign) == "L" for sign in text)
    other_way = runs_forwards if get_language_bidi() else runs_backwards
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if other_way else text


def locale_name() -> str:
    """The active language as Babel calls it. English dates are written as most of the world does, not as in the US."""
    return {"en": "en_GB"}.get(language := get_language() or "en", language.replace("-", "_"))


def _spoken(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in values.items()}


def _value(value: Any) -> Any:
    return next((say(value) for kind, say in _SAID if isinstance(value, kind)), value)


#: The explicit embeddings, overrides and isolates of UAX #9.
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_SAID: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (Sentence, said),
    (datetime, moment),
    (date, day),
    (tuple, lambda values: listed([_value(one) for one in values])),
    (float, lambda value: number(value, 1)),
    (Decimal, lambda value: number(value, max(0, -int(value.as_tuple().exponent)))),
    (int, number),
    (str, lambda value: value if value.startswith("http") else isolated(value)),
)
