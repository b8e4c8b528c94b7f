"""What a report holds."""

from dataclasses import dataclass
from datetime import UTC, datetime

FEW = 5
LICENCE = "CC0-1.0"


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a year, in UTC; `number` is from 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, moment: datetime) -> "Quarter":
        return cls(moment.year, (moment.month + 2) // 3)

    @property
    def start(self) -> datetime:
        return datetime(self.year, 3 * self.number - 2, 1, tzinfo=UTC)

    @property
    def end(self) -> datetime:
        """The first moment that is no longer in it."""
        return self.next.start

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)  # noqa: PLR2004

    @property
    def name(self) -> str:
        """As it stands in addresses: 2026-q1."""
        return f"{self.year}-q{self.number}"


@dataclass(frozen=True, slots=True)
class Count:
    """A number by one key of a dimension."""

    key: str
    number: int

    @property
    def is_few(self) -> bool:
        return 0 < self.number < FEW


Counts = tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Flagged:
    """What came before moderators or automation in the quarter. Each sum is `total`."""

    total: int
    by_source: Counts
    by_clause: Counts
    by_format: Counts
    open: int
    """Of these, how many wait for a decision."""


@dataclass(frozen=True, slots=True)
class Acted:
    """Decisions that changed something. Each sum is `total`, but `by_language`, which knows some only."""

    total: int
    by_source: Counts
    by_clause: Counts
    by_format: Counts
    by_treatment: Counts
    by_decider: Counts
    by_language: Counts
    strikes: int


@dataclass(frozen=True, slots=True)
class ClauseAppeals:
    """Appeals about decisions under one clause."""

    clause_id: str
    filed: int
    upheld: int
    amended: int
    overturned: int


@dataclass(frozen=True, slots=True)
class Appeals:
    """`filed` in the quarter; the outcomes are of those that were decided in it, whenever they were filed."""

    filed: int
    upheld: int
    amended: int
    overturned: int
    by_clause: tuple[ClauseAppeals, ...]

    @property
    def decided(self) -> int:
        return self.upheld + self.amended + self.overturned


@dataclass(frozen=True, slots=True)
class Undone:
    """Of the quarter's decisions that changed something: those undone within it, and since; automated ones of both."""

    within: int
    since: int
    automated: int
    automated_total: int

    @property
    def automation_error_rate(self) -> float | None:
        """The share of automated decisions that did not stand; None where there were too few to say."""
        return self.automated / self.automated_total if self.automated_total >= FEW else None


@dataclass(frozen=True, slots=True)
class Demands:
    """Demands by states that may be told, by the state and by what came of them."""

    total: int
    by_country: Counts
    by_state: Counts


@dataclass(frozen=True, slots=True)
class Reach:
    """Times that posts which are reduced now were shown, and kept from a reader by the reduction."""

    posts: int
    shown: int
    kept_back: int


@dataclass(frozen=True, slots=True)
class Notes:
    """Community notes written in the quarter, and those that began to be shown in it."""

    written: int
    shown: int


@dataclass(frozen=True, slots=True)
class QuarterReport:
    """`as_of`: when it was made. `no_action`: decisions that nothing was to be done.

    `median_hours`: from a case's opening to its decision; None for fewer than five.
    """

    quarter: Quarter
    finished: bool
    as_of: datetime
    flagged: Flagged
    acted: Acted
    no_action: int
    median_hours: float | None
    undone: Undone
    appeals: Appeals
    demands: Demands
    reach: Reach
    notes: Notes
    titles: dict[str, str]
    """The titles of the clauses that are named, by id."""
