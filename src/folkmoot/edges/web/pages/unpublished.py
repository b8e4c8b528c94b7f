"""What waits: drafts, and posts with a time, in the clock of whoever wrote them."""

from typing import TypeVar
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import SavedDraft, ScheduledPost
from folkmoot.edges.web.pages.composing import form_of
from folkmoot.edges.web.pages.writing import compose_page, kept_drafts, managed, planned_posts
from folkmoot.edges.web.zones import ZonedTimeField, spoken, zone_of
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.forms import PageForm
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.viewer import Viewer

Line = TypeVar("Line", SavedDraft, ScheduledPost)


class MoveForm(PageForm):
    aliases = {"scheduled_at": "at"}

    at = ZonedTimeField(label=gettext_lazy("Publish at"))

    def in_zone(self, zone: ZoneInfo) -> None:
        self.fields["at"].zone = zone  # type: ignore[attr-defined] # a ZonedTimeField


@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    return _lists(request, status=200)


def _lists(request: HttpRequest, *, status: int, wrong: tuple[int, MoveForm] | None = None) -> HttpResponse:
    """Both lists; `wrong`: a scheduled post and the form in which its new time was refused."""
    names, zone = {page.id: page.name for page in managed(request)}, zone_of(request)
    refused = dict([wrong] if wrong else [])
    context = {
        "drafts": [(one, names.get(voice.account_id or 0)) for voice, one in kept_drafts(request)],
        "scheduled": [
            (
                one,
                names.get(voice.account_id or 0),
                spoken(one.scheduled_at, zone),
                refused.get(one.id) or _mover(one, zone),
            )
            for voice, one in planned_posts(request)
        ],
        "zone": zone.key,
    }
    return render(request, "posts/drafts.html", context, status=status)


def _mover(one: ScheduledPost, zone: ZoneInfo, data: QueryDict | None = None) -> MoveForm:
    form = MoveForm(data, initial={"at": one.scheduled_at}, auto_id=f"id_%s_{one.id}")
    form.in_zone(zone)
    return form


def _line(lines: list[tuple[Viewer, Line]], identifier: int) -> tuple[Viewer, Line]:
    """The line with this id, and as whom it was written. Raises NotFound."""
    found = next((line for line in lines if line[1].id == identifier), None)
    if found is None:
        raise NotFound("no such draft")
    return found


@require_safe
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    voice, found = _line(kept_drafts(request), draft_id)
    return compose_page(request, form_of(request, found.draft, draft_id=draft_id, author=str(voice.account_id)))


@require_POST
def delete_draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    voice, _kept = _line(kept_drafts(request), draft_id)
    posts.delete_draft(voice, draft_id=draft_id)
    say(request, _("The draft is deleted."))
    return redirect("/drafts")


@require_safe
def scheduled(request: HttpRequest, scheduled_id: int) -> HttpResponse:
    """Open it in the composer; what is sent from there takes its place."""
    voice, found = _line(planned_posts(request), scheduled_id)
    given = {"scheduled_id": scheduled_id, "scheduled_at": found.scheduled_at, "author": str(voice.account_id)}
    return compose_page(request, form_of(request, found.draft, **given))


@require_POST
def move_scheduled(request: HttpRequest, scheduled_id: int) -> HttpResponse:
    voice, found = _line(planned_posts(request), scheduled_id)
    form = _mover(found, zone_of(request), request.POST)
    if form.is_valid():
        with form.refusals():
            posts.reschedule(voice, scheduled_id=scheduled_id, at=form.cleaned_data["at"])
            say(request, _("It will be published at the new time."))
            return redirect("/drafts")
    return _lists(request, status=form.status, wrong=(scheduled_id, form))


@require_POST
def cancel_scheduled(request: HttpRequest, scheduled_id: int) -> HttpResponse:
    """What was scheduled becomes a draft again, so that nothing written is lost."""
    voice, planned = _line(planned_posts(request), scheduled_id)
    posts.save_draft(voice, draft=planned.draft)
    posts.cancel_scheduled(voice, scheduled_id=scheduled_id)
    say(request, _("It will not be published. Its text is kept as a draft."))
    return redirect("/drafts")
