"""The second person: confirm or reject the removal of an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from folkmoot.domains.integrity import api as integrity
from folkmoot.infra.http.answers import say, warn
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.words import said
from folkmoot.kernel.errors import Conflict, Forbidden


@require_POST
def answer(request: HttpRequest, case_id: int, proposal_id: int) -> HttpResponse:
    """`do`: confirm, or anything else to reject."""
    viewer = viewer_of(request)
    viewer.require_staff()
    note = request.POST.get("note", "")
    try:
        if request.POST.get("do") == "confirm":
            integrity.confirm_removal(viewer, proposal_id=proposal_id, note=note)
            say(request, _("Confirmed. The account is removed, and told why."))
        else:
            integrity.reject_removal(viewer, proposal_id=proposal_id, note=note)
            say(request, _("Rejected. The account stays, and the case is open for another decision."))
    except (Conflict, Forbidden) as error:
        warn(request, said(error.safe))
    return redirect(f"/console/cases/{case_id}")
