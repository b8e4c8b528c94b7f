"""Decide a case, decide without one, undo."""

from collections.abc import Collection

from folkmoot.domains.integrity import cases, choosing, rulings, views
from folkmoot.domains.integrity.appeals import closing
from folkmoot.domains.integrity.choosing import Order
from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.events import ReportAnswered
from folkmoot.domains.integrity.models import Case, Decision, Proposal, Report
from folkmoot.domains.integrity.policy.types import Treatment
from folkmoot.domains.integrity.rulings import Ruling
from folkmoot.domains.integrity.subjects import about, ref_of
from folkmoot.domains.integrity.types import DecisionView, Detection
from folkmoot.domains.integrity.wording import NOTE_LIMIT, words
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Forbidden, NotFound
from folkmoot.kernel.refs import SubjectRef
from folkmoot.kernel.viewer import Viewer

NEEDS_TWO = (
    "Removing an account needs a second person. Propose it, and another moderator confirms or rejects it; until then "
    "the account can be restricted."
)


def decide(
    viewer: Viewer,
    *,
    case_id: int,
    clause_id: str,
    treatment: str,
    factor: float | None = None,
    link: str | None = None,
    note: str = "",
    countries: Collection[str] = (),
    answer: str = "",
) -> DecisionView:
    """Decide an open case and answer its reports. The treatment "none" closes it without any effect.

    Choosing a clause's first default treatment brings all its defaults (found false: reduce and inform); any other
    one comes alone. `answer` are words to those who reported it; `countries` (ISO 3166-1 alpha-2) are those of a
    withholding. Raises Conflict where the case is decided or taken by another, Forbidden for the involved and for the
    removal of an account (`propose_removal`).
    """
    moderator = viewer.require_staff()
    order = choosing.order(
        clause_id=clause_id,
        treatment=treatment,
        factor=factor,
        link=link,
        note=note,
        countries=countries,
        answer=answer,
    )
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
    countries: Collection[str] = (),
) -> DecisionView:
    """Decide about a subject that a moderator came across: opens its case, or takes the open one, and decides it."""
    moderator = viewer.require_staff()
    order = choosing.order(
        clause_id=clause_id, treatment=treatment, factor=factor, link=link, note=note, countries=countries
    )
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
            closing.overturn_with(row, moderator, why)
    return views.decision(row, viewer)


def close(case: Case, *, acted: bool, answer: str = "") -> None:
    """Close a case and answer its reports. Inside the caller's `atomic_write`."""
    case.closed_at, case.taken_by, case.taken_until = clock.now(), None, None
    case.save(update_fields=["closed_at", "taken_by", "taken_until"])
    Proposal.objects.filter(case=case, answered_at=None).update(answered_at=clock.now())
    waiting = Report.objects.filter(case=case, answered_at=None)
    answered = list(waiting.values_list("id", flat=True))
    waiting.update(answered_at=clock.now(), acted=acted, answer=answer)
    for report_id in answered:
        outbox.publish(ReportAnswered(report_id))


def _decide(moderator: int, case: Case, order: Order) -> Decision:
    policy = current_policy()
    clause = policy.clause(order.clause_id)
    terms = choosing.terms_for(clause, ref_of(case), case.responsible, order)
    if rulings.needs_a_second(ref_of(case), terms):
        raise Forbidden("removal of an account by one person", safe=NEEDS_TWO)
    end_holds(case, moderator)
    row = rulings.make(
        Ruling(
            ref=ref_of(case),
            responsible=case.responsible,
            policy_version=policy.version,
            clause=clause,
            terms=terms,
            facts=facts_of(case, acted=bool(terms)),
            decider=moderator,
            case_id=case.id,
            link=order.link or None,
            note=order.note,
            detected=detection(case),
        )
    )
    # What is done meanwhile leaves a proposal, and so its case, open.
    if not terms or not Proposal.objects.filter(case=case, answered_at=None).exists():
        close(case, acted=bool(terms), answer=order.answer)
    return row


def end_holds(case: Case, moderator: int) -> None:
    """A hold by automation waits for a person; here that person decides, and the hold has done its work."""
    rows = Decision.objects.filter(about(ref_of(case)), automated=True, treatment=Treatment.HOLD, undone_at=None)
    for row in rows:
        rulings.end(row, undone_by=moderator, note="A person has decided.")


def detection(case: Case) -> Detection:
    """How a case came before people: reports count before what automation found."""
    if Report.objects.filter(case=case).exists():
        return Detection.REPORT
    return Detection.AUTOMATION if case.suggestions else Detection.PERSON


def facts_of(case: Case, *, acted: bool) -> str:
    """What a person found, in sentences without names."""
    people = Report.objects.filter(case=case).values("reporter").distinct().count()
    source = {0: "A moderator came across it", 1: "One person reported it"}.get(people, f"{people} people reported it")
    found = "found that this rule applies" if acted else "found that the rules allow it"
    subject = "picture or recording" if case.subject_kind == "media" else case.subject_kind
    return f"{source}. A person read this {subject} and {found}."
