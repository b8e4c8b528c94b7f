"""Texts to hashed features: the same numbers in training and in scoring, on every machine and in every version.

A text is normalised, then every word, every pair of neighbouring words, and every run of three to five characters
(spaces count) becomes one column. The column of a piece is fixed by this file alone, not by Python's own hash:

    h(piece) = sum over k of code_point[k] * BASE**k  modulo 2**64
    column   = the highest bits of splitmix64_finish(h * BASE + kind)

where kind is 1 for a word, 2 for a pair (h of the second * PAIR + h of the first), and 3, 4 or 5 for runs of so many
characters. Sums of powers are differences of one running sum, so numpy finds all pieces of many texts at once.
Whoever changes anything here raises VERSION: models of another version do not load.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

VERSION: Final = 1
WORD_BITS: Final = 16
CHARACTER_BITS: Final = 17
WORD_COLUMNS: Final = 1 << WORD_BITS
COLUMNS: Final = WORD_COLUMNS + (1 << CHARACTER_BITS)
RUNS: Final = (3, 4, 5)
TEXT_LIMIT: Final = 5_000
"""Characters of a text that count."""

_CHUNK = 1 << 16
_BASE = 0x9E3779B97F4A7C15
_PAIR = 0xC2B2AE3D27D4EB4F
_MODULUS = 1 << 64
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_MENTION = re.compile(r"@\w[\w.@-]*")
_REPOST = re.compile(r"\brt(?= @)")
_NUMBER = re.compile(r"\d[\d.,:]*")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_DRAWN_OUT = re.compile(r"(.)\1{3,}")
_SPACE = re.compile(r"\s+")
WORD = re.compile(r"[\w']+")

Columns = NDArray[np.int64]
_Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The distinct pieces of many texts: pairs of row and column, in order."""

    rows: Columns
    columns: Columns


def normalised(text: str) -> str:
    """The text as pieces see it: one form for each letter, no case, and @, # and 0 for names, addresses, numbers."""
    plain = unicodedata.normalize("NFKC", text[:TEXT_LIMIT]).casefold()
    plain = _UNSEEN.sub("", plain).replace("’", "'")
    plain = _MENTION.sub("@", _REPOST.sub(" ", _ADDRESS.sub("#/", plain)))
    return _SPACE.sub(" ", _DRAWN_OUT.sub(r"\1\1\1", _NUMBER.sub("0", plain))).strip()


def words(text: str) -> list[str]:
    """The words of a normalised text."""
    return WORD.findall(text)


def pieces(texts: Sequence[str], *, characters: bool = True) -> Pieces:
    """The pieces of texts that are normalised already; without runs of characters where those are not asked for."""
    found = [_of_chunk(chunk, first, characters=characters) for first, chunk in _chunks(texts)]
    rows = [rows for rows, _ in found] or [np.empty(0, np.int64)]
    columns = [columns for _, columns in found] or [np.empty(0, np.int64)]
    return Pieces(np.concatenate(rows), np.concatenate(columns))


def _chunks(texts: Sequence[str]) -> Iterable[tuple[int, list[str]]]:
    """Texts in groups that fit the table of powers, each with the row of its first."""
    start, size = 0, 0
    for row, text in enumerate(texts):
        length = min(len(text), TEXT_LIMIT) + 2
        if size + length > _CHUNK:
            yield start, list(texts[start:row])
            start, size = row, 0
        size += length
    if start < len(texts):
        yield start, list(texts[start:])


def _of_chunk(texts: Sequence[str], first: int, *, characters: bool) -> tuple[Columns, Columns]:
    """(row, column) of every piece, distinct and in order."""
    padded = [f" {text[:TEXT_LIMIT]} " for text in texts]
    whole = "".join(padded)
    lengths = np.fromiter(map(len, padded), np.int64, len(padded))
    row_of = np.repeat(np.arange(len(padded)), lengths)
    points = np.frombuffer(whole.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(points * _POWERS[: len(points)], dtype=np.uint64)))
    found = [*_word_pieces(whole, sums, row_of), *(_runs(sums, row_of) if characters else ())]
    packed = np.unique(np.concatenate([(rows << 20) | columns for rows, columns in found]))
    return (packed >> 20) + first, packed & 0xFFFFF


def _word_pieces(whole: str, sums: _Hashes, row_of: Columns) -> list[tuple[Columns, Columns]]:
    spans = np.array([match.span() for match in WORD.finditer(whole)], np.int64).reshape(-1, 2)
    starts, ends = spans[:, 0], spans[:, 1]
    hashes, rows = _hash(sums, starts, ends), row_of[starts]
    same = rows[1:] == rows[:-1]
    pairs = (hashes[1:] * np.uint64(_PAIR) + hashes[:-1])[same]
    return [(rows, _column(hashes, 1, WORD_BITS)), (rows[1:][same], _column(pairs, 2, WORD_BITS))]


def _runs(sums: _Hashes, row_of: Columns) -> list[tuple[Columns, Columns]]:
    found = []
    for length in RUNS:
        starts = np.flatnonzero(row_of[length - 1 :] == row_of[: max(len(row_of) - length + 1, 0)])
        hashes = _hash(sums, starts, starts + length)
        found.append((row_of[starts], _column(hashes, length, CHARACTER_BITS) + WORD_COLUMNS))
    return found


def _hash(sums: _Hashes, starts: Columns, ends: Columns) -> _Hashes:
    hashes: _Hashes = (sums[ends] - sums[starts]) * _INVERSES[starts]
    return hashes


def _column(hashes: _Hashes, kind: int, bits: int) -> Columns:
    mixed = hashes * np.uint64(_BASE) + np.uint64(kind)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(64 - bits)).astype(np.int64)


def _powers(base: int) -> _Hashes:
    powers = itertools.accumulate(range(_CHUNK - 1), lambda power, _: power * base % _MODULUS, initial=1)
    return np.fromiter(powers, np.uint64, _CHUNK)


_POWERS = _powers(_BASE)
_INVERSES = _powers(pow(_BASE, -1, _MODULUS))
