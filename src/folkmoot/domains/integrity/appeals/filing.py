"""File an appeal, and talk about it."""

from datetime import timedelta

from django.db import IntegrityError

from folkmoot.domains.integrity.appeals import reading
from folkmoot.domains.integrity.appeals.involved import refuse_as_judge
from folkmoot.domains.integrity.appeals.types import AppealView
from folkmoot.domains.integrity.events import AppealFiled, AppealReplied
from folkmoot.domains.integrity.evidence import keeping
from folkmoot.domains.integrity.models import Appeal, AppealMessage, Case, Decision
from folkmoot.domains.integrity.policy.types import Treatment
from folkmoot.domains.integrity.subjects import ref_of
from folkmoot.domains.integrity.wording import words
from folkmoot.infra.audit import api as audit
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, Invalid, NotFound
from folkmoot.kernel.ids import new_id, time_of
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

WINDOW = timedelta(days=180)
DEADLINE = timedelta(days=7)
TEXT_LIMIT = 5000
MOST_MESSAGES = 100

FINAL = sentence("This rule allows no appeal. The imprint says how to reach the operator of this community.")
TOO_LATE = sentence("An appeal is possible for {days} days after the decision. That time is over.", days=WINDOW.days)
_TWICE = "You have appealed this decision already. Write there what you want to add."


def appeal(viewer: Viewer, *, decision_id: int, text: str) -> AppealView:
    """Appeal a decision about one's own account or something of one's own. Its deadline is 7 days ahead.

    Raises NotFound for others' decisions, Conflict for a second appeal, an undone decision, after 180 days, or where
    the rule allows none; Invalid for no words.
    """
    account_id = viewer.require_account()
    said = _words(text)
    try:
        with atomic_write():
            row = _file(_appealable(account_id, decision_id), account_id, said)
    except IntegrityError as error:
        raise Conflict("appealed already", safe=_TWICE) from error
    keeping.keep_of_appeal(AppealFiled(row.id, decision_id))
    return reading.access_appeal(viewer, row.id)


def reply(viewer: Viewer, *, appeal_id: int, text: str) -> AppealView:
    """Add to an open appeal, as the appellant or as a moderator who may judge it. The other side is told.

    Raises NotFound for others, Conflict for a decided appeal and for the same words twice in a row.
    """
    account_id = viewer.require_account()
    said = _words(text)
    with atomic_write():
        row = Appeal.objects.select_for_update().select_related("decision").filter(id=appeal_id).first()
        if row is None or not (viewer.is_staff or row.appellant == account_id):
            raise NotFound(f"appeal {appeal_id}")
        from_staff = row.appellant != account_id
        if from_staff:
            refuse_as_judge(account_id, row.decision)
        _say(row, account_id, said, from_staff=from_staff)
        audit.record(account_id, "integrity.appeal_reply", f"appeal:{row.id}", staff=from_staff)
        if from_staff:
            outbox.publish(AppealReplied(row.id, row.decision_id))
    return reading.access_appeal(viewer, appeal_id)


def why_not(decision: Decision) -> str | None:
    """Why there is nothing to appeal, in a sentence; None where an appeal is possible (or was made)."""
    if decision.undone_at is not None:
        return sentence("This decision was undone. There is nothing left to appeal.")
    if not decision.appealable:
        return FINAL
    return TOO_LATE if clock.now() > time_of(decision.id) + WINDOW else None


def _appealable(account_id: int, decision_id: int) -> Decision:
    row = Decision.objects.select_for_update().filter(id=decision_id, responsible=account_id).first()
    if row is None or row.treatment == Treatment.NONE:
        raise NotFound(f"decision {decision_id}")
    if Appeal.objects.filter(decision=row).exists():
        raise Conflict("appealed already", safe=_TWICE)
    reason = why_not(row)
    if reason:
        raise Conflict("not appealable", safe=reason)
    return row


def _file(decision: Decision, account_id: int, said: str) -> Appeal:
    if decision.case_id is None:
        decision.case = _case_for(decision)
        decision.save(update_fields=["case"])
    row = Appeal.objects.create(id=new_id(), decision=decision, appellant=account_id, due_at=clock.now() + DEADLINE)
    AppealMessage.objects.create(id=new_id(), appeal=row, author=account_id, from_staff=False, text=said)
    audit.record(account_id, "integrity.appeal", ref_of(decision), decision=decision.id, appeal=row.id)
    outbox.publish(AppealFiled(row.id, decision.id))
    return row


def _case_for(decision: Decision) -> Case:
    """A place for the evidence of what automation decided by itself: a case in which there is nothing to decide."""
    return Case.objects.create(
        id=new_id(),
        subject_kind=decision.subject_kind,
        subject_id=decision.subject_id,
        responsible=decision.responsible,
        closed_at=clock.now(),
    )


def _say(row: Appeal, author: int, said: str, *, from_staff: bool) -> None:
    if row.decided_at is not None:
        raise Conflict("appeal decided", safe="This appeal has been decided.")
    before = AppealMessage.objects.filter(appeal=row).order_by("-id")
    last = before.first()
    if last is not None and (last.author, last.text) == (author, said):
        raise Conflict("said twice", safe="You have sent this already.")
    if before.count() >= MOST_MESSAGES:
        raise Conflict(
            "too many messages",
            safe=sentence(
                "There is room for {most_messages} messages. A decision comes next.", most_messages=MOST_MESSAGES
            ),
        )
    AppealMessage.objects.create(id=new_id(), appeal=row, author=author, from_staff=from_staff, text=said)


def _words(text: str) -> str:
    said = words(text, limit=TEXT_LIMIT, field="text")
    if not said:
        raise Invalid("Please say in your own words what is wrong.", field="text")
    return said
