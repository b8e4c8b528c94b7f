"""Facts that integrity publishes."""

from dataclasses import dataclass
from typing import ClassVar

from folkmoot.infra.outbox.api import Event


@dataclass(frozen=True, slots=True)
class ReportFiled(Event):
    """Somebody reported a subject for the first time."""

    kind: ClassVar[str] = "integrity.report_filed"
    report_id: int


@dataclass(frozen=True, slots=True)
class ReportAnswered(Event):
    """The case of a report was decided."""

    kind: ClassVar[str] = "integrity.report_answered"
    report_id: int


@dataclass(frozen=True, slots=True)
class DecisionMade(Event):
    """A decision took effect. Not published for "no action", which changes nothing for anybody."""

    kind: ClassVar[str] = "integrity.decision_made"
    decision_id: int


@dataclass(frozen=True, slots=True)
class DecisionUndone(Event):
    """The effects of a decision have ended because somebody undid it."""

    kind: ClassVar[str] = "integrity.decision_undone"
    decision_id: int


@dataclass(frozen=True, slots=True)
class BankGrew(Event):
    """A hash bank holds hashes that it did not hold before, or is used again."""

    kind: ClassVar[str] = "integrity.bank_grew"
    bank_id: int


@dataclass(frozen=True, slots=True)
class DecisionExpired(Event):
    """All effects of a decision have run out by themselves."""

    kind: ClassVar[str] = "integrity.decision_expired"
    decision_id: int


@dataclass(frozen=True, slots=True)
class CaseOpened(Event):
    """Something came before people: what it says has to be kept."""

    kind: ClassVar[str] = "integrity.case_opened"
    case_id: int


@dataclass(frozen=True, slots=True)
class AppealFiled(Event):
    """Somebody appealed a decision."""

    kind: ClassVar[str] = "integrity.appeal_filed"
    appeal_id: int
    decision_id: int


@dataclass(frozen=True, slots=True)
class AppealReplied(Event):
    """A moderator answered in an appeal."""

    kind: ClassVar[str] = "integrity.appeal_replied"
    appeal_id: int
    decision_id: int


@dataclass(frozen=True, slots=True)
class AppealDecided(Event):
    """An appeal has its outcome."""

    kind: ClassVar[str] = "integrity.appeal_decided"
    appeal_id: int
    decision_id: int


@dataclass(frozen=True, slots=True)
class CaseChanged(Event):
    """A case was opened, or has a new report or suggestion."""

    kind: ClassVar[str] = "integrity.case_changed"
    case_id: int


@dataclass(frozen=True, slots=True)
class PolicyPublished(Event):
    """A version of the policy was published, or is tried in shadow."""

    kind: ClassVar[str] = "integrity.policy_published"
    version_id: int


@dataclass(frozen=True, slots=True)
class WaveRuleChanged(Event):
    """A rule against a wave of spam was started, renewed or ended."""

    kind: ClassVar[str] = "integrity.wave_rule_changed"
    rule_id: int
