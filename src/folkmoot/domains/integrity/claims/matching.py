"""Find the fact-checks that a text repeats: hashed words first, then characters, with numpy alone.

A claim is a vector of words and pairs of words, each weighed by how rare it is among the claims. `Index` holds them
turned round (column -> claims), so that a text only meets claims that share a word with it; the best few are
compared by runs of characters as well, which forgives spelling and endings.

    similarity = 0.6 * share of the claim's words that the text has + 0.4 * cosine of the runs of characters

From 0 to 1. A long text is looked at sentence by sentence and as a whole; the best counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from folkmoot.domains.integrity.classifier import features

VERSION: Final = 1
THRESHOLD: Final = 0.62
"""From here on a match is proposed. On half of the claims in LIAR (`benchmarks/claims.py`) 0.25 would do for a
precision of 0.99. What a town talks about is nearer to one another than those claims: another sale by the same council
reaches 0.60."""

_WORDS_WEIGH: Final = 0.6
_CANDIDATES: Final = 20
_COMMON: Final = 0.05
_COMMON_FROM: Final = 200
_SENTENCES: Final = 12
_TEXT_LIMIT: Final = 5_000
_FEWEST_WORDS: Final = 4
_BATCH: Final = 2_000
_END = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Claim:
    """What is looked for. `language` is "" where nobody knows it."""

    id: int
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Found:
    claim_id: int
    similarity: float


class Index:
    """Claims that can be searched. Immutable. About 400 bytes a claim beside its text."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = list(claims)
        self._texts = [features.normalised(claim.text) for claim in claims]
        rows, columns = _word_pieces(self._texts)
        having = np.bincount(columns, minlength=features.WORD_COLUMNS)
        self._rarity = np.log1p(len(claims) / np.maximum(having, 1))
        order = np.argsort(columns, kind="stable")
        self._rows = rows[order].astype(np.int32)
        self._starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(having)))
        self._whole = np.maximum(np.bincount(rows, self._rarity[columns], len(claims)), 1e-9)
        self._most = max(int(len(claims) * _COMMON), _COMMON_FROM)

    def __len__(self) -> int:
        return len(self._claims)

    def best(self, text: str, languages: Sequence[str] = (), limit: int = 5) -> list[Found]:
        """The claims that the text comes nearest to, best first, of a language that it may be in."""
        best: dict[int, float] = {}
        for part in _parts(text) if self._claims else ():
            for row, similarity in self._nearest(part, languages):
                best[row] = max(similarity, best.get(row, 0.0))
        ranked = sorted(best.items(), key=lambda pair: (-pair[1], self._claims[pair[0]].id))
        return [Found(self._claims[row].id, round(similarity, 4)) for row, similarity in ranked[:limit]]

    def _nearest(self, part: str, languages: Sequence[str]) -> Iterator[tuple[int, float]]:
        _, columns = _word_pieces([part])
        columns = columns[self._starts[columns + 1] - self._starts[columns] <= self._most]
        if not len(columns):
            return
        hits = [self._rows[self._starts[one] : self._starts[one + 1]] for one in columns]
        weights = np.repeat(self._rarity[columns], [len(one) for one in hits])
        shared = np.bincount(np.concatenate(hits), weights, len(self._claims)) / self._whole
        count = min(_CANDIDATES, len(shared))
        rows = [int(row) for row in np.argpartition(-shared, count - 1)[:count] if shared[row] > 0]
        rows = [row for row in rows if _speaks(self._claims[row].language, languages)]
        if rows:
            alike = _characters_alike(part, [self._texts[row] for row in rows])
            for row, likeness in zip(rows, alike, strict=True):
                yield row, float(min(_WORDS_WEIGH * shared[row] + (1 - _WORDS_WEIGH) * likeness, 1.0))


def _speaks(language: str, languages: Sequence[str]) -> bool:
    return not language or not languages or language in {code.lower().split("-")[0] for code in languages}


def _parts(text: str) -> list[str]:
    """The whole text, where it is short, and its sentences; none with fewer than four words."""
    plain = text[:_TEXT_LIMIT]
    pieces = [plain, *_END.split(plain)[:_SENTENCES]]
    found = dict.fromkeys(features.normalised(piece) for piece in pieces)
    return [one for one in found if len(features.words(one)) >= _FEWEST_WORDS]


def _word_pieces(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    rows, columns = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for first in range(0, len(texts), _BATCH):
        found = features.pieces(texts[first : first + _BATCH], characters=False)
        rows.append(found.rows + first)
        columns.append(found.columns)
    return np.concatenate(rows), np.concatenate(columns)


def _characters_alike(part: str, texts: Sequence[str]) -> list[float]:
    """Cosine of the sets of runs of characters, of the part with each text."""
    found = features.pieces([part, *texts])
    sets = found.columns >= features.WORD_COLUMNS
    rows, columns = found.rows[sets], found.columns[sets]
    sizes = np.bincount(rows, minlength=len(texts) + 1)
    own = columns[rows == 0]
    shared = np.bincount(rows[np.isin(columns, own)], minlength=len(texts) + 1)
    return [float(shared[n] / np.sqrt(max(sizes[0] * sizes[n], 1))) for n in range(1, len(texts) + 1)]
