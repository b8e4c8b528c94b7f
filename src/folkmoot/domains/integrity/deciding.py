"""Decide a case, decide without one, undo."""

import dataclasses
import math
from collections.abc import Iterable

from folkmoot.domains.integrity import cases, rulings, views
from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.events import ReportAnswered
from folkmoot.domains.integrity.models import Case, Decision, Report
from folkmoot.domains.integrity.policy.types import Clause, Treatment, TreatmentTerms
from folkmoot.domains.integrity.rulings import Ruling
from folkmoot.domains.integrity.subjects import about, ref_of
from folkmoot.domains.integrity.types import DecisionView
from folkmoot.domains.integrity.wording import COMMENT_LIMIT, NOTE_LIMIT, web_address, words
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.refs import SubjectRef
from folkmoot.kernel.viewer import Viewer


@dataclasses.dataclass(frozen=True, slots=True)
class _Order:
    """What a moderator asks for, before it is checked against a case."""

    clause_id: str
    treatment: str
    factor: float | None
    link: str
    note: str
    answer: str


def decide(
    viewer: Viewer,
    *,
    case_id: int,
    clause_id: str,
    treatment: str,
    factor: float | None = None,
    link: str | None = None,
    note: str = "",
    answer: str = "",
) -> DecisionView:
    """Decide an open case and answer its reports. The treatment "none" closes it without any effect.

    `answer` are words to those who reported it.

    Choosing a clause's first default treatment brings all its defaults (found false: reduce and inform); any other
    one comes alone. Raises Conflict where the case is decided or taken by another, Forbidden for the involved.
    """
    moderator = viewer.require_staff()
    order = _order(clause_id, treatment, factor, link, note, answer=answer)
    with atomic_write():
        row = _decide(moderator, cases.claim(moderator, case_id), order)
    return views.decision(row, viewer)


def decide_on(
    viewer: Viewer,
    *,
    ref: SubjectRef,
    responsible: int,
    clause_id: str,
    treatment: str,
    factor: float | None = None,
    link: str | None = None,
    note: str = "",
) -> DecisionView:
    """Decide about a subject that a moderator came across: opens its case, or takes the open one, and decides it."""
    moderator = viewer.require_staff()
    order = _order(clause_id, treatment, factor, link, note)
    with atomic_write():
        case = cases.claim(moderator, cases.open_or_join(ref, responsible).id)
        row = _decide(moderator, case, order)
    return views.decision(row, viewer)


def undo(viewer: Viewer, *, decision_id: int, note: str) -> DecisionView:
    """End exactly the effects of this decision; those of others stand. Undoing it again changes nothing."""
    moderator = viewer.require_staff()
    why = words(note, limit=NOTE_LIMIT, field="note")
    with atomic_write():
        row = Decision.objects.select_for_update().filter(id=decision_id).first()
        if row is None:
            raise NotFound(f"decision {decision_id}")
        reported = Report.objects.filter(about(ref_of(row)), reporter=moderator).exists()
        cases.refuse_the_involved(moderator, row.responsible, reported)
        if row.undone_at is None:
            rulings.end(row, undone_by=moderator, note=why)
    return views.decision(row, viewer)


def close(case: Case, *, acted: bool, answer: str = "") -> None:
    """Close a case and answer its reports. Inside the caller's `atomic_write`."""
    case.closed_at, case.taken_by, case.taken_until = clock.now(), None, None
    case.save(update_fields=["closed_at", "taken_by", "taken_until"])
    waiting = Report.objects.filter(case=case, answered_at=None)
    answered = list(waiting.values_list("id", flat=True))
    waiting.update(answered_at=clock.now(), acted=acted, answer=answer)
    for report_id in answered:
        outbox.publish(ReportAnswered(report_id))


def _order(
    clause_id: str, treatment: str, factor: float | None, link: str | None, note: str, *, answer: str = ""
) -> _Order:
    return _Order(
        clause_id,
        treatment,
        factor,
        web_address(link or ""),
        words(note, limit=NOTE_LIMIT, field="note"),
        words(answer, limit=COMMENT_LIMIT, field="answer"),
    )


def _decide(moderator: int, case: Case, order: _Order) -> Decision:
    policy = current_policy()
    clause = policy.clause(order.clause_id)
    terms = _terms(clause, case.subject_kind, order)
    _end_holds(case, moderator)
    row = rulings.make(
        Ruling(
            ref=ref_of(case),
            responsible=case.responsible,
            policy_version=policy.version,
            clause=clause,
            terms=terms,
            facts=_facts(case, bool(terms)),
            decider=moderator,
            case_id=case.id,
            link=order.link or None,
            note=order.note,
        )
    )
    close(case, acted=bool(terms), answer=order.answer)
    return row


def _end_holds(case: Case, moderator: int) -> None:
    """A hold by automation waits for a person; here that person decides, and the hold has done its work."""
    rows = Decision.objects.filter(about(ref_of(case)), automated=True, treatment=Treatment.HOLD, undone_at=None)
    for row in rows:
        rulings.end(row, undone_by=moderator, note="A person has decided.")


def _terms(clause: Clause | None, subject_kind: str, order: _Order) -> tuple[TreatmentTerms, ...]:
    """The terms that the clause allows for what was ordered. Raises Invalid."""
    if order.treatment == Treatment.NONE:
        return ()
    if clause is None:
        raise Invalid("Please choose the rule that applies.", field="clause_id")
    if subject_kind not in clause.subjects:
        raise Invalid(f"The rule “{clause.title}” is not about this kind of thing.", field="clause_id")
    chosen = next((terms for terms in clause.treatments if terms.kind == order.treatment), None)
    if chosen is None:
        allowed = ", ".join(terms.kind for terms in clause.treatments)
        raise Invalid(f"The rule “{clause.title}” does not allow that. It allows: {allowed}.", field="treatment")
    terms = clause.default_terms if chosen.kind is clause.default[0] else (chosen,)
    if any(each.needs_link for each in terms) and not order.link:
        raise Invalid("Please link the source that the note names.", field="link")
    return _with_factor(terms, order.factor)


def _with_factor(terms: Iterable[TreatmentTerms], factor: float | None) -> tuple[TreatmentTerms, ...]:
    if factor is None:
        return tuple(terms)
    if not (math.isfinite(factor) and 0 <= factor < 1):
        raise Invalid("The factor is a share of the reach that is left: from 0 to less than 1.", field="factor")
    return tuple(dataclasses.replace(each, factor=factor) if each.kind is Treatment.REDUCE else each for each in terms)


def _facts(case: Case, acted: bool) -> str:
    people = Report.objects.filter(case=case).values("reporter").distinct().count()
    source = {0: "A moderator came across it", 1: "One person reported it"}.get(people, f"{people} people reported it")
    found = "found that this rule applies" if acted else "found that the rules allow it"
    subject = "account" if case.subject_kind == "account" else case.subject_kind
    return f"{source}. A person read this {subject} and {found}."
