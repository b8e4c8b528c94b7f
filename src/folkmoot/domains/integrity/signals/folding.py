"""Remove the disguises by which words get past lists: other scripts, figures as letters, spaced letters. Pure.

Each step looks at every character a bounded number of times. Only what is a disguise is changed: a word wholly in
Cyrillic stays as it is, and a number stays a number, so that ordinary texts in any language are left alone.
"""

import re

# Letters that look like Latin ones; after Unicode's confusables (UTS 39), the common ones of Cyrillic and Greek.
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһӏьвмнткɑοαενικρτυχ",
    "aeopcyxijsdhlbbmhtkaoaevikptux",
)
_FIGURES = str.maketrans("013457@$!|", "oieastasil")
_WORD = re.compile(r"[\w@$!|]+")
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_FIGURE = re.compile(r"[013457@$!|]")
_AMONG = re.compile(r"[a-z][013457$]+[a-z]", re.IGNORECASE)
_SPACED = re.compile(r"(?<!\w)\w(?:[ .\-_*]\w(?!\w)){2,}")
_BETWEEN = re.compile(r"[ .\-_*]")


def folded(text: str) -> str:
    """The text with its disguises removed; the same text where there are none."""
    joined = _SPACED.sub(lambda found: _BETWEEN.sub("", found[0]), text)
    if joined.isascii() and not _FIGURE.search(joined):
        return joined
    return _WORD.sub(lambda found: _plain(found[0]), joined)


def is_disguised(word: str) -> bool:
    """Whether a word is spelt with letters of another script, or with figures between its letters."""
    if not word.isascii():
        return _plain(word) != word
    return _AMONG.search(word) is not None


def _plain(word: str) -> str:
    """Only words that hold Latin letters: there the others are out of place. Marks at their end are punctuation."""
    body = word.rstrip("!|")
    if not _LATIN.search(body) or (body.isascii() and not _FIGURE.search(body)):
        return word
    return body.lower().translate(_LOOKALIKES).translate(_FIGURES) + word[len(body) :]
