"""From a text to the words by which it is found. Pure, and the same for every database: they only compare.

A *word* is folded: compatible forms made one (NFKC), case folded, accents of Latin, Greek and Cyrillic letters and the
points of Hebrew and Arabic taken away. Scripts that put no space between words are cut into overlapping pairs of signs,
and the last sign of a run stands alone; each emoji is a word. No word holds a colon or an underscore: such are marks.
"""

import re
import unicodedata
from collections.abc import Iterator

MOST_WORDS = 10_000
"""So many words of a post are indexed; PostgreSQL counts places up to 16,383."""
MOST_PLACES = 255
"""So many places of one word are kept: what PostgreSQL keeps."""
LONGEST = 60
GAP = ":0"
"""Stands where a word is not kept, so that those around it are not neighbours."""

_OTHER_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_MARKS = (
    (0x300, 0x36F), (0x483, 0x489), (0x591, 0x5C7), (0x610, 0x61A), (0x640, 0x640), (0x64B, 0x65F), (0x670, 0x670),
    (0x6D6, 0x6ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069),
    (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xFEFF, 0xFEFF), (0x1F3FB, 0x1F3FF),
)  # fmt: skip
_DROPPED = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _MARKS) + "]+")
_SHORT_I = re.compile("и\u0306")
_KEPT_I = "\ufff9"
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_SCHEME = re.compile(r"\bhttps?://", re.IGNORECASE)


def fold(text: str) -> str:
    """The form in which words are compared."""
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = _DROPPED.sub("", _SHORT_I.sub(_KEPT_I, spread)).replace(_KEPT_I, "й").translate(_OTHER_LETTERS)
    return unicodedata.normalize("NFC", bare)


def words(text: str) -> list[str]:
    """The words of a text, in its order."""
    found: list[str] = []
    for run in _runs(fold(_SCHEME.sub(" ", text))):
        found += _cut(run)
        if len(found) >= MOST_WORDS:
            break
    return found[:MOST_WORDS]


def spaced(word: str) -> bool:
    """Whether the word is of a script that puts spaces between words."""
    return _UNSPACED.match(word) is None


def placed(found: list[str]) -> list[str]:
    """The same words with a gap where one stands more often than every database keeps."""
    seen: dict[str, int] = {}
    kept = []
    for word in found:
        seen[word] = seen.get(word, 0) + 1
        kept.append(word if seen[word] <= MOST_PLACES else GAP)
    return kept


def _runs(folded: str) -> Iterator[str]:
    """Unbroken letters, figures and their marks; each sign of an emoji by itself."""
    start = None
    for place, sign in enumerate(folded):
        kind = unicodedata.category(sign)
        if kind[0] in "LNM":
            start = place if start is None else start
            continue
        if start is not None:
            yield folded[start:place]
            start = None
        if kind == "So":
            yield sign
    if start is not None:
        yield folded[start:]


def _cut(run: str) -> Iterator[str]:
    """A run of letters, with the parts in scripts without spaces cut into pairs."""
    end = 0
    for match in _UNSPACED.finditer(run):
        if match.start() > end:
            yield run[end : match.start()][:LONGEST]
        part, end = match[0], match.end()
        yield from (part[place : place + 2] for place in range(len(part)))
    if end < len(run):
        yield run[end:][:LONGEST]
