"""How many characters a reader sees: an emoji of several parts is one, a letter with its accents too."""

import unicodedata

_JOINER = "\u200d"
_EMOJI_BEGIN = "\u2190"
_LETTERS_OF_A_FLAG = 2
_ACCENTS_COUNTED_FROM = 8


def length(text: str) -> int:
    """The number of characters as a reader counts them; the common cases of Unicode's grapheme clusters (UAX
    29).

    More than eight marks on one letter are counted each, so that no short text is endlessly tall.
    """
    count = marks = flags = 0
    before = ""
    for character in text:
        marks = marks + 1 if _continues(character) else 0
        flags = flags + 1 if _is_flag_part(character) else 0
        in_emoji = before == _JOINER and character >= _EMOJI_BEGIN
        joined = 0 < marks <= _ACCENTS_COUNTED_FROM or in_emoji or flags == _LETTERS_OF_A_FLAG
        count += before in {"", "\n"} or not joined
        flags %= _LETTERS_OF_A_FLAG
        before = character
    return count


def cut(text: str, limit: int) -> str:
    """The first `limit` characters, as a reader counts them."""
    if len(text) <= limit:
        return text
    low, high = limit, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if length(text[:middle]) <= limit else (low, middle - 1)
    return text[:low]


def _continues(character: str) -> bool:
    if character < "\u0300":
        return False
    return (
        unicodedata.category(character) in {"Mn", "Me", "Mc"}
        or character == _JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _is_flag_part(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
