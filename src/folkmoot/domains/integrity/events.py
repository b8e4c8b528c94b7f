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
