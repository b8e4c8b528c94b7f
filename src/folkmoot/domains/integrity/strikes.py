"""Strikes: what they are, how long they count, and what follows. Nothing here acts: a person decides a restriction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from folkmoot.domains.integrity import cases
from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.events import DecisionMade
from folkmoot.domains.integrity.models import Decision
from folkmoot.domains.integrity.policy.types import Clause, Limited, Treatment, TreatmentTerms
from folkmoot.domains.integrity.types import Match
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.refs import SubjectKind, SubjectRef, account_ref
from folkmoot.kernel.sentences import sentence

LASTS = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Strike:
    """One decision under a rule about harm, while it counts."""

    decision_id: int
    clause_title: str
    given_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """What follows from so many strikes within 90 days. `terms` is what is proposed to a person, if anything."""

    strikes: int
    text: str
    terms: TreatmentTerms | None = None


LADDER = (
    Step(1, sentence("You are told which rule it was. Nothing else follows.")),
    Step(2, sentence("You are told again. Nothing else follows.")),
    Step(
        3,
        sentence(
            "It is proposed to a moderator that for 7 days you do not reply to or mention people who do not follow you."
        ),
        TreatmentTerms(Treatment.RESTRICT, limits=(Limited.REPLY, Limited.MESSAGE), days=7),
    ),
    Step(
        5,
        sentence("It is proposed to a moderator that you publish nothing for 7 days. You can still read, and appeal."),
        TreatmentTerms(Treatment.RESTRICT, limits=(Limited.POST, Limited.MESSAGE), days=7),
    ),
    Step(
        8,
        sentence("It is proposed to a moderator that you publish nothing for 30 days. You can still read, and appeal."),
        TreatmentTerms(Treatment.RESTRICT, limits=(Limited.POST, Limited.MESSAGE, Limited.REACT), days=30),
    ),
)
"""Published on the page of decisions. A person decides each restriction, and none of them is for good."""


def strikes_of(account_id: int) -> tuple[Strike, ...]:
    """The strikes that count now, oldest first: not undone, not overturned, at most 90 days old."""
    rows = Decision.objects.filter(responsible=account_id, strike=True, undone_at=None).order_by("id")
    found = tuple(Strike(row.id, row.clause_title, time_of(row.id), time_of(row.id) + LASTS) for row in rows)
    now = clock.now()
    return tuple(one for one in found if one.expires_at > now)


def step_for(count: int) -> Step | None:
    """The step of the ladder that so many strikes stand on. Pure."""
    return next((step for step in reversed(LADDER) if count >= step.strikes), None)


def next_step(count: int) -> Step | None:
    """The step that further strikes would lead to. Pure."""
    return next((step for step in LADDER if step.strikes > count), None)


def ladder_terms(clause: Clause, ref: SubjectRef, responsible: int) -> Sequence[TreatmentTerms]:
    """What the ladder adds to the treatments that a clause allows against this account."""
    if ref.kind is not SubjectKind.ACCOUNT or not clause.strike:
        return ()
    step = step_for(len(strikes_of(responsible)))
    return (step.terms,) if step and step.terms else ()


def propose_next_step(event: DecisionMade) -> None:
    """Put before a person what the ladder says about an account that was given a strike."""
    row = Decision.objects.filter(id=event.decision_id, strike=True, undone_at=None).first()
    clause = current_policy().clause(row.clause_id) if row else None
    if row is None or clause is None or SubjectKind.ACCOUNT not in clause.subjects:
        return
    count = len(strikes_of(row.responsible))
    step = step_for(count)
    if step is not None and step.terms is not None:
        said = f"{count} strikes within {LASTS.days} days. The published ladder says: {step.text}"
        with atomic_write():
            cases.suggest(account_ref(row.responsible), row.responsible, [Match(clause, said)])
