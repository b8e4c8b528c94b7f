"""A post: in its thread, its history, who carried it on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import ReachSurface
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostView
from folkmoot.edges.web.lists import list_page
from folkmoot.edges.web.noted import notes_on
from folkmoot.edges.web.pages.composing import empty_form
from folkmoot.edges.web.pages.writing import managed, me, reply_start
from folkmoot.edges.web.paths import path_of
from folkmoot.infra.http.answers import page_request
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import NotFound

_WITHHELD = 451
"""Unavailable for legal reasons (RFC 7725)."""


def _at(request: HttpRequest, acct: str, post_id: int) -> PostView:
    """The post, if it is this author's; a wrong name in the address finds nothing."""
    post = posts.access_post(viewer_of(request), post_id)
    if post.author.acct.lower() != acct.lower():
        raise NotFound("post of another author")
    return post


@require_safe
def thread(request: HttpRequest, acct: str, post_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    post = _at(request, acct, post_id)
    if post.wraps:
        return redirect(path_of(post))
    found = posts.thread(viewer, post_id)
    feed.count_reach(viewer, ReachSurface.THREAD, (*found.ancestors, found.post, *found.descendants))
    noted = notes_on([*found.ancestors, found.post, *found.descendants])
    context = {"thread": found, "post": found.post, "shown": found.post, "noted": noted}
    if viewer.account_id and not found.post.gap:
        account = me(request)
        context |= {"form": empty_form(account, **reply_start(account, found.post)), "managed": managed(request)}
    return render(request, "posts/thread.html", context, status=_WITHHELD if found.post.withheld else None)


@require_safe
def by_id(request: HttpRequest, post_id: int) -> HttpResponse:
    """The address that never changes, whatever the author is called."""
    return redirect(path_of(posts.access_post(viewer_of(request), post_id)))


@require_safe
def history(request: HttpRequest, acct: str, post_id: int) -> HttpResponse:
    post = _at(request, acct, post_id)
    context = {"post": post, "revisions": posts.revisions(viewer_of(request), post_id)[::-1]}
    return render(request, "posts/history.html", context)


@require_safe
def quotes(request: HttpRequest, acct: str, post_id: int) -> HttpResponse:
    post = _at(request, acct, post_id)
    page = posts.quotes_of(viewer_of(request), post_id, page_request(request))
    feed.count_reach(viewer_of(request), ReachSurface.THREAD, page.items)
    return list_page(request, "posts/quotes.html", page, {"quoted": post})


@require_safe
def boosts(request: HttpRequest, acct: str, post_id: int) -> HttpResponse:
    post = _at(request, acct, post_id)
    page = posts.boosted_by(viewer_of(request), post_id, page_request(request))
    return list_page(request, "posts/marked_by.html", page, {"post": post, "boosts": True}, items="people/items.html")


@require_safe
def favourites(request: HttpRequest, acct: str, post_id: int) -> HttpResponse:
    post = _at(request, acct, post_id)
    page = posts.favourited_by(viewer_of(request), post_id, page_request(request))
    return list_page(request, "posts/marked_by.html", page, {"post": post}, items="people/items.html")
