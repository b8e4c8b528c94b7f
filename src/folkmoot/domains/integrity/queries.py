"""Read decisions, reports and cases on somebody's behalf."""

import dataclasses
from collections.abc import Collection

from folkmoot.domains.integrity import cases, views
from folkmoot.domains.integrity.group_desk.placing import with_community
from folkmoot.domains.integrity.models import Case, Decision, Effect, Label, Report
from folkmoot.domains.integrity.policy.types import Treatment
from folkmoot.domains.integrity.subjects import about, ref_of
from folkmoot.domains.integrity.types import CaseDetail, CaseView, DecisionView, PublicDecision, ReportView
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.viewer import Viewer

HISTORY_LIMIT = 20
QUEUE_LIMIT = 200
OWN_LIMIT = 200


def access_decision(viewer: Viewer, decision_id: int) -> DecisionView:
    """A decision, for staff and for the account that it is about. NotFound for everybody else."""
    row = Decision.objects.filter(id=decision_id).first()
    if row is None or not (viewer.is_staff or _concerns(viewer, row)):
        raise NotFound(f"decision {decision_id}")
    return views.decision(row, viewer)


def decisions_about(viewer: Viewer) -> tuple[DecisionView, ...]:
    """The decisions that changed something for the viewer, newest first, undone ones included."""
    rows = Decision.objects.filter(responsible=viewer.require_account()).exclude(treatment=Treatment.NONE)
    return views.decisions(rows.order_by("-id")[:OWN_LIMIT], viewer)


def decision_views(ids: Collection[int]) -> dict[int, DecisionView]:
    """Many decisions by id, as the account concerned may read them. For subscribers such as notifications."""
    rows = Decision.objects.filter(id__in=ids)
    return {view.id: view for view in views.decisions(rows, None)} if ids else {}


def report_views(ids: Collection[int]) -> dict[int, ReportView]:
    """Many reports by id. For subscribers, which tell a reporter the outcome."""
    return {row.id: views.report(row) for row in Report.objects.filter(id__in=ids)} if ids else {}


def reports_with_community(ids: Collection[int]) -> dict[int, ReportView]:
    """Those of the reports whose cases stand in the community's queue, and not with the moderators of a group."""
    rows = Report.objects.filter(id__in=ids, case__in=Case.objects.filter(with_community()))
    return {row.id: views.report(row) for row in rows}


def public_decisions(limit: int = 20, max_id: int | None = None) -> tuple[PublicDecision, ...]:
    """Decisions for everybody to read, newest first, older than `max_id`. Without names, subjects and words."""
    newest = Decision.objects.order_by("-id")
    rows = list(newest.filter(id__lt=max_id)[:limit] if max_id is not None else newest[:limit])
    reductions = Effect.objects.filter(decision__in=[row.id for row in rows], kind=Treatment.REDUCE)
    factors = dict(reductions.values_list("decision_id", "factor"))
    return tuple(views.public_decision(row, factors.get(row.id)) for row in rows)


def public_decision(decision_id: int) -> PublicDecision:
    """One of them, with its reason and where and how long it acts. NotFound for an id of none."""
    row = Decision.objects.filter(id=decision_id).first()
    if row is None:
        raise NotFound(f"decision {decision_id}")
    (view,) = views.decisions([row], None)
    return dataclasses.replace(
        views.public_decision(row, view.factor),
        clause_text=row.clause_text,
        reason=row.reason,
        countries=tuple(sorted({one for effect in view.effects for one in effect.countries})),
        until=view.until,
        outcome=view.appeal.outcome if view.appeal else None,
    )


def report_of(viewer: Viewer, report_id: int) -> ReportView:
    """A report, for the one who made it and for staff that it is not about. NotFound for everybody else."""
    row = Report.objects.filter(id=report_id).first()
    judges = row is not None and viewer.is_staff and row.responsible != viewer.account_id
    if row is None or not (judges or row.reporter == viewer.account_id):
        raise NotFound(f"report {report_id}")
    return views.report(row)


def reports_by(viewer: Viewer) -> tuple[ReportView, ...]:
    """What the viewer reported, newest first."""
    rows = Report.objects.filter(reporter=viewer.require_account())
    return tuple(views.report(row) for row in rows.order_by("-id")[:OWN_LIMIT])


def queue(viewer: Viewer, state: str = "open") -> tuple[CaseView, ...]:
    """The cases of others that are "open" (the most pressing first) or "closed" (newest first). Staff only."""
    rows = Case.objects.exclude(responsible=viewer.require_staff())
    if state == "open":
        rows = rows.filter(with_community(), closed_at=None).order_by("-priority", "id")
    else:
        rows = rows.exclude(closed_at=None).order_by("-closed_at", "id")
    return views.cases(rows[:QUEUE_LIMIT])


def case(viewer: Viewer, case_id: int) -> CaseDetail:
    """A case with its labels, and the histories of its subject and of the account.

    Staff only, and Forbidden for whom it is about: it says who reported it.
    """
    moderator = viewer.require_staff()
    row = Case.objects.filter(id=case_id).first()
    if row is None:
        raise NotFound(f"case {case_id}")
    cases.refuse_the_reported(moderator, row.responsible)
    same = about(ref_of(row))
    earlier = Report.objects.filter(same).exclude(case=row).order_by("-id")[:HISTORY_LIMIT]
    decisions = Decision.objects.order_by("-id")
    of_account = decisions.filter(responsible=row.responsible).exclude(same)
    return CaseDetail(
        case=views.case(row),
        labels=tuple(views.label(found) for found in Label.objects.filter(same).order_by("id")),
        subject_history=views.decisions(decisions.filter(same)[:HISTORY_LIMIT], viewer),
        account_history=views.decisions(of_account[:HISTORY_LIMIT], viewer),
        earlier_reports=tuple(views.report(found) for found in earlier),
    )


def _concerns(viewer: Viewer, row: Decision) -> bool:
    return row.responsible == viewer.account_id and row.treatment != Treatment.NONE
