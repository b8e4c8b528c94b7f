"""Cases: opened by reports and proposals, taken with a lease so that two people never decide the same one."""

from collections.abc import Iterable

from django.db.models import Q

from folkmoot.domains.integrity import views
from folkmoot.domains.integrity.events import CaseOpened
from folkmoot.domains.integrity.leases import LEASE, lease_holds
from folkmoot.domains.integrity.models import Appeal, Case, Report
from folkmoot.domains.integrity.ordering import ranking
from folkmoot.domains.integrity.providers import conflict
from folkmoot.domains.integrity.subjects import ref_of
from folkmoot.domains.integrity.types import CaseView, Match, Outcome
from folkmoot.infra.audit import api as audit
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, Forbidden, NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import SubjectRef
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer


def open_or_join(ref: SubjectRef, responsible: int) -> Case:
    """The subject's open case, a new one if there is none, locked. Inside the caller's `atomic_write`."""
    case, fresh = Case.objects.select_for_update().get_or_create(
        subject_kind=ref.kind.value,
        subject_id=ref.id,
        closed_at=None,
        defaults={"id": new_id(), "responsible": responsible},
    )
    if fresh:
        outbox.publish(CaseOpened(case.id))
    return case


def suggest(ref: SubjectRef, responsible: int, matches: Iterable[Match]) -> None:
    """Put clauses that match before a person, each once. Inside the caller's `atomic_write`."""
    case = open_or_join(ref, responsible)
    for match in matches:
        said = {"title": match.clause.title, "facts": match.facts, "numbers": [list(pair) for pair in match.numbers]}
        case.suggestions.setdefault(match.clause.id, said)
    case.desk = "both" if case.desk == "group" else case.desk
    case.save(update_fields=["suggestions", "desk"])
    ranking.touch(case)


def take(viewer: Viewer, *, case_id: int) -> CaseView:
    """Keep a case for oneself for 15 minutes; taking it again prolongs that. Raises Conflict where another has it."""
    moderator = viewer.require_staff()
    with atomic_write():
        case = claim(moderator, case_id)
        hand_over(moderator, case)
    return views.case(case)


def release(viewer: Viewer, *, case_id: int) -> CaseView:
    """Give a case back before its time. Nothing happens where it was not one's own."""
    moderator = viewer.require_staff()
    with atomic_write():
        case = _find(case_id)
        if case.taken_by == moderator:
            case.taken_by = case.taken_until = None
            case.save(update_fields=["taken_by", "taken_until"])
            audit.record(moderator, "integrity.release", f"case:{case.id}")
    return views.case(case)


def hand_over(moderator: int, case: Case) -> None:
    """Lend a claimed case to a moderator, inside the caller's `atomic_write`."""
    case.taken_by, case.taken_until = moderator, clock.now() + LEASE
    case.first_taken_at = case.first_taken_at or clock.now()
    case.save(update_fields=["taken_by", "taken_until", "first_taken_at"])
    audit.record(moderator, "integrity.take", f"case:{case.id}")


def claim(moderator: int, case_id: int) -> Case:
    """The case, if it is open, nobody else has it, and this moderator may judge it."""
    case = _find(case_id)
    if case.closed_at is not None:
        raise Conflict("the case is closed", safe="This case has been decided already.")
    if case.taken_by not in {None, moderator} and lease_holds(case.taken_until):
        raise Conflict("the case is taken", safe="Another moderator is working on this case. Please take another one.")
    refuse_the_involved(moderator, case.responsible, Report.objects.filter(case=case, reporter=moderator).exists())
    _refuse_the_overruled(moderator, ref_of(case))
    return case


def _refuse_the_overruled(moderator: int, ref: SubjectRef) -> None:
    """Whose decision about the same was changed on appeal does not make it again."""
    theirs = Q(decision__decider=moderator) | Q(decision__seconded_by=moderator)
    changed = Appeal.objects.filter(theirs, outcome__in=[Outcome.OVERTURN.value, Outcome.AMEND.value])
    if (
        changed.filter(decision__subject_kind=ref.kind.value, decision__subject_id=ref.id)
        .exclude(decided_by=moderator)
        .exists()
    ):
        raise Forbidden(
            "decider was overruled",
            safe="Your decision about this was changed on appeal. Another moderator must decide it.",
        )


def refuse_the_involved(moderator: int, responsible: int, reported: bool) -> None:
    """Nobody judges what is their own. Raises Forbidden with the reason."""
    if moderator == responsible:
        raise Forbidden("decider is responsible", safe="This is about yourself. Another moderator must decide it.")
    if reported:
        raise Forbidden("decider is reporter", safe="You reported this yourself. Another moderator must decide it.")
    reason = conflict(moderator, responsible)
    if reason:
        raise Forbidden(
            "decider is involved", safe=sentence("{reason} Another moderator must decide it.", reason=reason)
        )


def refuse_the_reported(moderator: int, responsible: int) -> None:
    """Who is reported does not learn by whom, not even a moderator. Raises Forbidden."""
    if moderator == responsible:
        raise Forbidden(
            "a look at a case about oneself",
            safe="This is about yourself. Other moderators look after it, and who reported it stays with them.",
        )


def _find(case_id: int) -> Case:
    case = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        raise NotFound(f"case {case_id}")
    return case
