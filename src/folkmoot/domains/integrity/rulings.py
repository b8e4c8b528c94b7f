"""Make a decision and end one: each is one row, its effects, its log entry, its audit row and its event."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from folkmoot.domains.integrity.events import DecisionMade, DecisionUndone
from folkmoot.domains.integrity.models import Decision, Effect
from folkmoot.domains.integrity.policy.types import Clause, Treatment, TreatmentTerms
from folkmoot.domains.integrity.subjects import ref_of
from folkmoot.domains.integrity.types import Detection
from folkmoot.infra.audit import api as audit
from folkmoot.infra.metrics.counted import DECISIONS
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.translog import api as translog
from folkmoot.kernel import clock
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import SubjectKind, SubjectRef

_WITHOUT_STRIKE = frozenset({Treatment.NONE, Treatment.HOLD, Treatment.RESTRICT})
"""A hold has found nothing yet, and a restriction is what strikes lead to: neither adds one. Nor does a machine."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision about to be made. `terms` is empty for "no action"; `decider` is None for automation."""

    ref: SubjectRef
    responsible: int
    policy_version: str
    clause: Clause | None
    terms: tuple[TreatmentTerms, ...]
    facts: str
    decider: int | None = None
    case_id: int | None = None
    link: str | None = None
    note: str = ""
    detected: Detection = Detection.PERSON
    seconded_by: int | None = None
    """Who confirmed it: removing an account takes two."""

    @property
    def treatment(self) -> Treatment:
        return self.terms[0].kind if self.terms else Treatment.NONE

    @property
    def factor(self) -> float | None:
        return next((terms.factor for terms in self.terms if terms.kind is Treatment.REDUCE), None)


def make(ruling: Ruling) -> Decision:
    """Make the decision, inside the caller's `atomic_write`."""
    if needs_a_second(ruling.ref, ruling.terms) and ruling.seconded_by in {None, ruling.decider}:
        raise RuntimeError("the removal of an account was not seconded")
    decision = _record(ruling)
    Effect.objects.bulk_create(_effect(decision, terms, ruling.link) for terms in ruling.terms)
    audit.record(ruling.decider, "integrity.decide", ruling.ref, decision=decision.id, treatment=ruling.treatment)
    if ruling.terms:
        outbox.publish(DecisionMade(decision.id))
    transaction.on_commit(partial(_count, ruling.treatment, ruling.decider))
    return decision


def _count(treatment: Treatment, decider: int | None) -> None:
    DECISIONS.labels(treatment.value, "automation" if decider is None else "person").inc()


def needs_a_second(ref: SubjectRef, terms: tuple[TreatmentTerms, ...]) -> bool:
    """Whether two people have to agree: nobody loses an account by the word of one, or of a machine."""
    return ref.kind is SubjectKind.ACCOUNT and any(each.kind is Treatment.REMOVE for each in terms)


def end(decision: Decision, *, undone_by: int, note: str) -> None:
    """Undo a decision that stands, inside the caller's `atomic_write`: its own effects end, and only those."""
    now = clock.now()
    decision.undone_at, decision.undone_by, decision.undo_note = now, undone_by, note
    decision.save(update_fields=["undone_at", "undone_by", "undo_note"])
    Effect.objects.filter(decision=decision, ended_at=None).update(ended_at=now)
    translog.append("decision_undone", decision=str(decision.id), at=now.isoformat())
    audit.record(undone_by, "integrity.undo", ref_of(decision), decision=decision.id)
    if decision.treatment != Treatment.NONE:
        outbox.publish(DecisionUndone(decision.id))


def commitment(salt: str, ref: SubjectRef) -> str:
    """What the public log says of a subject: nothing, until somebody shows the salt."""
    return hashlib.sha256(bytes.fromhex(salt) + str(ref).encode()).hexdigest()


def _record(ruling: Ruling) -> Decision:
    """The only place that makes decision rows: the row cannot be stored without the id of its log entry."""
    identifier, salt = new_id(), secrets.token_hex(16)
    return Decision.objects.create(
        id=identifier,
        case_id=ruling.case_id,
        subject_kind=ruling.ref.kind.value,
        subject_id=ruling.ref.id,
        responsible=ruling.responsible,
        policy_version=ruling.policy_version,
        treatment=ruling.treatment,
        automated=ruling.decider is None,
        decider=ruling.decider,
        seconded_by=ruling.seconded_by,
        detected=Detection.AUTOMATION if ruling.decider is None else ruling.detected,
        facts=ruling.facts,
        note=ruling.note,
        salt=salt,
        log_entry=_log(identifier, salt, ruling),
        **_from_clause(ruling),
    )


def _from_clause(ruling: Ruling) -> dict[str, object]:
    clause = ruling.clause
    if clause is None:
        return {"appealable": False}
    return {
        "clause_id": clause.id,
        "clause_title": clause.title,
        "clause_text": clause.text,
        "reason": clause.reason,
        "strike": clause.strike and ruling.decider is not None and ruling.treatment not in _WITHOUT_STRIKE,
        "appealable": clause.appeal,
    }


def _log(identifier: int, salt: str, ruling: Ruling) -> int:
    return translog.append(
        "decision",
        decision=str(identifier),
        subject_kind=ruling.ref.kind.value,
        subject_commitment=commitment(salt, ruling.ref),
        policy=ruling.policy_version,
        clause=ruling.clause.id if ruling.clause else "",
        treatment=ruling.treatment.value,
        factor=ruling.factor,
        automated=ruling.decider is None,
        at=clock.now().isoformat(),
    )


def _effect(decision: Decision, terms: TreatmentTerms, link: str | None) -> Effect:
    return Effect(
        id=new_id(),
        decision=decision,
        subject_kind=decision.subject_kind,
        subject_id=decision.subject_id,
        kind=terms.kind.value,
        factor=terms.factor,
        text=terms.text,
        link=link if terms.kind is Treatment.INFORM else None,
        countries=list(terms.countries),
        limits=list(terms.limits),
        until=_until(terms),
    )


def _until(terms: TreatmentTerms) -> datetime | None:
    if terms.hours is None and terms.days is None:
        return None
    return clock.now() + timedelta(days=terms.days or 0, hours=terms.hours or 0)
