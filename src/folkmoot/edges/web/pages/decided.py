"""Decisions about somebody: all of them, each with its reasons, and the appeal against it."""

from collections.abc import Iterable
from contextlib import suppress

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import Reach
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import AppealView, DecisionView, Strike
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostView
from folkmoot.edges.web.pages.composing import voices
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import Conflict, FolkmootError, NotFound
from folkmoot.kernel.refs import SubjectKind, SubjectRef
from folkmoot.kernel.viewer import Viewer


class AppealForm(PageForm):
    text = forms.CharField(
        label=gettext_lazy("What is wrong about it?"),
        help_text=gettext_lazy("In your own words. A person who was not involved reads it, and may ask you something."),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )


class ReplyForm(PageForm):
    text = forms.CharField(label=gettext_lazy("Add something"), widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))


@require_safe
def about_me(request: HttpRequest) -> HttpResponse:
    """About the person, and about the pages that they manage: decisions, strikes, appeals."""
    own = voices(request)
    strikes = [one for voice in own for one in _strikes(voice)]
    about = [one for voice in own for one in integrity.decisions_about(voice)]
    context = {
        "decisions": about,
        "reach": _reach(about),
        "strikes": strikes,
        "next_step": integrity.next_step(len(strikes)),
        "ladder": integrity.LADDER,
        "answers": integrity.answers(viewer_of(request)),
    }
    return render(request, "safety/about_me.html", context)


def _reach(found: Iterable[DecisionView]) -> dict[int, Reach]:
    """How far the posts travelled that a decision reduced, by post."""
    reduced = [one.ref.id for one in found if one.ref.kind is SubjectKind.POST and one.factor is not None]
    return feed.reach_of(reduced)


def _strikes(voice: Viewer) -> tuple[Strike, ...]:
    return integrity.strikes_of(voice.require_account())


@require_safe
def decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """The statement of reasons, for whom it is about (of a page: who manages it) and for staff."""
    return _page(request, decision_id, None)


@require_POST
def appeal(request: HttpRequest, decision_id: int) -> HttpResponse:
    viewer_of(request).require_account()
    form = AppealForm(request.POST)
    if form.is_valid():
        viewer, found = _concerned(request, decision_id)
        with form.refusals(Conflict):
            integrity.appeal(viewer, decision_id=found.id, text=form.cleaned_data["text"])
            say(request, _("Your appeal has arrived. A moderator who was not involved looks at it."))
            return redirect(f"/decisions/{decision_id}")
    return _page(request, decision_id, form)


@require_POST
def reply(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Add something to one's own appeal."""
    viewer_of(request).require_account()
    form = ReplyForm(request.POST)
    viewer, found = _concerned(request, decision_id)
    if found.appeal is None or found.responsible != viewer.account_id:
        raise NotFound("no appeal of one's own")
    if form.is_valid():
        with form.refusals(Conflict):
            integrity.reply(viewer, appeal_id=found.appeal.id, text=form.cleaned_data["text"])
            say(request, _("Sent."))
            return redirect(f"/decisions/{decision_id}")
    return _page(request, decision_id, form)


@require_safe
def in_public(request: HttpRequest, decision_id: int) -> HttpResponse:
    """What everybody may read of a decision: no names, nobody's words."""
    return render(request, "safety/in_public.html", {"one": integrity.public_decision(decision_id)})


def _page(request: HttpRequest, decision_id: int, form: PageForm | None) -> HttpResponse:
    viewer, found = _concerned(request, decision_id)
    own = found.responsible == viewer.account_id
    talk = _appeal(viewer, found)
    context = {
        "decision": found,
        "reasons": integrity.statement(found),
        "post": _decided_post(viewer, found.ref),
        "opening": integrity.opening(viewer, found.id),
        "reach": _reach([found]).get(found.ref.id),
        "own": own,
        "appeal": talk,
        "strike": next((one for one in _strikes(viewer) if one.decision_id == found.id), None) if own else None,
        "form": form or (ReplyForm() if talk else AppealForm()),
    }
    return render(request, "safety/decision.html", context, status=form.status if form else 200)


def _appeal(viewer: Viewer, found: DecisionView) -> AppealView | None:
    return integrity.access_appeal(viewer, found.appeal.id) if found.appeal else None


def _concerned(request: HttpRequest, decision_id: int) -> tuple[Viewer, DecisionView]:
    """The decision, and as whom the person may read it. Raises NotFound."""
    for voice in sorted(voices(request), key=lambda voice: voice.is_staff):
        with suppress(NotFound):
            return voice, integrity.access_decision(voice, decision_id)
    raise NotFound("no such decision")


def _decided_post(viewer: Viewer, ref: SubjectRef) -> PostView | None:
    if ref.kind not in {SubjectKind.POST, SubjectKind.GROUP_POST}:
        return None
    try:
        return posts.access_post(viewer, ref.id)
    except FolkmootError:
        return None  # its author has deleted it since: the decision stays readable without it
