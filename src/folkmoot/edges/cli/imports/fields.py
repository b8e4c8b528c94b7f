"""From the cells of a record to a post: everything that can be wrong with it has a sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from django.conf.locale import LANG_INFO

from folkmoot.domains.posts.api import ImportedWords, imported_words
from folkmoot.edges.cli.imports.files import is_broken
from folkmoot.edges.cli.imports.records import Record
from folkmoot.kernel.errors import Invalid

LONGEST_AUTHOR = 200
LONGEST_ID = 500
_LONGEST_URL = 500
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NUMBER = re.compile(r"[0-9]{9,13}(?:\.[0-9]+)?", re.ASCII)
_MILLISECONDS_FROM = 100_000_000_000
_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})?", re.ASCII | re.IGNORECASE)
_CODE_LIMIT = 12
_WORDY_TIME = "%a %b %d %H:%M:%S %z %Y"
"""As Twitter writes it: Wed Aug 27 13:08:45 +0000 2008."""


class Unusable(Exception):
    """A record cannot be imported; `str()` is the reason, a sentence for the file of rejects."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record that can be used. `words` is None for a boost."""

    author: str
    words: ImportedWords | None
    created: datetime
    original: str
    reply_to: str
    boost_of: str
    language: str
    url: str


def read(record: Record, *, time_format: str, rendered: bool = True) -> Row:
    """Raises Unusable. Not `rendered`, the words have no HTML; for `time_format` see `time_of_text`."""
    if record.problem:
        raise Unusable(record.problem)
    _refuse_broken(record.cells)
    author, text, created, original, reply_to, boost_of, language, url = record.cells
    return Row(
        author=_author(author),
        words=None if boost_of.strip() else _words(text, rendered=rendered),
        created=time_of_text(created.strip(), time_format),
        original=_reference(original),
        reply_to=_reference(reply_to),
        boost_of=_reference(boost_of),
        language=language_code(language),
        url=_url(url.strip()),
    )


def time_of_text(text: str, time_format: str = "") -> datetime:
    """ISO 8601, seconds or milliseconds since 1970, or as Twitter writes it; without a zone it is UTC.

    With a `time_format` (of strptime) that one only.
    """
    if not text:
        raise Unusable("The time is missing.")
    if time_format:
        return _in_utc(_formatted(text, time_format), text)
    if _NUMBER.fullmatch(text):
        number = float(text)
        return datetime.fromtimestamp(number / 1000 if number >= _MILLISECONDS_FROM else number, tz=UTC)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = _formatted(text, _WORDY_TIME)
    return _in_utc(found, text)


def _formatted(text: str, time_format: str) -> datetime:
    try:
        return datetime.strptime(text, time_format)  # noqa: DTZ007 - the caller says that it is UTC
    except ValueError:
        example = "2016-11-08T19:30:00Z" if time_format == _WORDY_TIME else time_format
        raise Unusable(f'"{text[:40]}" is not a time like {example}.') from None


def _in_utc(found: datetime, text: str) -> datetime:
    try:
        moment = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except OverflowError:
        raise Unusable(f'"{text[:40]}" is not a time like 2016-11-08T19:30:00Z.') from None
    if moment < _EPOCH:
        raise Unusable("It is from before 1970.")
    return moment


@cache
def language_code(written: str) -> str:
    """The code of a language from a code or from its English name; "" for what nobody knows."""
    name = written.strip()
    if _CODE.fullmatch(name) and len(name) <= _CODE_LIMIT:
        return name
    return _codes_by_name().get(name.partition("(")[0].strip().lower(), "")


@cache
def _codes_by_name() -> dict[str, str]:
    known = {str(info["name"]).lower(): code for code, info in LANG_INFO.items() if "name" in info}
    return known | {"pushto": "ps", "pashto": "ps", "farsi": "fa", "tagalog": "tl", "norwegian": "no", "kurdish": "ku"}


def _refuse_broken(cells: Sequence[str]) -> None:
    if any(is_broken(cell) for cell in cells):
        raise Unusable("It is not valid UTF-8.")


def _author(cell: str) -> str:
    name = cell.strip().lstrip("@")
    if not name:
        raise Unusable("The author is missing.")
    if len(name) > LONGEST_AUTHOR:
        raise Unusable(f"The name of the author is longer than {LONGEST_AUTHOR} characters.")
    return name


def _words(text: str, *, rendered: bool) -> ImportedWords:
    try:
        return imported_words(text, rendered=rendered)
    except Invalid as error:
        raise Unusable(error.safe) from None


def _reference(cell: str) -> str:
    name = cell.strip()
    if len(name) > LONGEST_ID:
        raise Unusable(f"An id is longer than {LONGEST_ID} characters.")
    return name


def _url(url: str) -> str:
    if url and (len(url) > _LONGEST_URL or not url.lower().startswith(("https://", "http://"))):
        raise Unusable(f"The url is no web address of at most {_LONGEST_URL} characters.")
    return url
