"""Decide an appeal: uphold, amend, overturn."""

from folkmoot.domains.integrity import choosing, rulings
from folkmoot.domains.integrity.appeals import closing, reading
from folkmoot.domains.integrity.appeals.involved import refuse_as_judge
from folkmoot.domains.integrity.appeals.types import AppealView
from folkmoot.domains.integrity.choosing import Order
from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.models import Appeal, Decision
from folkmoot.domains.integrity.policy.types import Treatment
from folkmoot.domains.integrity.rulings import Ruling
from folkmoot.domains.integrity.subjects import ref_of
from folkmoot.domains.integrity.types import Detection, Outcome
from folkmoot.domains.integrity.wording import NOTE_LIMIT, words
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Conflict, Invalid, NotFound
from folkmoot.kernel.viewer import Viewer

_TO_JUDGE = (Outcome.UPHOLD, Outcome.AMEND, Outcome.OVERTURN)
_NO_REMOVAL = "An appeal cannot end in the removal of an account. Propose that in its case: it takes two people."
_AMENDED = "An appeal was heard, and a person who had not been involved changed the decision."


def decide_appeal(
    viewer: Viewer,
    *,
    appeal_id: int,
    outcome: str,
    reasons: str,
    clause_id: str = "",
    treatment: str = "",
    factor: float | None = None,
    link: str | None = None,
) -> AppealView:
    """Decide an open appeal, with reasons that the appellant reads.

    "uphold" leaves the decision; "overturn" ends all its effects and its strike; "amend" puts a new decision, under
    `clause_id` with `treatment`, in its place. Raises Conflict where it is decided already or nothing is left to
    amend, Forbidden for the involved, Invalid.
    """
    judge = viewer.require_staff()
    wanted = _outcome(outcome)
    said = words(reasons, limit=NOTE_LIMIT, field="reasons")
    if not said:
        raise Invalid("Please give the reasons. The person who appealed reads them.", field="reasons")
    order = choosing.order(clause_id=clause_id, treatment=treatment, factor=factor, link=link, note="")
    with atomic_write():
        row = _open(judge, appeal_id)
        replaced_by = _act(row.decision, wanted, order, judge)
        closing.end(row, wanted, by=judge, reasons=said, replaced_by=replaced_by)
    return reading.access_appeal(viewer, appeal_id)


def _outcome(text: str) -> Outcome:
    if text not in _TO_JUDGE:
        raise Invalid("Please choose: uphold, amend or overturn.", field="outcome")
    return Outcome(text)


def _open(judge: int, appeal_id: int) -> Appeal:
    # The decision is held first, as undoing does: whoever comes second sees what the first did.
    decision_id = Appeal.objects.filter(id=appeal_id).values_list("decision_id", flat=True).first()
    decision = Decision.objects.select_for_update().filter(id=decision_id or 0).first()
    if decision is None:
        raise NotFound(f"appeal {appeal_id}")
    row = Appeal.objects.select_for_update().get(id=appeal_id)
    if row.decided_at is not None:
        raise Conflict("appeal decided", safe="This appeal has been decided already.")
    row.decision = decision
    refuse_as_judge(judge, decision)
    return row


def _act(decision: Decision, outcome: Outcome, order: Order, judge: int) -> Decision | None:
    if outcome is Outcome.UPHOLD:
        return None
    if outcome is Outcome.OVERTURN:
        if decision.undone_at is None:
            rulings.end(decision, undone_by=judge, note="Overturned on appeal.")
        return None
    if decision.undone_at is not None:
        raise Conflict("nothing to amend", safe="The decision is undone already: there is nothing to amend.")
    made = rulings.make(_amended(decision, order, judge))
    rulings.end(decision, undone_by=judge, note="Amended on appeal.")
    return made


def _amended(decision: Decision, order: Order, judge: int) -> Ruling:
    policy, ref = current_policy(), ref_of(decision)
    clause = policy.clause(order.clause_id)
    terms = choosing.terms_for(clause, ref, decision.responsible, order)
    if not terms or order.treatment == Treatment.NONE:
        raise Invalid("To leave nothing of the decision, overturn it.", field="treatment")
    if rulings.needs_a_second(ref, terms):
        raise Invalid(_NO_REMOVAL, field="treatment")
    return Ruling(
        ref=ref,
        responsible=decision.responsible,
        policy_version=policy.version,
        clause=clause,
        terms=terms,
        facts=_AMENDED,
        decider=judge,
        case_id=decision.case_id,
        link=order.link or None,
        detected=Detection(decision.detected) if decision.detected else Detection.PERSON,
    )
