"""Publish, keep as a draft, schedule, edit, delete."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostKind, PostView, SavedDraft, ScheduledPost, Visibility
from folkmoot.edges.web.pages import attaching
from folkmoot.edges.web.pages.composing import (
    ComposeForm,
    acting_viewer,
    draft_of,
    empty_form,
    form_of,
    given_form,
    time_of_form,
    voices,
)
from folkmoot.edges.web.paths import path_of
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import Conflict, Forbidden, NotFound, RateLimited
from folkmoot.kernel.ids import parse_id
from folkmoot.kernel.viewer import Viewer

form_page = require_http_methods(["GET", "HEAD", "POST"])


def me(request: HttpRequest) -> AccountView:
    """The person who is signed in. Raises NotSignedIn."""
    viewer = viewer_of(request)
    return accounts.access_account(viewer, viewer.require_account())


def _known(request: HttpRequest, text: str | None) -> PostView | None:
    """The post to which the writing refers, if the viewer may see it."""
    post_id = parse_id(text or "")
    return posts.access_post(viewer_of(request), post_id).shown if post_id else None


@form_page
def compose(request: HttpRequest) -> HttpResponse:
    """The composer on a page of its own: for articles, replies and quotes, and after a refusal."""
    account = me(request)
    if request.method == "POST":
        return _take(request, given_form(request))
    reply_to, quoted = _known(request, request.GET.get("reply_to")), _known(request, request.GET.get("quote"))
    first: dict[str, object] = {"kind": PostKind.ARTICLE} if request.GET.get("kind") == PostKind.ARTICLE else {}
    first |= {"text": f"@{request.GET['to']} ", "visibility": Visibility.DIRECT} if request.GET.get("to") else {}
    if reply_to:
        first |= reply_start(account, reply_to)
    if quoted:
        first |= {"quote_of": quoted.id}
    form = empty_form(account, **first)
    return compose_page(request, form, reply_to=reply_to, quoted=quoted)


def reply_start(account: AccountView, target: PostView) -> dict[str, object]:
    """How an answer begins: addressed to those who take part, no wider than what it answers."""
    names = [target.author.acct, *(mention.acct for mention in target.mentions)]
    others = [name for name in dict.fromkeys(names) if name != account.acct]
    return {
        "text": "".join(f"@{name} " for name in others),
        "reply_to": target.id,
        "visibility": target.visibility,
        "warning": target.warning,
        "language": account.language,
    }


def _take(request: HttpRequest, form: ComposeForm) -> HttpResponse:
    """Do what the pressed button says; on refusal show everything again as it was typed.

    Files are taken in first, whatever else is wrong: a browser cannot show them again.
    """
    with form.refusals(Forbidden, Conflict, RateLimited, NotFound):
        viewer = acting_viewer(request, form)
        _arrange(request, viewer, form)
        if form.is_valid() and not form.arranging:
            return _keep(request, form) if request.POST.get("do") == "draft" else _send(request, form)
    data = request.POST
    return compose_page(
        request, form, reply_to=_shown(request, data.get("reply_to")), quoted=_shown(request, data.get("quote_of"))
    )


def _arrange(request: HttpRequest, viewer: Viewer, form: ComposeForm) -> None:
    """Files come and go before the rest; "Add" and "Remove" do nothing else and show the composer again."""
    attaching.take_in(viewer, form)
    removed = request.POST.get("drop", "")
    form.arranging = bool(removed) or request.POST.get("do") == "attach"
    if removed:
        attaching.drop(form, removed)
    attaching.describe_free(viewer, form)


def _shown(request: HttpRequest, text: str | None) -> PostView | None:
    try:
        return _known(request, text)
    except NotFound:
        return None


def _keep(request: HttpRequest, form: ComposeForm) -> HttpResponse:
    viewer, before = acting_viewer(request, form), _draft_before(request, form)
    same = before is not None and before[0].account_id == viewer.account_id
    posts.save_draft(viewer, draft=draft_of(form), draft_id=before[1].id if before and same else None)
    if before and same:
        form.cleaned_data["draft_id"] = ""
    _drop_draft(request, form)
    say(request, _("Your draft is kept. Nobody else can read it."))
    return redirect("/drafts")


def _send(request: HttpRequest, form: ComposeForm) -> HttpResponse:
    viewer, at = acting_viewer(request, form), time_of_form(form)
    preferred = accounts.preferences_of(viewer.require_account()).default_quote_policy
    draft = replace(draft_of(form), quote_policy=posts.QuotePolicy(preferred.value))
    key = form.cleaned_data["key"] or None
    if at is not None:
        posts.schedule(viewer, draft=draft, at=at, idempotency_key=key)
        say(request, _("Your post is scheduled."))
        path = "/drafts"
    else:
        made = posts.publish(viewer, draft=draft, idempotency_key=key)
        say(request, _("Your post is published."))
        path = path_of(made) if draft.reply_to_id or draft.kind is PostKind.ARTICLE else "/"
    _drop_draft(request, form)
    return redirect(path)


def _drop_draft(request: HttpRequest, form: ComposeForm) -> None:
    if before := _draft_before(request, form):
        posts.delete_draft(before[0], draft_id=before[1].id)
    planned = parse_id(form.cleaned_data["scheduled_id"])
    for voice, one in planned_posts(request) if planned else ():
        if one.id == planned:
            posts.cancel_scheduled(voice, scheduled_id=one.id)


def _draft_before(request: HttpRequest, form: ComposeForm) -> tuple[Viewer, SavedDraft] | None:
    """The draft that was opened in the composer, if it is still there."""
    draft_id = parse_id(form.cleaned_data["draft_id"])
    return next((kept for kept in kept_drafts(request) if kept[1].id == draft_id), None) if draft_id else None


def compose_page(
    request: HttpRequest, form: ComposeForm, *, reply_to: PostView | None = None, quoted: PostView | None = None
) -> HttpResponse:
    """The composer on its page, with what it answers or quotes."""
    context = {"form": form, "reply_to": reply_to, "quoted": quoted, "managed": managed(request)}
    return form.page(request, "posts/compose.html", context)


def managed(request: HttpRequest) -> tuple[AccountView, ...]:
    """The pages as which the person may write."""
    account_id = viewer_of(request).account_id
    return accounts.managed_by(account_id) if account_id else ()


def _author(request: HttpRequest, post_id: int) -> Viewer:
    """Who may change a post: its author, or a person who manages the page that wrote it. Raises NotFound."""
    viewer = viewer_of(request)
    viewer.require_account()
    facts = posts.notice_facts(post_id)
    if facts is None:
        raise NotFound("no such post")
    return accounts.act_as(viewer, facts.author_id)


def kept_drafts(request: HttpRequest) -> list[tuple[Viewer, SavedDraft]]:
    """The drafts of the person and of the pages that they manage, each with as whom it was written."""
    return [(voice, one) for voice in voices(request) for one in posts.drafts(voice)]


def planned_posts(request: HttpRequest) -> list[tuple[Viewer, ScheduledPost]]:
    """Likewise the posts with a time."""
    return [(voice, one) for voice in voices(request) for one in posts.scheduled(voice)]


@form_page
def edit(request: HttpRequest, post_id: int) -> HttpResponse:
    viewer = _author(request, post_id)
    before = posts.source(viewer, post_id)
    form = given_form(request) if request.method == "POST" else form_of(request, before)
    if request.method != "POST":
        form.described = {one.id: one.description for one in posts.access_post(viewer, post_id).media}
    if request.method == "POST":
        with form.refusals(Conflict, RateLimited):
            _arrange(request, viewer, form)
            if form.is_valid() and not form.arranging:
                described = attaching.described_anew(form)
                changed = posts.edit(viewer, post_id=post_id, draft=draft_of(form), descriptions=described)
                say(request, _("Your change is published. What it said before stays in its history."))
                return redirect(path_of(changed))
    return form.page(request, "posts/edit.html", {"post_id": post_id})


@form_page
def delete(request: HttpRequest, post_id: int) -> HttpResponse:
    """Ask first; then a gap stays in the thread. "Write anew" puts the words back into the composer."""
    viewer = _author(request, post_id)
    post = posts.access_post(viewer, post_id)
    if request.method != "POST":
        return render(request, "posts/delete.html", {"post": post})
    draft = posts.source(viewer, post_id)
    posts.delete(viewer, post_id=post_id)
    if request.POST.get("do") == "redraft":
        form = form_of(request, draft, author=str(viewer.account_id))
        return render(request, "posts/compose.html", {"form": form, "managed": managed(request)})
    say(request, _("The post is deleted."))
    return redirect(f"/@{post.author.acct}")
