"""What integrity gives to others."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from folkmoot.domains.integrity.facts import Facts, ReportFacts
from folkmoot.domains.integrity.policy.types import Clause, Limited, Treatment
from folkmoot.domains.integrity.priority import NO_WEIGHT, Weight
from folkmoot.kernel.refs import SubjectRef

__all__ = ["Facts", "ReportFacts", "Treatment"]


@dataclass(frozen=True, slots=True)
class Match:
    """A clause whose condition is met, and the sentence that says what was found.

    `numbers` are the facts that its condition asked for, as (name, value), for moderators.
    """

    clause: Clause
    facts: str
    numbers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Screening:
    """What the policy says about a subject. `failed` names the clauses whose condition could not be evaluated."""

    ref: SubjectRef
    responsible: int
    policy_version: str
    matches: tuple[Match, ...] = ()
    failed: tuple[str, ...] = ()
    shadow: tuple[str, ...] = ()
    """The clauses of the version in shadow that match; nothing acts on them."""
    shadow_id: int = 0


@dataclass(frozen=True, slots=True)
class Applied:
    """An active treatment and the decision it comes from. `factor` is 1.0 unless it reduces."""

    decision_id: int
    clause_id: str
    clause_title: str
    reason: str
    """One sentence for everyone who sees the treatment."""
    text: str = ""
    """For an inform: what its banner says."""
    link: str | None = None
    factor: float = 1.0
    until: datetime | None = None
    countries: tuple[str, ...] = ()
    limits: tuple[Limited, ...] = ()


@dataclass(frozen=True, slots=True)
class Treatments:
    """All that is active on a subject now. `factor` is the product of the reductions.

    `withheld` binds in the countries of each alone; `restrictions` are those of an account.
    """

    removed: Applied | None = None
    held: Applied | None = None
    factor: float = 1.0
    reductions: tuple[Applied, ...] = ()
    informs: tuple[Applied, ...] = ()
    withheld: tuple[Applied, ...] = ()
    restrictions: tuple[Applied, ...] = ()

    @property
    def is_withheld(self) -> bool:
        """Gone, for now or for good, for all but the one who is responsible."""
        return self.removed is not None or self.held is not None

    def withheld_in(self, country: str | None) -> Applied | None:
        """The withholding that binds in a country (ISO 3166-1 alpha-2); None where none does or nobody knows."""
        return next((one for one in self.withheld if country in one.countries), None)

    def limit(self, deed: Limited) -> Applied | None:
        """The restriction that closes a deed to this account; None if it is open."""
        return next((one for one in self.restrictions if deed in one.limits), None)


NO_TREATMENT = Treatments()


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as its reporter and staff see it. `outcome` is a sentence once it is answered."""

    id: int
    case_id: int
    ref: SubjectRef
    responsible: int
    reporter: int
    clause_id: str
    comment: str
    forward: bool
    related: tuple[SubjectRef, ...]
    created_at: datetime
    answered_at: datetime | None
    acted: bool | None
    outcome: str
    trusted: bool = False
    """The reporter was a trusted flagger for this when they filed it. For staff and exports."""
    answer: str = ""
    """What the moderator wrote to the reporters."""


