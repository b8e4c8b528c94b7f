import unicodedata
from typing import Literal

_STRONG: dict[str, Literal["ltr", "rtl"]] = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def direction(text: str) -> Literal["ltr", "rtl", "auto"]:
    """Which way a text runs, by its first strong character (UAX 9, rules P2 and P3); "auto" where none is
    strong.
    """
    for character in text:
        if strong := _STRONG.get(unicodedata.bidirectional(character)):
            return strong
    return "auto"
