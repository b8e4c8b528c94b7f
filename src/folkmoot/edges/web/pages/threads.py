"""A post: in its thread, its history, who carried it on."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import ReachSurface
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostView
from folkmoot.edges.web.lists import list_page
from folkmoot.edges.web.noted import notes_on
from folkmoot.edges.web.pages.composing import ComposeForm, empty_form, voices
from folkmoot.edges.web.pages.writing import managed, me, reply_start
from folkmoot.edges.web.paths import path_of
from folkmoot.infra.http.answers import number_of, page_request
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import parse_id
from folkmoot.kernel.viewer import Viewer

_DEEPEST = 99
_WITHHELD = 451
"""Unavailable for legal reasons (RFC 7725)."""


def _reader(request: HttpRequest, post_id: int) -> Viewer:
    """As whom the person may read a post: themselves, else a page that they manage, to which it may be written."""
    viewer = viewer_of(request)
    try:
        posts.access_post(viewer, post_id)
    except NotFound:
        others = voices(request)[1:] if viewer.account_id is not None else []
        return next((voice for voice in others if _opens(voice, post_id)), viewer)
    return viewer


def _opens(viewer: Viewer, post_id: int) -> bool:
    try:
        posts.access_post(viewer, post_id)
    except NotFound:
        return False
    return True


def _at(viewer: Viewer, acct: str, post_id: int) -> PostView:
    """The post, if it is this author's; a wrong name in the address finds nothing."""
    post = posts.access_post(viewer, post_id)
    if post.author.acct.lower() != acct.lower():
        raise NotFound("post of another author")
    return post


@require_safe
def thread(request: HttpRequest, acct: str, post_id: int) -> HttpResponse:
    viewer = _reader(request, post_id)
    post = _at(viewer, acct, post_id)
    if post.wraps or post.author.acct != acct:
        return redirect(_with_query(request, path_of(post)), permanent=not post.wraps)
    found = posts.thread_part(viewer, post_id, **_asked(request))
    replies = [line.post for line in found.lines if line.post is not None]
    part = _part(request)
    between = found.ancestors[1 : 1 - posts.THREAD_ABOVE]
    shown = {"above": between, "below": replies}.get(part, (*found.ancestors, found.post, *replies))
    feed.count_reach(viewer, ReachSurface.THREAD, shown)
    context = {"thread": found, "post": found.post, "shown": found.post, "noted": notes_on(shown), "part": part}
    context |= {"back": path_of(found.post), "ancestors": between}
    if viewer.account_id and not found.post.gap and not part:
        context |= {"form": _reply_form(request, viewer, found.post), "managed": managed(request)}
    template = f"posts/thread_{part}.html" if part else "posts/thread.html"
    response = render(request, template, context, status=_WITHHELD if found.post.withheld else None)
    patch_vary_headers(response, ["HX-Request"])
    if post.visibility is not posts.Visibility.PUBLIC or not post.author.indexable:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _with_query(request: HttpRequest, path: str) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path


def _reply_form(request: HttpRequest, voice: Viewer, post: PostView) -> ComposeForm:
    """The answer comes from whoever the post was written to."""
    account = me(request)
    if voice.account_id == account.id:
        return empty_form(account, **reply_start(account, post))
    page = accounts.access_account(voice, voice.require_account())
    return empty_form(account, **reply_start(page, post), author=str(page.id))


def _asked(request: HttpRequest) -> dict[str, Any]:
    """Which part of the thread the address names: all above, or the replies to `under` after `after`."""
    query = request.GET
    return {
        "under": parse_id(query.get("under", "")),
        "after": parse_id(query.get("after", "")) or 0,
        "depth": number_of(query.get("depth"), least=1, most=_DEEPEST, default=1),
        "whole": query.get("above") == "all",
    }


def _part(request: HttpRequest) -> str:
    """What htmx asks for, to put it in its place; "" is the whole page."""
    if request.headers.get("HX-Request") != "true":
        return ""
    return "below" if "under" in request.GET else "above" if "above" in request.GET else ""


@require_safe
def by_id(request: HttpRequest, post_id: int) -> HttpResponse:
    """The address that never changes, whatever the author is called."""
    post = posts.access_post(_reader(request, post_id), post_id)
    return redirect(path_of(post), permanent=not post.wraps)


@require_safe
def history(request: HttpRequest, acct: str, post_id: int) -> HttpResponse:
    post = _at(viewer_of(request), acct, post_id)
    context = {"post": post, "revisions": posts.revisions(viewer_of(request), post_id)[::-1]}
    return render(request, "posts/history.html", context)


@require_safe
def quotes(request: HttpRequest, acct: str, post_id: int) -> HttpResponse:
    post = _at(viewer_of(request), acct, post_id)
    page = posts.quotes_of(viewer_of(request), post_id, page_request(request))
    feed.count_reach(viewer_of(request), ReachSurface.THREAD, page.items)
    return list_page(request, "posts/quotes.html", page, {"quoted": post})


@require_safe
def boosts(request: HttpRequest, acct: str, post_id: int) -> HttpResponse:
    post = _at(viewer_of(request), acct, post_id)
    page = posts.boosted_by(viewer_of(request), post_id, page_request(request))
    return list_page(request, "posts/marked_by.html", page, {"post": post, "boosts": True}, items="people/items.html")


@require_safe
def favourites(request: HttpRequest, acct: str, post_id: int) -> HttpResponse:
    post = _at(viewer_of(request), acct, post_id)
    page = posts.favourited_by(viewer_of(request), post_id, page_request(request))
    return list_page(request, "posts/marked_by.html", page, {"post": post}, items="people/items.html")
