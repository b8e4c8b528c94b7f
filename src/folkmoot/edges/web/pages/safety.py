"""Report something; read what was decided in this community."""

import dataclasses
from collections.abc import Sequence

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostView
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import NotFound, RateLimited
from folkmoot.kernel.ids import parse_id
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import SubjectKind, SubjectRef, account_ref, media_ref, post_ref

_PAGE = 30
_NAMED = 10
_BEGINNING = 120


class ReportForm(PageForm):
    clause_id = forms.ChoiceField(label=gettext_lazy("What is wrong?"), widget=forms.RadioSelect, required=False)
    comment = forms.CharField(
        label=gettext_lazy("What should the moderators know?"),
        help_text=gettext_lazy("The person whom you report does not learn who you are."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        required=False,
    )

    def about(self, kind: SubjectKind, written: Sequence[PostView]) -> "ReportForm":
        """The same with the rules that such a thing can break, and the posts that can be named with an account."""
        if written:
            self.fields["related"] = _related_field(written)
        fitting = [one for one in integrity.current_policy().clauses if kind in one.subjects]
        choices = [(one.id, one.title) for one in fitting]
        field = self.fields["clause_id"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [*choices, ("", gettext_lazy("Something else"))]
        return self


def _related_field(written: Sequence[PostView]) -> forms.MultipleChoiceField:
    choices = [(str(one.id), Truncator(one.warning or one.title or one.text).chars(_BEGINNING)) for one in written]
    return forms.MultipleChoiceField(
        label=gettext_lazy("Which of their posts show it?"),
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Tell the moderators about a post, one file of it, or an account: `post`, `media`, `account` in the address."""
    viewer = viewer_of(request)
    viewer.require_account()
    ref, post, account = _subject(request)
    written = _written(request, account) if ref.kind is SubjectKind.ACCOUNT else ()
    form = ReportForm(request.POST or None).about(ref.kind, written)
    if request.method == "POST" and form.is_valid():
        with form.refusals(RateLimited):
            data = form.cleaned_data
            related = tuple(post_ref(int(one)) for one in data.pop("related", ()))
            integrity.report(viewer, ref=ref, responsible=account.id, related=related, **data)
            say(request, _("Thank you. A moderator looks at it, and you are told what came of it."))
            return redirect("/reports")
    clauses = integrity.current_policy().clauses
    context = {
        "form": form,
        "post": post,
        "account": account,
        "clauses": clauses,
        "only": ref.kind is SubjectKind.MEDIA,
    }
    return form.page(request, "safety/report.html", context)


def _written(request: HttpRequest, account: AccountView) -> tuple[PostView, ...]:
    """Their own latest posts, so far as whoever reports can read them."""
    page = posts.posts_of_account(viewer_of(request), account.id, PageRequest(limit=_NAMED), boosts=False)
    return tuple(one for one in page.items if one.gap is None and (one.warning or one.title or one.text))


def _subject(request: HttpRequest) -> tuple[SubjectRef, PostView | None, AccountView]:
    viewer = viewer_of(request)
    post_id, account_id = parse_id(request.GET.get("post", "")), parse_id(request.GET.get("account", ""))
    media_id = parse_id(request.GET.get("media", ""))
    if post_id:
        post = posts.access_post(viewer, post_id).shown
        return post_ref(post.id), post, post.author
    if media_id and (file := media.views([media_id]).get(media_id)) and file.post_id:
        post = posts.access_post(viewer, file.post_id).shown
        if shown := [one for one in post.media if one.id == media_id]:
            return media_ref(media_id), dataclasses.replace(post, media=tuple(shown)), post.author
    if account_id:
        account = accounts.access_account(viewer, account_id)
        return account_ref(account.id), None, account
    raise NotFound("nothing is named")


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """What one reported, and what came of it; all, or what waits, or what is answered."""
    state = request.GET.get("state", "")
    wanted = {"waiting": False, "answered": True}.get(state)
    max_id = parse_id(request.GET.get("max_id", ""))
    found = integrity.answers(viewer_of(request), answered=wanted, max_id=max_id, limit=_PAGE + 1)
    shown = found[:_PAGE]
    context = {
        "answers": shown,
        "state": state if wanted is not None else "",
        "last": shown[-1].report.id if len(found) > _PAGE else None,
    }
    return render(request, "safety/reports.html", context)


@require_safe
def flaggers(request: HttpRequest) -> HttpResponse:
    """Whose reports come first here, and under which rules."""
    clauses = {clause.id: clause for clause in integrity.current_policy().clauses}
    return render(request, "safety/flaggers.html", {"flaggers": integrity.public_flaggers(), "clauses": clauses})


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """All decisions of the community, for everybody to read, without names."""
    max_id = parse_id(request.GET.get("max_id", ""))
    found = integrity.public_decisions(limit=_PAGE + 1, max_id=max_id)
    shown = found[:_PAGE]
    last = shown[-1].id if len(found) > _PAGE else None
    return render(request, "safety/decisions.html", {"decisions": shown, "last": last})
