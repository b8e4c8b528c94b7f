"""Who reports, as staff see it."""

from collections.abc import Collection

from folkmoot.domains.integrity import views
from folkmoot.domains.integrity.models import Report
from folkmoot.domains.integrity.ordering.reliability import NEWCOMER, Reliability, counted
from folkmoot.domains.integrity.types import ReportView
from folkmoot.kernel.viewer import Viewer

LIST_LIMIT = 200


def reliability_of(viewer: Viewer, reporters: Collection[int]) -> dict[int, Reliability]:
    """How often each person's reports were acted on. Staff only."""
    viewer.require_staff()
    found = counted(reporters)
    return {one: found.get(one, NEWCOMER) for one in reporters}


def reports_of(viewer: Viewer, account_id: int) -> tuple[ReportView, ...]:
    """What somebody reported of others than the viewer, newest first. Staff only."""
    rows = Report.objects.filter(reporter=account_id).exclude(responsible=viewer.require_staff())
    return tuple(views.report(row) for row in rows.order_by("-id")[:LIST_LIMIT])
