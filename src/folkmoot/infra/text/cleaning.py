"""What may come in."""

import re
import unicodedata

from folkmoot.infra.text.bidi import balance
from folkmoot.infra.text.length import length
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.sentences import sentence

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MANY_BLANK_LINES = re.compile(r"\n{4,}")
_PARTS_OF_A_CHARACTER = 8


def clean_text(raw: str, *, limit: int, field: str) -> str:
    """The text as it is kept: NFC, lines that end in a line feed, at most two blank lines in a row, no space
    at line ends or around the whole, directions closed in each paragraph (see `bidi`).

    Raises Invalid naming `field` for control characters other than tab and line end, for halves of
    characters, and for more than `limit` characters as a reader counts them (addresses count in full).
    """
    if len(raw) > limit * _PARTS_OF_A_CHARACTER:
        raise _too_long(len(raw), limit, field)
    text = _LINE_ENDS.sub("\n", raw)
    _refuse_unprintable(text, field)
    # Last: what is taken out may have stood between a letter and its accent.
    text = unicodedata.normalize("NFC", balance(text.replace("\ufeff", "")))
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    text = _MANY_BLANK_LINES.sub("\n\n\n", text).strip("\n")
    if len(text) > limit and length(text) > limit:
        raise _too_long(length(text), limit, field)
    return text


def _refuse_unprintable(text: str, field: str) -> None:
    if found := _CONTROL.search(text):
        name = f"U+{ord(found.group()):04X}"
        raise Invalid(
            sentence(
                "The text contains a control character ({name}) that cannot be shown. Please remove it.", name=name
            ),
            field=field,
        )
    if found := _SURROGATE.search(text):
        name = f"U+{ord(found.group()):04X}"
        raise Invalid(
            sentence("The text contains half of a character ({name}). Please type that character again.", name=name),
            field=field,
        )


def _too_long(count: int, limit: int, field: str) -> Invalid:
    return Invalid(
        sentence(
            "This is {count} characters long, and {limit} is the most. Please shorten it.", count=count, limit=limit
        ),
        field=field,
    )
