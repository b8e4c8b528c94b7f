"""Removing an account takes two: one proposes, another who is not involved confirms or rejects."""

from folkmoot.domains.integrity import cases, choosing, deciding, rulings, views
from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.models import Case, Decision, Proposal, Report
from folkmoot.domains.integrity.policy.types import Treatment
from folkmoot.domains.integrity.providers import staff
from folkmoot.domains.integrity.rulings import Ruling
from folkmoot.domains.integrity.subjects import ref_of
from folkmoot.domains.integrity.types import DecisionView, ProposalView
from folkmoot.domains.integrity.wording import NOTE_LIMIT, words
from folkmoot.infra.audit import api as audit
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import SubjectKind, SubjectRef
from folkmoot.kernel.viewer import Viewer


def propose_removal(
    viewer: Viewer, *, ref: SubjectRef, responsible: int, clause_id: str, link: str | None = None, note: str = ""
) -> ProposalView:
    """Propose to remove an account. Nothing happens to it until another moderator confirms.

    Raises Conflict where it is proposed already or another works on the case, Forbidden for the involved, Invalid.
    """
    moderator = viewer.require_staff()
    if ref.kind is not SubjectKind.ACCOUNT:
        raise Invalid("Only the removal of an account takes two people.", field="treatment")
    order = choosing.order(clause_id=clause_id, treatment=Treatment.REMOVE, factor=None, link=link, note=note)
    with atomic_write():
        case = cases.claim(moderator, cases.open_or_join(ref, responsible).id)
        choosing.terms_for(current_policy().clause(clause_id), ref, responsible, order)
        row = _propose(case, order, moderator)
    return views.proposal(row)


def confirm_removal(viewer: Viewer, *, proposal_id: int, note: str = "") -> DecisionView:
    """Agree, as the second person: now the account is removed, and the reports are answered.

    Raises Conflict where it is answered already, Forbidden for the one who proposed it and for the involved.
    """
    moderator = viewer.require_staff()
    said = words(note, limit=NOTE_LIMIT, field="note")
    with atomic_write():
        row = _open(moderator, proposal_id)
        row.decision = made = _decide(row, moderator)
        _answer(row, moderator, said)
        deciding.close(row.case, acted=True)
    return views.decision(made, viewer)


def reject_removal(viewer: Viewer, *, proposal_id: int, note: str = "") -> ProposalView:
    """Disagree: the account stays, and the case is open for another decision.

    The one who proposed it may so take it back. Raises Conflict where it is answered already.
    """
    moderator = viewer.require_staff()
    said = words(note, limit=NOTE_LIMIT, field="note")
    with atomic_write():
        row = _open(moderator, proposal_id, own=True)
        _answer(row, moderator, said)
        audit.record(moderator, "integrity.reject_removal", ref_of(row.case), proposal=row.id)
    return views.proposal(row)


def may_second(moderator: int, proposal: ProposalView) -> bool:
    """Whether this person can be the second one, as far as the proposal itself tells."""
    return moderator != proposal.proposed_by


def is_alone(moderator: int) -> bool:
    """Whether this community has no other moderator or operator who could be the second person."""
    return not [one for one in staff() if one != moderator]


def _propose(case: Case, order: choosing.Order, moderator: int) -> Proposal:
    if Proposal.objects.filter(case=case, answered_at=None).exists():
        raise Conflict("proposed already", safe="The removal of this account is proposed already.")
    case.taken_by = case.taken_until = None
    case.save(update_fields=["taken_by", "taken_until"])
    row = Proposal.objects.create(
        id=new_id(),
        case=case,
        clause_id=order.clause_id,
        link=order.link,
        note=order.note,
        proposed_by=moderator,
    )
    audit.record(moderator, "integrity.propose_removal", ref_of(case), proposal=row.id)
    return row


def _open(moderator: int, proposal_id: int, *, own: bool = False) -> Proposal:
    found = Proposal.objects.filter(id=proposal_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotFound(f"proposal {proposal_id}")
    # The case is held first, as every other decision does: two at once wait for each other.
    case = Case.objects.select_for_update().get(id=found)
    row = Proposal.objects.select_for_update().select_related("case").get(id=proposal_id)
    if row.answered_at is not None or case.closed_at is not None:
        raise Conflict("proposal answered", safe="This proposal has been answered already.")
    if row.proposed_by == moderator and not own:
        raise Forbidden("own proposal", safe="You proposed this yourself. A second person must confirm it.")
    reported = Report.objects.filter(case=case, reporter=moderator).exists()
    cases.refuse_the_involved(moderator, case.responsible, reported)
    return row


def _answer(row: Proposal, moderator: int, note: str) -> None:
    row.answered_at, row.answered_by, row.answer_note = clock.now(), moderator, note
    row.save(update_fields=["answered_at", "answered_by", "answer_note", "decision"])


def _decide(row: Proposal, moderator: int) -> Decision:
    policy, case = current_policy(), row.case
    clause, ref = policy.clause(row.clause_id), ref_of(row.case)
    order = choosing.order(
        clause_id=row.clause_id, treatment=Treatment.REMOVE, factor=None, link=row.link, note=row.note
    )
    terms = choosing.terms_for(clause, ref, case.responsible, order)
    deciding.end_holds(case, moderator)
    return rulings.make(
        Ruling(
            ref=ref,
            responsible=case.responsible,
            policy_version=policy.version,
            clause=clause,
            terms=terms,
            facts=f"{deciding.facts_of(case, acted=True)} A second person confirmed it.",
            decider=row.proposed_by,
            seconded_by=moderator,
            case_id=case.id,
            link=row.link or None,
            note=row.note,
            detected=deciding.detection(case),
        )
    )
