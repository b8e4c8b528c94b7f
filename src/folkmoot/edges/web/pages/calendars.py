"""Calendar files: of one event, and of one's own by a secret address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.domains.community import api as community
from folkmoot.domains.events import api as events
from folkmoot.edges.web.calendar_file import CONTENT_TYPE, calendar_file
from folkmoot.edges.web.sharing.shown import absolute
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import NotFound


@require_safe
def one(request: HttpRequest, event_id: int) -> HttpResponse:
    event = events.access_event(viewer_of(request), event_id)
    if event.post.gap is not None:
        raise NotFound("event is gone")
    return _file(calendar_file([event]), f"event-{event.id}.ics")


@require_safe
def mine(_request: HttpRequest, token: str) -> HttpResponse:
    """For a calendar program, which has no session: whoever knows the address reads it."""
    account_id = events.owner_of_calendar(token)
    name = community.settings().name
    return _file(calendar_file(events.calendar_of(account_id), name=name), "events.ics")


@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Show the secret address; make it, or a new one."""
    viewer = viewer_of(request)
    if request.method == "POST":
        events.renew_calendar(viewer)
        say(request, _("This is the new address. An older one does not work any more."))
        return redirect(request.path)
    token = events.calendar_token(viewer)
    return render(request, "events/calendar.html", {"address": absolute(f"/events/mine/{token}.ics") if token else ""})


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, max-age=300"
    return response
