"""What somebody chose to keep aside: one request for each account, to let in or to put away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.notifications import api as notifications
from folkmoot.edges.web.lists import list_page
from folkmoot.infra.http.answers import page_request, say
from folkmoot.infra.http.requests import viewer_of


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    page = notifications.requests(viewer_of(request), page_request(request))
    return list_page(request, "feed/aside.html", page, {}, items="feed/aside_items.html")


@require_POST
def answer(request: HttpRequest, request_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    if request.POST.get("do") == "accept":
        notifications.accept_requests(viewer, request_ids=[request_id])
        say(request, _("You are told of it now, and of what they do from now on."))
    else:
        notifications.dismiss_requests(viewer, request_ids=[request_id])
        say(request, _("It is put away. They are not told."))
    return redirect("/notifications/requests")
