"""What notes give to others."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from folkmoot.domains.notes.scoring.rules import Rule, Status

__all__ = ["Rule", "Status"]

TEXT_LIMIT = 800
MOST_LINKS = 3


class Level(StrEnum):
    """How helpful somebody finds a note."""

    HELPFUL = "helpful"
    SOMEWHAT = "somewhat"
    NOT = "not"


WORTH = {Level.HELPFUL: 1.0, Level.SOMEWHAT: 0.5, Level.NOT: 0.0}


class Reason(StrEnum):
    """Why; for whoever reads the ratings as a whole. Scores do not depend on it."""

    CLEAR = "clear"
    GOOD_SOURCES = "good_sources"
    ANSWERS_THE_CLAIM = "answers_the_claim"
    ADDS_CONTEXT = "adds_context"
    FAIR = "fair"
    WRONG = "wrong"
    WEAK_SOURCES = "weak_sources"
    BESIDE_THE_POINT = "beside_the_point"
    OPINION = "opinion"
    UNFRIENDLY = "unfriendly"
    HARD_TO_READ = "hard_to_read"
    NOT_NEEDED = "not_needed"


FOR = (Reason.CLEAR, Reason.GOOD_SOURCES, Reason.ANSWERS_THE_CLAIM, Reason.ADDS_CONTEXT, Reason.FAIR)
AGAINST = tuple(reason for reason in Reason if reason not in FOR)


@dataclass(frozen=True, slots=True)
class OwnRating:
    level: Level
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note as one viewer may see it.

    `author_id` is None for all but its author and staff. `given` is how many have rated it, `ratings` how many of these
    counted in the last scoring. `hidden`: taken away by moderators, so that only its author and staff still see it.
    """

    id: int
    post_id: int
    author_id: int | None
    text: str
    links: tuple[str, ...]
    language: str
    created_at: datetime
    status: Status
    rule: Rule
    intercept: float | None
    factor: float | None
    ratings: int
    least_net: int
    scored_at: datetime | None
    given: int = 0
    mine: bool = False
    own_rating: OwnRating | None = None
    hidden: bool = False
    decision_id: int | None = None


@dataclass(frozen=True, slots=True)
class StatusChange:
    at: datetime
    status: Status
    rule: Rule
    intercept: float | None
    factor: float | None
    ratings: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How the viewer's own ratings stand. `came_true` of `decided` early ratings agreed with what was decided."""

    counts: bool
    given: int
    came_true: int
    decided: int
    joined_long_enough: bool


@dataclass(frozen=True, slots=True)
class ScoringState:
    """The last scoring: when, how many raters' ratings counted in it, and how many the community must have."""

    at: datetime | None
    counting: int
    needed: int

    @property
    def too_few(self) -> bool:
        return self.counting < self.needed
