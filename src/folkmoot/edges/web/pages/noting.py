"""Context notes: those on a post, one with its reasons, those that wait for a rating, one's own."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.notes import api as notes
from folkmoot.domains.notes.api import AGAINST, FOR, Level, NoteView, Reason, Status
from folkmoot.domains.posts.api import PostView
from folkmoot.edges.web.lists import next_url
from folkmoot.edges.web.pages.note_words import LEVELS, REASONS, drawing, told
from folkmoot.edges.web.pages.safety import ReportForm
from folkmoot.edges.web.paths import path_of
from folkmoot.infra.http.answers import page_request, say
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import Conflict, Forbidden, NotFound, RateLimited
from folkmoot.kernel.refs import SubjectKind

_WAITING = 20
_RATED = 50


class NoteForm(PageForm):
    text = forms.CharField(
        label=gettext_lazy("What should readers know?"),
        help_text=gettext_lazy("At most 800 characters. Write so that people who think otherwise find it fair."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        strip=False,
    )
    links = forms.CharField(
        label=gettext_lazy("Links to sources"),
        help_text=gettext_lazy("One on each line, at most 3."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr", "spellcheck": "false"}),
    )


class RatingForm(PageForm):
    level = forms.ChoiceField(
        label=gettext_lazy("How helpful is this note?"), choices=list(LEVELS.items()), widget=forms.RadioSelect
    )
    reasons = forms.MultipleChoiceField(required=False, choices=list(REASONS.items()))


@require_http_methods(["GET", "HEAD", "POST"])
def on_post(request: HttpRequest, acct: str, post_id: int) -> HttpResponse:
    """All notes on a post, and the form for another."""
    viewer = viewer_of(request)
    post = notes.access_subject(viewer, post_id)
    if post.author.acct.lower() != acct.lower():
        raise NotFound("post of another author")
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        viewer.require_account()
        if form.is_valid():
            with form.refusals(Conflict, RateLimited, Forbidden):
                links = form.cleaned_data["links"].splitlines()
                note = notes.write_note(viewer, post_id=post.id, text=form.cleaned_data["text"], links=links)
                say(request, _("Thank you. Your note is shown once people who usually disagree find it helpful."))
                return redirect(f"/notes/{note.id}")
    found = notes.notes_of(viewer, post.id)
    may_write = viewer.account_id is not None and not notes.answers_for(viewer, post)
    context = {
        "post": post,
        "told": [told(note) for note in found],
        "form": form if may_write and not any(note.mine for note in found) else None,
        "state": notes.scoring_state(),
    }
    return form.page(request, "notes/on_post.html", context)


@require_safe
def one(request: HttpRequest, note_id: int) -> HttpResponse:
    note, post = notes.access_note(viewer_of(request), note_id)
    return _page(request, note, post, _begun(note))


@require_POST
def rate(request: HttpRequest, note_id: int) -> HttpResponse:
    """Rate, or with `do` "forget" take the rating back."""
    viewer = viewer_of(request)
    viewer.require_account()
    note, post = notes.access_note(viewer, note_id)
    if request.POST.get("do") == "forget":
        notes.unrate_note(viewer, note_id=note_id)
        say(request, _("Your rating is taken back."))
        return redirect(f"/notes/{note_id}")
    form = RatingForm(request.POST)
    if form.is_valid():
        with form.refusals(RateLimited):
            reasons = [Reason(name) for name in form.cleaned_data["reasons"]]
            notes.rate_note(viewer, note_id=note_id, level=Level(form.cleaned_data["level"]), reasons=reasons)
            say(request, _("Thank you. Your rating is kept; notes are scored once an hour."))
            return redirect(f"/notes/{note_id}")
    return _page(request, note, post, form)


@require_POST
def withdraw(request: HttpRequest, note_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_account()
    _note, post = notes.access_note(viewer, note_id)
    notes.withdraw_note(viewer, note_id=note_id)
    say(request, _("Your note is taken back."))
    return redirect(f"{path_of(post)}/notes")


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, note_id: int) -> HttpResponse:
    """Tell the moderators about a note."""
    viewer = viewer_of(request)
    viewer.require_account()
    note, _post = notes.access_note(viewer, note_id)
    form = ReportForm(request.POST if request.method == "POST" else None).about(SubjectKind.NOTE, ())
    if request.method == "POST" and form.is_valid():
        with form.refusals(RateLimited):
            notes.report_note(viewer, note_id=note_id, **form.cleaned_data)
            say(request, _("Thank you. A moderator looks at it, and you are told what came of it."))
            return redirect("/reports")
    return form.page(request, "notes/report.html", {"note": note})


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Notes that need the viewer's rating."""
    viewer = viewer_of(request)
    found = notes.waiting(viewer, limit=_WAITING)
    context = {"told": [told(note, post) for note, post in found], "state": notes.scoring_state()}
    return render(request, "notes/waiting.html", context)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What the viewer wrote and rated, and how their ratings stand."""
    viewer = viewer_of(request)
    page = notes.own_notes(viewer, page_request(request))
    context = {
        "told": [told(note) for note in page.items],
        "next_url": next_url(request, page),
        "rated": [(note, LEVELS[note.own_rating.level]) for note in _rated(request) if note.own_rating],
        "standing": notes.standing(viewer),
    }
    return render(request, "notes/mine.html", context)


def _rated(request: HttpRequest) -> tuple[NoteView, ...]:
    return notes.own_ratings(viewer_of(request), limit=_RATED)


def _begun(note: NoteView) -> RatingForm:
    if note.own_rating is None:
        return RatingForm()
    reasons = [reason.value for reason in note.own_rating.reasons]
    return RatingForm(initial={"level": note.own_rating.level.value, "reasons": reasons})


def _page(request: HttpRequest, note: NoteView, post: PostView, form: RatingForm) -> HttpResponse:
    viewer = viewer_of(request)
    may_rate = viewer.account_id is not None and not note.mine and not notes.answers_for(viewer, post)
    chosen = form["reasons"].value() or []
    context: dict[str, Any] = {
        "note": note,
        "post": post,
        "told": told(note),
        "drawing": drawing(note),
        "history": [told(change) for change in notes.history(note.id)],
        "form": form if may_rate else None,
        "groups": [
            (_("If it helps"), [(reason.value, REASONS[reason], reason.value in chosen) for reason in FOR]),
            (_("If it does not"), [(reason.value, REASONS[reason], reason.value in chosen) for reason in AGAINST]),
        ],
        "author": accounts.accounts_by_ids([note.author_id]).get(note.author_id) if note.author_id else None,
        "is_shown": note.status is Status.SHOWN,
        "state": notes.scoring_state(),
    }
    return form.page(request, "notes/one.html", context)
