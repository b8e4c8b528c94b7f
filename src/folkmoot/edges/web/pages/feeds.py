"""Home in its two orders, lists, and what there is to explore."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph import api as graph
from folkmoot.edges.web.lists import depth, list_page
from folkmoot.edges.web.noted import notes_on
from folkmoot.edges.web.pages.composing import empty_form
from folkmoot.edges.web.pages.site import landing
from folkmoot.edges.web.pages.writing import managed, me
from folkmoot.infra.http.answers import go_back, number_of, page_request, say
from folkmoot.infra.http.cookies import cookie_of, set_cookie
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.words import said
from folkmoot.kernel import clock
from folkmoot.kernel.ids import floor_id, parse_id

_VIEWS = ("latest", "ranked")
VIEW_COOKIE = "folkmoot_view"
"""In which order somebody last read their home."""
_FIRST_WAIT, _LONGEST_WAIT = 30, 600


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The start page: for visitors what this is; for members the composer and the feed in the order they chose last."""
    if viewer_of(request).account_id is None:
        return landing(request)
    chosen = request.GET.get("view") or cookie_of(request, VIEW_COOKIE)
    view = chosen if chosen in _VIEWS else "latest"
    response = _ranked(request) if view == "ranked" else _latest(request)
    if "view" in request.GET:
        set_cookie(response, VIEW_COOKIE, view)
    return response


def _frame(request: HttpRequest, view: str) -> dict[str, Any]:
    if "max_id" in request.GET or "cursor" in request.GET:
        return {"view": view}
    return around_posts(request, view)


def around_posts(request: HttpRequest, view: str) -> dict[str, Any]:
    """What a member's home shows besides posts, for its templates."""
    return {
        "view": view,
        "form": empty_form(me(request)),
        "since": floor_id(clock.now()),
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
        "reasons": {item.post.id: said(item.why.because) for item in page.items},
        "next_url": f"{request.path}?{query.urlencode()}" if page.next_cursor else "",
        "first": cursor is None,
        "noted": notes_on(item.post for item in page.items),
    }
    context |= depth(request)
    more = cursor is not None and request.headers.get("HX-Request") == "true"
    response = render(request, "posts/items.html" if more else "feed/home.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """How many posts came since the page was made, for the line above it. It asks again more and more seldom."""
    viewer = viewer_of(request)
    viewer.require_account()
    since = parse_id(request.GET.get("since", "")) or 0
    view = "ranked" if request.GET.get("view") == "ranked" else "latest"
    wait = number_of(request.GET.get("wait"), least=_FIRST_WAIT, most=_LONGEST_WAIT, default=_FIRST_WAIT)
    count = feed.newer(viewer, since_id=since)
    context = {
        "since": since,
        "view": view,
        "count": count,
        "many": count >= feed.MOST_NEWER,
        "wait": min(2 * wait, _LONGEST_WAIT),
    }
    whole = request.headers.get("HX-Request") != "true"
    return redirect(f"/?view={view}") if whole else render(request, "feed/news.html", context)


@require_safe
def list_posts(request: HttpRequest, list_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    found = graph.list_of(viewer, list_id)
    page = feed.list_timeline(viewer, list_id, page_request(request))
    return list_page(request, "sorting/list_posts.html", page, {"list": found})


@require_POST
def dismiss_suggestion(request: HttpRequest, account_id: int) -> HttpResponse:
    feed.dismiss_suggestion(viewer_of(request), account_id=account_id)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse("")
    say(request, _("You will not be shown them again here. They are not told."))
    return go_back(request, "/explore")


@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    """What the community talks about, and whom one may know."""
    viewer = viewer_of(request)
    trending = feed.trending_posts(viewer, limit=15)
    context = {
        "trends": feed.trending_tags(limit=10),
        "posts": trending,
        "noted": notes_on(one.post for one in trending),
        "suggestions": feed.suggestions(viewer, limit=8) if viewer.account_id else (),
    }
    return render(request, "feed/explore.html", context)
