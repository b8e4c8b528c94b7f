"""Reports; what is done with one is done with its case."""

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import CaseView, ReportView, Treatment
from folkmoot.edges.mastodon.call import Call, Listed
from folkmoot.edges.mastodon.present import admin as present
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire.admin import AdminReport
from folkmoot.kernel.errors import Forbidden, NotFound
from folkmoot.kernel.ids import parse_id

routes = Routes()
_WHICH = {"resolved": bool, "account_id": str, "target_account_id": str}
_READ, _WRITE = "admin:read:reports", "admin:write:reports"
_AS_FILED = "A report stays as its reporter filed it. The rule is chosen when the case is decided."


@routes.get("/api/v1/admin/reports", _READ, fields=_WHICH)
def reports(call: Call) -> Listed[AdminReport]:
    """Those that wait; with `resolved`, those that are answered."""
    page = integrity.reports_page(
        call.viewer,
        call.page(default=100, most=200),
        answered=call.flag("resolved"),
        reporter=parse_id(call.text("account_id")),
        responsible=parse_id(call.text("target_account_id")),
    )
    return Listed.like(page, present.reports(call.viewer, page.items))


@routes.get("/api/v1/admin/reports/<report_id>", _READ)
def one(call: Call) -> AdminReport:
    return _shown(call)


@routes.put("/api/v1/admin/reports/<report_id>", _WRITE)
def update(call: Call) -> AdminReport:
    """Nobody rewrites what somebody else said."""
    _report(call)
    raise Forbidden("reports stay", safe=_AS_FILED)


@routes.post("/api/v1/admin/reports/<report_id>/assign_to_self", _WRITE)
def assign(call: Call) -> AdminReport:
    """Take the case, for a quarter of an hour."""
    case = _case(call)
    if case is not None:
        integrity.take(call.viewer, case_id=case.id)
    return _shown(call)


@routes.post("/api/v1/admin/reports/<report_id>/unassign", _WRITE)
def unassign(call: Call) -> AdminReport:
    case = _case(call)
    if case is not None:
        integrity.release(call.viewer, case_id=case.id)
    return _shown(call)


@routes.post("/api/v1/admin/reports/<report_id>/resolve", _WRITE)
def resolve(call: Call) -> AdminReport:
    """Decide the case: no rule is broken. Everybody who reported it is answered."""
    case = _case(call)
    if case is not None:
        integrity.decide(call.viewer, case_id=case.id, clause_id="", treatment=Treatment.NONE)
    return _shown(call)


@routes.post("/api/v1/admin/reports/<report_id>/reopen", _WRITE)
def reopen(call: Call) -> AdminReport:
    """Put the same thing before moderators again: a new case, in the line like every other."""
    found = _report(call)
    integrity.open_case(call.viewer, ref=found.ref, responsible=found.responsible)
    return _shown(call)


def _report(call: Call) -> ReportView:
    call.viewer.require_staff()
    found = integrity.report_of(call.viewer, call.id("report_id"))
    if found.responsible == call.viewer.account_id:
        raise NotFound("a report about oneself")
    return found


def _case(call: Call) -> CaseView | None:
    found = _report(call)
    return integrity.open_cases_of(call.viewer, [found.ref]).get(found.ref)


def _shown(call: Call) -> AdminReport:
    made = present.reports(call.viewer, [_report(call)])
    if not made:
        raise NotFound("somebody of this report is gone")
    return made[0]
