"""Reading what a page says, as a person does."""

import re
from html import unescape
from typing import Protocol

_SKIPPED = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


class Answer(Protocol):
    """What both Django's responses and those of its test client have."""

    @property
    def content(self) -> bytes: ...


def text_of(response: Answer) -> str:
    """The words of a page, with single spaces between them."""
    return " ".join(unescape(_TAG.sub(" ", _SKIPPED.sub(" ", response.content.decode()))).split())


def value_of(response: Answer, name: str) -> str:
    """What a hidden field of the page holds."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', response.content.decode())
    assert found is not None, f"the page has no hidden field {name}"
    return unescape(found[1])
