"""Which case comes first. Pure.

    priority = severity × reach × confidence × 2 ^ (days that it waits)

- *severity*, 1 to 5: the highest of the clauses that were reported or suggested.
- *reach*: 1 + log10(1 + people who may still see it), so that ten times as many people add one, and nobody yet
  multiplies by one and never by nought.
- *confidence*, 0.05 to 1: how likely it is that something is to be done (`confidence` below).
- Waiting doubles it each day. As every case grows alike, the order of two cases never changes by waiting alone, and
  what is stored is the logarithm less the day of opening: it needs no update as time goes by. A new case can be at
  most 5 × 11 × 20 = 1100 times as pressing as another one, so after eleven days nothing new passes a case.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

NEUTRAL = 0.5
"""The reliability of somebody of whom nothing is known; also what a clause counts that found something unmeasured."""
TRUSTED = 0.95
CROWD = 3
"""People who are no trusted flaggers count together at most as much as so many whose reports were always right."""
LEAST, MOST = 0.05, 1.0
_MOST_PEOPLE = 10**10
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who reported the subject. `reliability` is the share of their reports that were acted on."""

    reliability: float = NEUTRAL
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class Weight:
    """The three numbers of a case. `people`: who may still see it."""

    severity: int
    people: int
    confidence: float

    @property
    def reach(self) -> float:
        """From 1 to 11."""
        return 1 + math.log10(1 + min(max(self.people, 0), _MOST_PEOPLE))

    @property
    def product(self) -> float:
        return self.severity * self.reach * self.confidence

    def key(self, opened_at: datetime) -> float:
        """What is stored and sorted by: the higher, the sooner. Cases with the same key come oldest first."""
        return math.log2(self.product) - opened_at.timestamp() / _DAY


NO_WEIGHT = Weight(1, 0, LEAST)


def reliability(acted: int, answered: int) -> float:
    """The share of somebody's answered reports that were acted on, after Laplace: (acted + 1) / (answered + 2)."""
    return (acted + 1) / (answered + 2)


def confidence(voices: Collection[Voice], scores: Collection[float]) -> float:
    """How likely it is that something is to be done, from independent hints: 1 - (1 - crowd)(1 - trusted)(1 - score).

    `scores` are numbers of signals from 0 to 1; the highest counts. Each person counts half their reliability, and
    all together at most as much as `CROWD` people who were always right: a flood cannot do more. A trusted flagger
    counts `TRUSTED`, and is above any flood.
    """
    crowd = 1 - math.prod(1 - voice.reliability / 2 for voice in voices if not voice.trusted)
    crowd = min(crowd, 1 - 0.5**CROWD)
    trusted = TRUSTED if any(voice.trusted for voice in voices) else 0.0
    score = min(max(scores, default=0.0), 1.0)
    return min(MOST, max(LEAST, 1 - (1 - crowd) * (1 - trusted) * (1 - score)))