@dataclass(frozen=True, slots=True)
class LabelView:
    label: str
    link: str
    note: str
    labelled_by: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A clause that automation found to match; a person decides. `numbers`: see Match."""

    clause_id: str
    clause_title: str
    facts: str
    numbers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CaseView:
    """A line of the queue. A take that has run out counts as not taken: `taken_by` is None again."""

    id: int
    ref: SubjectRef
    responsible: int
    is_open: bool
    opened_at: datetime
    closed_at: datetime | None
    taken_by: int | None
    taken_until: datetime | None
    suggestions: tuple[Suggestion, ...]
    reports: tuple[ReportView, ...]
    proposal: "ProposalView | None" = None
    """What waits for a second person."""
    language: str = ""
    weight: Weight = NO_WEIGHT

    @property
    def distinct_reporters(self) -> int:
        return len({report.reporter for report in self.reports})


@dataclass(frozen=True, slots=True)
class EffectView:
    kind: Treatment
    factor: float | None
    text: str
    link: str | None
    until: datetime | None
    ended_at: datetime | None
    countries: tuple[str, ...] = ()
    limits: tuple[Limited, ...] = ()


class Detection(StrEnum):
    """How something came before whoever decided."""

    AUTOMATION = "automation"
    REPORT = "report"
    PERSON = "person"


class Outcome(StrEnum):
    """What becomes of a decision that was appealed. CLOSED: the appellant has erased the account."""

    UPHOLD = "uphold"
    AMEND = "amend"
    OVERTURN = "overturn"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class AppealBrief:
    """How an appeal stands. `outcome` is None until it is decided; `replaced_by` is the decision of an amendment."""

    id: int
    filed_at: datetime
    due_at: datetime
    outcome: Outcome | None
    reasons: str
    decided_at: datetime | None
    replaced_by: int | None


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A removal of an account that waits for a second person. For staff."""

    id: int
    case_id: int
    clause_id: str
    clause_title: str
    link: str
    note: str
    proposed_by: int
    proposed_at: datetime


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision. `decider`, `seconded_by` and `note` are for staff: None and "" for everybody else."""

    id: int
    case_id: int | None
    ref: SubjectRef
    responsible: int
    policy_version: str
    clause_id: str
    clause_title: str
    clause_text: str
    reason: str
    treatment: Treatment
    effects: tuple[EffectView, ...]
    automated: bool
    strike: bool
    appealable: bool
    facts: str
    created_at: datetime
    undone_at: datetime | None
    log_entry: int
    decider: int | None
    undone_by: int | None
    note: str
    seconded_by: int | None = None
    detected: Detection = Detection.PERSON
    appeal: AppealBrief | None = None

    @property
    def has_ended(self) -> bool:
        """Undone, or run out: nothing of it acts any more."""
        return self.undone_at is not None or (
            bool(self.effects) and all(effect.ended_at is not None for effect in self.effects)
        )

    @property
    def factor(self) -> float | None:
        return next((effect.factor for effect in self.effects if effect.kind is Treatment.REDUCE), None)

    @property
    def link(self) -> str | None:
        return next((effect.link for effect in self.effects if effect.link), None)

    @property
    def until(self) -> datetime | None:
        return next((effect.until for effect in self.effects if effect.until), None)


@dataclass(frozen=True, slots=True)
class PublicDecision:
    """A decision as everybody may read it: no names, no subject, nobody's words.

    `clause_text`, `reason`, `countries`, `until` and `outcome` (of an appeal) are given where one is read alone.
    """

    id: int
    subject_kind: str
    policy_version: str
    clause_id: str
    clause_title: str
    treatment: Treatment
    factor: float | None
    automated: bool
    created_at: datetime
    undone_at: datetime | None
    log_entry: int
    clause_text: str = ""
    reason: str = ""
    countries: tuple[str, ...] = ()
    until: datetime | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """A case with what a moderator wants to know before deciding. Histories are newest first."""

    case: CaseView
    labels: tuple[LabelView, ...]
    subject_history: tuple[DecisionView, ...]
    account_history: tuple[DecisionView, ...]
    earlier_reports: tuple[ReportView, ...]


@dataclass(frozen=True, slots=True)
class StatementOfReasons:
    """Why, in sentences: what was found, under which clause, by whom or what, how far and how long, what to do."""

    facts: str
    clause_id: str
    clause_version: str
    clause_title: str
    clause_text: str
    automated: bool
    decided: str
    treatment: Treatment
    factor: float | None
    effect: str
    duration: str
    appeal: str
    detected: str = ""
    """How it was found, apart from who decided."""
    scope: str = ""
    """Where it acts."""
    countries: tuple[str, ...] = ()
    appeal_until: datetime | None = None
    """None where there is nothing to appeal, or no longer."""
