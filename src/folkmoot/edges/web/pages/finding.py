"""Search: people, tags and public posts."""

import dataclasses

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import ReachSurface
from folkmoot.domains.posts.api import PostView
from folkmoot.domains.search import api as searching
from folkmoot.domains.search.api import SearchKind
from folkmoot.edges.web.noted import notes_on
from folkmoot.infra.http.answers import number_of
from folkmoot.infra.http.requests import viewer_of

_LIMIT = 20
_MOST = 180


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Of one kind page by page, or the best few of each."""
    query, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    wanted = SearchKind(kind) if kind in list(SearchKind) else None
    offset = number_of(request.GET.get("offset"), least=0, most=_MOST, default=0)
    limit = _LIMIT if wanted else 5
    found = searching.search(viewer_of(request), query=query, limit=limit + 1, offset=offset)
    shown = {name: getattr(found, name)[:limit] if wanted in {None, name} else () for name in SearchKind}
    shown[SearchKind.POSTS] = tuple(_marked(post, found.terms) for post in shown[SearchKind.POSTS])
    feed.count_reach(viewer_of(request), ReachSurface.SEARCH, shown[SearchKind.POSTS])
    full = wanted is not None and len(getattr(found, wanted)) > limit
    context = {
        "query": query,
        "kind": wanted or "",
        "found": shown,
        "counts": found.counts,
        "tags": [(tag, found.tag_uses.get(tag, 0)) for tag in shown[SearchKind.TAGS]],
        "most": searching.CANDIDATES,
        "noted": notes_on(shown[SearchKind.POSTS]),
        "more": {name: len(getattr(found, name)) > limit for name in SearchKind},
        "any": any(shown.values()),
        "next_url": _next(query, kind, offset + limit) if full and offset < _MOST else "",
    }
    return render(request, "feed/search.html", context)


def _marked(post: PostView, terms: tuple[tuple[str, bool], ...]) -> PostView:
    return dataclasses.replace(post, html=searching.mark_words(post.html, terms)) if terms else post


def _next(query: str, kind: str, offset: int) -> str:
    parts = QueryDict(mutable=True)
    parts.update({"q": query, "kind": kind, "offset": str(offset)})
    return f"/search?{parts.urlencode()}"
