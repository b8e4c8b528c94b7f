"""What came of somebody's reports, in words that say nothing about others."""

from collections.abc import Iterable
from dataclasses import dataclass

from folkmoot.domains.integrity import views
from folkmoot.domains.integrity.models import Decision, Report
from folkmoot.domains.integrity.policy.types import Treatment
from folkmoot.domains.integrity.types import ReportView
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

PAGE = 30
_POST = {
    Treatment.REMOVE: sentence("The post was removed."),
    Treatment.HOLD: sentence("The post is held back for now."),
    Treatment.REDUCE: sentence("The post travels less far now."),
    Treatment.INFORM: sentence("The post carries a note now."),
    Treatment.WITHHOLD: sentence("The post is withheld where a law forbids it."),
}
_UNDONE = sentence("It was looked at again, and this was undone.")
_ACTED = sentence("Measures were taken. What they are is between the moderators and that account.")


@dataclass(frozen=True, slots=True)
class ReportAnswer:
    """A report and what came of it. `clause_title` is the rule that was applied; "" where none was, or not yet.

    `done` says in a general sentence what was done, "" where nothing was.
    """

    report: ReportView
    clause_title: str = ""
    done: str = ""


def answers(
    viewer: Viewer, *, answered: bool | None = None, max_id: int | None = None, limit: int = PAGE
) -> tuple[ReportAnswer, ...]:
    """What the viewer reported, newest first; `answered` leaves only those that are answered, or that wait."""
    rows = Report.objects.filter(reporter=viewer.require_account())
    if answered is not None:
        rows = rows.filter(answered_at__isnull=not answered)
    if max_id is not None:
        rows = rows.filter(id__lt=max_id)
    found = list(rows.order_by("-id")[:limit])
    decided = _decided(row.case_id for row in found if row.acted)
    return tuple(_answer(row, decided.get(row.case_id)) for row in found)


def _decided(case_ids: Iterable[int]) -> dict[int, Decision]:
    """The decision of each case that did something; the last where there are several."""
    rows = Decision.objects.filter(case__in=list(case_ids)).exclude(treatment=Treatment.NONE)
    return {row.case_id: row for row in rows.order_by("id") if row.case_id is not None}


def _answer(row: Report, decision: Decision | None) -> ReportAnswer:
    if decision is None:
        return ReportAnswer(views.report(row))
    if decision.undone_at is not None:
        return ReportAnswer(
            views.report(row), decision.clause_title, sentence("It was looked at again, and this was undone.")
        )
    done = _POST.get(Treatment(decision.treatment), _ACTED) if row.subject_kind == "post" else _ACTED
    return ReportAnswer(views.report(row), decision.clause_title, done)
