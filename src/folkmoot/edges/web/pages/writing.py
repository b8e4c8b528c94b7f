"""Publish, keep as a draft, schedule, edit, delete."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostKind, PostView, Visibility
from folkmoot.edges.web.pages.composing import (
    ComposeForm,
    acting_viewer,
    draft_of,
    empty_form,
    form_of,
    given_form,
    take_in_media,
    time_of_form,
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
    return _page(request, form, reply_to=reply_to, quoted=quoted)


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
    """Do what the pressed button says; on refusal show everything again as it was typed."""
    if form.is_valid():
        with form.refusals(Forbidden, Conflict, RateLimited, NotFound):
            viewer = acting_viewer(request, form)
            take_in_media(viewer, form)
            if request.POST.get("do") == "draft":
                return _keep(request, form)
            return _send(request, form)
    data = request.POST
    return _page(
        request, form, reply_to=_shown(request, data.get("reply_to")), quoted=_shown(request, data.get("quote_of"))
    )


def _shown(request: HttpRequest, text: str | None) -> PostView | None:
    try:
        return _known(request, text)
    except NotFound:
        return None


def _keep(request: HttpRequest, form: ComposeForm) -> HttpResponse:
    posts.save_draft(viewer_of(request), draft=draft_of(form), draft_id=parse_id(form.cleaned_data["draft_id"]))
    say(request, _("Your draft is kept. Nobody else can read it."))
    return redirect("/drafts")


def _send(request: HttpRequest, form: ComposeForm) -> HttpResponse:
    viewer, draft, at = acting_viewer(request, form), draft_of(form), time_of_form(form)
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
    draft_id = parse_id(form.cleaned_data["draft_id"])
    if draft_id in {draft.id for draft in posts.drafts(viewer_of(request))}:
        posts.delete_draft(viewer_of(request), draft_id=draft_id)


def _page(
    request: HttpRequest, form: ComposeForm, *, reply_to: PostView | None = None, quoted: PostView | None = None
) -> HttpResponse:
    context = {"form": form, "reply_to": reply_to, "quoted": quoted, "managed": managed(request)}
    return render(request, "posts/compose.html", context, status=form.status)


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


@form_page
def edit(request: HttpRequest, post_id: int) -> HttpResponse:
    viewer = _author(request, post_id)
    before = posts.source(viewer, post_id)
    form = given_form(request) if request.method == "POST" else form_of(before)
    if request.method == "POST" and form.is_valid():
        with form.refusals(Conflict, RateLimited):
            take_in_media(viewer, form)
            changed = posts.edit(viewer, post_id=post_id, draft=draft_of(form))
            say(request, _("Your change is published. What it said before stays in its history."))
            return redirect(path_of(changed))
    return render(request, "posts/edit.html", {"form": form, "post_id": post_id}, status=form.status)


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
        form = form_of(draft, author=str(viewer.account_id))
        return render(request, "posts/compose.html", {"form": form, "managed": managed(request)})
    say(request, _("The post is deleted."))
    return redirect(f"/@{post.author.acct}")


@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    context = {"drafts": posts.drafts(viewer), "scheduled": posts.scheduled(viewer)}
    return render(request, "posts/drafts.html", context)


@require_safe
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    found = next((one for one in posts.drafts(viewer_of(request)) if one.id == draft_id), None)
    if found is None:
        raise NotFound("no such draft")
    return _page(request, form_of(found.draft, draft_id=draft_id))


@require_POST
def delete_draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    posts.delete_draft(viewer_of(request), draft_id=draft_id)
    say(request, _("The draft is deleted."))
    return redirect("/drafts")


@require_POST
def cancel_scheduled(request: HttpRequest, scheduled_id: int) -> HttpResponse:
    """What was scheduled becomes a draft again, so that nothing written is lost."""
    viewer = viewer_of(request)
    planned = posts.scheduled_post(viewer, scheduled_id)
    posts.save_draft(viewer, draft=planned.draft)
    posts.cancel_scheduled(viewer, scheduled_id=scheduled_id)
    say(request, _("It will not be published. Its text is kept as a draft."))
    return redirect("/drafts")
