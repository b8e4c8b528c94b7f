"""Which accounts something acts on; reports as lists. For staff."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from folkmoot.domains.integrity import views
from folkmoot.domains.integrity.models import Case, CaseNote, Decision, Effect, Report
from folkmoot.domains.integrity.policy.types import Treatment
from folkmoot.domains.integrity.review.notes import NoteView
from folkmoot.domains.integrity.subjects import about, about_any
from folkmoot.domains.integrity.types import CaseView, DecisionView, ReportView
from folkmoot.kernel import clock
from folkmoot.kernel.ids import floor_id, time_of
from folkmoot.kernel.pages import Page, PageRequest, page_ids
from folkmoot.kernel.refs import SubjectKind, SubjectRef
from folkmoot.kernel.viewer import Viewer

_MOST = 5000


def accounts_under(kinds: Collection[Treatment]) -> tuple[int, ...]:
    """The accounts on which such a treatment acts now, the newest 5,000."""
    unexpired = Q(until=None) | Q(until__gt=clock.now())
    rows = Effect.objects.filter(unexpired, subject_kind=SubjectKind.ACCOUNT.value, kind__in=kinds, ended_at=None)
    return tuple(dict.fromkeys(rows.order_by("-id").values_list("subject_id", flat=True)[:_MOST]))


def decisions_on(viewer: Viewer, account_id: int, *, limit: int = 50) -> tuple[DecisionView, ...]:
    """The decisions about an account and what it published, newest first. Staff only."""
    viewer.require_staff()
    return views.decisions(Decision.objects.filter(responsible=account_id).order_by("-id")[:limit], viewer)


def cases_of(viewer: Viewer, account_id: int, *, limit: int = 50) -> tuple[CaseView, ...]:
    """The cases about an account and what it published, newest first. Staff only, and not about oneself."""
    moderator = viewer.require_staff()
    rows = Case.objects.filter(responsible=account_id).exclude(responsible=moderator)
    return views.cases(rows.order_by("-id")[:limit])


def reports_page(
    viewer: Viewer,
    page: PageRequest,
    *,
    answered: bool | None = None,
    reporter: int | None = None,
    responsible: int | None = None,
) -> Page[ReportView]:
    """Reports, newest first. Staff only; nobody is shown who reported them."""
    moderator = viewer.require_staff()
    rows = Report.objects.exclude(responsible=moderator)
    rows = rows.filter(answered_at__isnull=not answered) if answered is not None else rows
    rows = rows.filter(reporter=reporter) if reporter is not None else rows
    rows = rows.filter(responsible=responsible) if responsible is not None else rows
    rows = rows.filter(id__lt=page.max_id) if page.max_id is not None else rows
    rows = rows.filter(id__gt=page.floor) if page.floor is not None else rows
    found = {row.id: row for row in rows.order_by("id" if page.upwards else "-id")[: page.limit + 1]}
    ids = page_ids(list(found), page)
    return Page(tuple(views.report(found[one]) for one in ids.items), ids.next_max_id, ids.prev_min_id)


def open_cases_of(viewer: Viewer, refs: Collection[SubjectRef]) -> dict[SubjectRef, CaseView]:
    """The open case of each of these subjects, where there is one. Staff only."""
    viewer.require_staff()
    rows = Case.objects.filter(about_any(refs), closed_at=None) if refs else Case.objects.none()
    return {case.ref: case for case in views.cases(rows)}


def notes_about(viewer: Viewer, account_id: int, *, limit: int = 20) -> tuple[NoteView, ...]:
    """The notes of moderators on the cases of an account, newest first. Staff only, and not about oneself."""
    moderator = viewer.require_staff()
    rows = CaseNote.objects.filter(case__responsible=account_id).exclude(case__responsible=moderator)
    return tuple(NoteView(row.author, row.text, time_of(row.id)) for row in rows.order_by("-id")[:limit])


def deciders_of(viewer: Viewer, case_ids: Collection[int]) -> dict[int, int]:
    """Who decided these cases. Staff only; automation is left out."""
    moderator = viewer.require_staff()
    rows = Decision.objects.filter(case_id__in=case_ids, case_id__isnull=False, decider__isnull=False).exclude(
        responsible=moderator
    )
    found = rows.order_by("id").values_list("case_id", "decider")
    return {case_id: decider for case_id, decider in found if decider is not None}


def active_on(viewer: Viewer, ref: SubjectRef, kinds: Collection[Treatment]) -> tuple[int, ...]:
    """The decisions by which such treatments act on a subject now. Staff only."""
    viewer.require_staff()
    unexpired = Q(until=None) | Q(until__gt=clock.now())
    rows = Effect.objects.filter(about(ref), unexpired, kind__in=kinds, ended_at=None)
    return tuple(dict.fromkeys(rows.order_by("id").values_list("decision_id", flat=True)))


def report_counts(viewer: Viewer, since: datetime, until: datetime) -> tuple[int, int]:
    """How many reports came from `since` to before `until`, and how many were answered then. Staff only."""
    viewer.require_staff()
    opened = Report.objects.filter(id__gte=floor_id(since), id__lt=floor_id(until)).count()
    return opened, Report.objects.filter(answered_at__gte=since, answered_at__lt=until).count()
