"""From numbers to a status, each with the rule that gave it. The thresholds are the published ones and no setting."""

from dataclasses import dataclass
from enum import StrEnum

HELPFUL_FROM = 0.40
INERTIA = 0.01
"""How far a note that is shown may fall below the threshold before it is taken down again."""
MOST_ONE_SIDED = 0.5
NOT_HELPFUL_AT = -0.05
NOT_HELPFUL_SLOPE = -0.8
LEAST_RATINGS = 5
LEAST_NET_OF_SIDE = 4
_ENOUGH_NET_OF_SIDE = 10
_LEAST_SHARE_OF_SIDE = 0.05
_LEAST_OF_SIDE_AGAINST = 3
_MOST_OF_SIDE = 0.4
_MOST_OF_SIDES = 0.3


class Status(StrEnum):
    NEEDS_MORE = "needs_more"
    SHOWN = "shown"
    NOT_SHOWN = "not_shown"


class Rule(StrEnum):
    """What decided the status of a note."""

    NO_RATINGS = "no_ratings"
    """No rating counts so far."""
    FEW_RATERS = "few_raters"
    """The community has too few people whose ratings count."""
    FEW_RATINGS = "few_ratings"
    BETWEEN = "between"
    """Neither helpful nor unhelpful enough."""
    ENOUGH_HELPFUL = "enough_helpful"
    STILL_HELPFUL = "still_helpful"
    """Shown before, and fallen below the threshold by no more than the inertia."""
    ONE_SIDED = "one_sided"
    FEW_ON_ONE_SIDE = "few_on_one_side"
    UNBALANCED = "unbalanced"
    NOT_HELPFUL = "not_helpful"
    NEITHER_SIDE = "neither_side"
    """Both sides, each by itself, find it not helpful."""


@dataclass(frozen=True, slots=True)
class Side:
    """What the raters on one side of the factor's zero said: how many, and the sum of their ratings."""

    ratings: int = 0
    helpful: int = 0
    not_helpful: int = 0
    total: float = 0.0

    @property
    def mean(self) -> float:
        return self.total / self.ratings if self.ratings else 1.0

    @property
    def net(self) -> int:
        return self.helpful - self.not_helpful


@dataclass(frozen=True, slots=True)
class NoteScore:
    """The numbers of a note. `ratings` counts all that the scoring was given, `sides` hold those that it went by."""

    intercept: float
    factor: float
    ratings: int
    sides: tuple[Side, Side]

    @property
    def counting(self) -> int:
        """How many ratings the numbers come from."""
        return sum(side.ratings for side in self.sides)

    @property
    def least_net(self) -> int:
        """Helpful minus not helpful on the side where that is less; never below 0."""
        return max(0, min(side.net for side in self.sides))


@dataclass(frozen=True, slots=True)
class Verdict:
    status: Status
    rule: Rule


def judge(score: NoteScore, *, shown: bool) -> Verdict:
    """The status of a note with a score. `shown`: it was shown until now."""
    if score.ratings < LEAST_RATINGS:
        return Verdict(Status.NEEDS_MORE, Rule.FEW_RATINGS)
    if score.intercept <= not_helpful_below(score.factor):
        return Verdict(Status.NOT_SHOWN, Rule.NOT_HELPFUL)
    if _neither_side(score.sides):
        return Verdict(Status.NOT_SHOWN, Rule.NEITHER_SIDE)
    if score.intercept >= HELPFUL_FROM:
        return _if_bridging(score, Rule.ENOUGH_HELPFUL)
    if shown and score.intercept >= HELPFUL_FROM - INERTIA:
        return _if_bridging(score, Rule.STILL_HELPFUL)
    return Verdict(Status.NEEDS_MORE, Rule.BETWEEN)


def not_helpful_below(factor: float) -> float:
    """The intercept at which, and below which, a note counts as not helpful."""
    return NOT_HELPFUL_AT + NOT_HELPFUL_SLOPE * abs(factor)


def _if_bridging(score: NoteScore, rule: Rule) -> Verdict:
    """Shown, if it is more than the darling of one side."""
    if abs(score.factor) > MOST_ONE_SIDED:
        return Verdict(Status.NEEDS_MORE, Rule.ONE_SIDED)
    if score.least_net < LEAST_NET_OF_SIDE:
        return Verdict(Status.NEEDS_MORE, Rule.FEW_ON_ONE_SIDE)
    share = score.least_net / score.counting
    if score.least_net < _ENOUGH_NET_OF_SIDE and share < _LEAST_SHARE_OF_SIDE:
        return Verdict(Status.NEEDS_MORE, Rule.UNBALANCED)
    return Verdict(Status.SHOWN, rule)


def _neither_side(sides: tuple[Side, Side]) -> bool:
    one, other = sides
    return (
        min(one.ratings, other.ratings) >= _LEAST_OF_SIDE_AGAINST
        and max(one.mean, other.mean) <= _MOST_OF_SIDE
        and (one.mean + other.mean) / 2 <= _MOST_OF_SIDES
    )
