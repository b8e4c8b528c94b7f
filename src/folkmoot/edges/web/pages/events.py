"""Events: what is to come, one of them, and what its organiser does."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.events import api as events
from folkmoot.domains.events.api import Answer, EventView, Which
from folkmoot.domains.groups import api as groups
from folkmoot.edges.web.pages import audience
from folkmoot.edges.web.pages.event_forms import EventForm, MakeEventForm, first_of
from folkmoot.edges.web.zones import zone_of
from folkmoot.infra.http.answers import go_back, say, warn
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import Conflict, Forbidden, NotFound, RateLimited
from folkmoot.kernel.ids import parse_id

form_page = require_http_methods(["GET", "HEAD", "POST"])
_TABS = (
    (Which.ALL, gettext_lazy("To come")),
    (Which.MINE, gettext_lazy("Mine")),
    (Which.GROUPS, gettext_lazy("My groups")),
    (Which.PAST, gettext_lazy("Past")),
)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    signed_in = viewer.account_id is not None
    tabs = [(which, name) for which, name in _TABS if signed_in or which in {Which.ALL, Which.PAST}]
    asked = request.GET.get("show", "")
    which = next((one for one, _name in tabs if one == asked), Which.ALL)
    group_id = parse_id(request.GET.get("group", ""))
    group = groups.access_group(viewer, group_id) if group_id is not None else None
    found = events.list_events(
        viewer, which, group_id=group.id if group else None, after=parse_id(request.GET.get("after", ""))
    )
    context = {
        "tabs": tabs,
        "which": which,
        "group": group,
        "events": found.items,
        "after": found.after,
        "zone": zone_of(request).key,
    }
    return render(request, "events/overview.html", context)


@require_safe
def show(request: HttpRequest, event_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    event = events.access_event(viewer, event_id)
    context: dict[str, Any] = {"event": event, "shown": event.post, **_times(request, event)}
    if viewer.account_id is not None and event.post.gap is None:
        context |= {
            "goers": events.people_of(viewer, event_id),
            "maybes": events.people_of(viewer, event_id, Answer.MAYBE),
        }
    return render(request, "events/event.html", context)


@require_safe
def of_post(request: HttpRequest, post_id: int) -> HttpResponse:
    return redirect(f"/events/{events.event_of_post(viewer_of(request), post_id).id}")


@form_page
def make(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    account_id = viewer.require_account()
    group_id = parse_id(request.GET.get("group", ""))
    first = {
        "zone": accounts.preferences_of(account_id).time_zone,
        "visibility": audience.value_of(group_id) if group_id else "public",
        "key": MakeEventForm.fresh_key(),
    }
    form = MakeEventForm(request.POST or None, initial=first)
    form.offer(viewer)
    if request.method == "POST" and form.is_valid():
        with form.refusals(RateLimited, Forbidden, Conflict):
            data = form.cleaned_data
            visibility, group = audience.chosen(data["visibility"])
            made = events.make(
                viewer,
                draft=form.draft(visibility=visibility, group_id=group, by_group=data.get("by_group", False)),
                organiser_id=parse_id(data.get("organiser", "")),
                idempotency_key=data["key"] or None,
            )
            say(request, _("The event is there, and a post announces it."))
            return redirect(f"/events/{made.id}")
    return form.page(request, "events/edit.html")


@form_page
def edit(request: HttpRequest, event_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    event = events.access_own(viewer, event_id)
    form = EventForm(request.POST or None, initial=first_of(event))
    if request.method == "POST" and form.is_valid():
        with form.refusals(RateLimited, Forbidden, Conflict):
            events.edit(viewer, event_id=event_id, draft=form.draft())
            say(request, _("The event is changed. Who goes is told of a new time or place."))
            return redirect(f"/events/{event_id}")
    return form.page(request, "events/edit.html", {"event": event})


@form_page
def cancel(request: HttpRequest, event_id: int) -> HttpResponse:
    """Ask first: nobody brings a cancelled event back."""
    viewer = viewer_of(request)
    event = events.access_to_cancel(viewer, event_id)
    if request.method == "POST":
        events.cancel(viewer, event_id=event_id)
        say(request, _("The event is cancelled, and who wanted to come is told."))
        return redirect(f"/events/{event_id}")
    return render(request, "events/cancel.html", {"event": event})


@require_POST
def answer(request: HttpRequest, event_id: int) -> HttpResponse:
    viewer, said = viewer_of(request), request.POST.get("answer", "")
    viewer.require_account()
    page = f"/events/{event_id}"
    if said not in set(Answer):
        raise NotFound("no such answer")
    try:
        events.respond(viewer, event_id=event_id, answer=Answer(said))
    except (Conflict, Forbidden) as error:
        warn(request, error.safe)
        return redirect(page)
    say(request, _("Your answer is kept. You can change it at any time."))
    return go_back(request, page)


def _times(request: HttpRequest, event: EventView) -> dict[str, Any]:
    """When it is by the viewer's own clock, where that shows another time."""
    own = zone_of(request)
    differs = _wall(event.starts_at, own) != _wall(event.starts_at, ZoneInfo(event.zone))
    return {"own_zone": own.key if differs else ""}


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
