"""Home in its two orders, lists, explore, and why a post stands where it stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.edges.web.lists import list_page
from folkmoot.edges.web.noted import notes_on
from folkmoot.edges.web.pages.composing import empty_form
from folkmoot.edges.web.pages.site import landing
from folkmoot.edges.web.pages.writing import managed, me
from folkmoot.infra.http.answers import page_request
from folkmoot.infra.http.requests import viewer_of

_VIEWS = ("latest", "ranked")
_COOKIE = "folkmoot_view"
_YEAR = 365 * 24 * 60 * 60


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The start page: for visitors what this is; for members the composer and the feed in the order they chose last."""
    if viewer_of(request).account_id is None:
        return landing(request)
    chosen = request.GET.get("view") or request.COOKIES.get(_COOKIE, "")
    view = chosen if chosen in _VIEWS else "latest"
    response = _ranked(request) if view == "ranked" else _latest(request)
    if "view" in request.GET:
        response.set_cookie(_COOKIE, view, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


def _frame(request: HttpRequest, view: str) -> dict[str, Any]:
    if "max_id" in request.GET or "cursor" in request.GET:
        return {"view": view}
    return {
        "view": view,
        "form": empty_form(me(request)),
        "managed": managed(request),
        "trends": feed.trending_tags(limit=5),
        "suggestions": feed.suggestions(viewer_of(request), limit=3),
    }


def _latest(request: HttpRequest) -> HttpResponse:
    page = feed.latest(viewer_of(request), page_request(request))
    return list_page(request, "feed/home.html", page, _frame(request, "latest"))


def _ranked(request: HttpRequest) -> HttpResponse:
    cursor = request.GET.get("cursor")
    page = feed.ranked(viewer_of(request), cursor=cursor)
    query = QueryDict(mutable=True)
    query.update({"view": "ranked", "cursor": page.next_cursor or ""})
    context = _frame(request, "ranked") | {
        "items": [item.post for item in page.items],
        "reasons": {item.post.id: item.why.because for item in page.items},
        "next_url": f"{request.path}?{query.urlencode()}" if page.next_cursor else "",
        "first": cursor is None,
        "noted": notes_on(item.post for item in page.items),
    }
    more = cursor is not None and request.headers.get("HX-Request") == "true"
    response = render(request, "posts/items.html" if more else "feed/home.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def why(request: HttpRequest, acct: str, post_id: int) -> HttpResponse:  # noqa: ARG001 - part of the address
    """Why am I seeing this? Each term, the sum, the factor, the product."""
    viewer = viewer_of(request)
    viewer.require_account()
    context = {"why": feed.why(viewer, post_id), "post": posts.access_post(viewer, post_id)}
    return render(request, "feed/why.html", context)


@require_safe
def list_posts(request: HttpRequest, list_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    found = graph.list_of(viewer, list_id)
    page = feed.list_timeline(viewer, list_id, page_request(request))
    return list_page(request, "sorting/list_posts.html", page, {"list": found})


@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    """What the community talks about, and whom one may know."""
    viewer = viewer_of(request)
    trending = feed.trending_posts(viewer, limit=15)
    context = {
        "trends": feed.trending_tags(limit=10),
        "posts": trending,
        "noted": notes_on(one.post for one in trending),
        "suggestions": feed.suggestions(viewer, limit=5) if viewer.account_id else (),
    }
    return render(request, "feed/explore.html", context)
