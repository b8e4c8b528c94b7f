"""Made-up ratings of notes by raters in known camps: for recording the published scorer, tests and benchmarks."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

_T = TypeVar("_T")

SEED = 20261121
HELPFUL, SOMEWHAT, NOT_HELPFUL = 1.0, 0.5, 0.0


class Sort(StrEnum):
    """What a note is; whoever made the input knows, the scorer does not."""

    BRIDGING = "bridging"
    FOR_LARGE = "for the large camp"
    FOR_SMALL = "for the small camp"
    BAD = "bad"
    MIDDLING = "middling"


# The chances of "helpful" and of "somewhat" that a note has with the large camp, with the small one, and between.
_CHANCES = {
    Sort.BRIDGING: ((0.88, 0.08), (0.85, 0.09), (0.90, 0.07)),
    Sort.FOR_LARGE: ((0.90, 0.05), (0.05, 0.06), (0.45, 0.15)),
    Sort.FOR_SMALL: ((0.05, 0.06), (0.90, 0.05), (0.45, 0.15)),
    Sort.BAD: ((0.04, 0.06), (0.04, 0.06), (0.02, 0.05)),
    Sort.MIDDLING: ((0.50, 0.20), (0.50, 0.20), (0.50, 0.20)),
}
_SHARES = ((Sort.BRIDGING, 0.35), (Sort.FOR_LARGE, 0.2), (Sort.FOR_SMALL, 0.2), (Sort.BAD, 0.17), (Sort.MIDDLING, 0.08))
_CAMPS = ((0, 0.46), (1, 0.31), (2, 0.23))


@dataclass(frozen=True, slots=True)
class Made:
    """`authors` and `sorts` are by note (0, 1, ...); a rating is (note, rater, level, early)."""

    authors: tuple[int, ...]
    sorts: tuple[Sort, ...]
    camps: tuple[int, ...]
    ratings: tuple[tuple[int, int, float, bool], ...]


def make(*, raters: int, notes: int, ratings: int, seed: int = SEED) -> Made:
    """Ratings of notes drawn evenly; some raters and notes have too few, and a tenth of the ratings came late.

    Seed, numbers of raters and notes and how many ratings there are determine it. `authors` are among the raters.
    """
    chance = random.Random(seed)
    sorts = tuple(_drawn(chance, _SHARES, notes))
    camps = tuple(_drawn(chance, _CAMPS, raters))
    keenness = [chance.choice((0.1, 0.6, 1.0, 1.0, 1.6)) for _ in range(raters)]
    fame = [chance.choice((0.03, 1.0, 1.0, 1.0, 2.0)) for _ in range(notes)]
    pairs: dict[tuple[int, int], None] = {}
    while len(pairs) < ratings:
        rater = chance.choices(range(raters), keenness, k=1_000)
        note = chance.choices(range(notes), fame, k=1_000)
        pairs |= dict.fromkeys(zip(note, rater, strict=True))
    rated = tuple(
        (note, rater, _level(chance, _CHANCES[sorts[note]][camps[rater]]), chance.random() < 0.9)
        for note, rater in sorted(list(pairs)[:ratings])
    )
    return Made(tuple(chance.randrange(raters) for _ in range(notes)), sorts, camps, rated)


def _drawn(chance: random.Random, shares: Sequence[tuple[_T, float]], count: int) -> Iterator[_T]:
    return iter(chance.choices([one for one, _ in shares], [share for _, share in shares], k=count))


def _level(chance: random.Random, helpful_and_somewhat: tuple[float, float]) -> float:
    drawn = chance.random()
    helpful, somewhat = helpful_and_somewhat
    if drawn < helpful:
        return HELPFUL
    return SOMEWHAT if drawn < helpful + somewhat else NOT_HELPFUL
