"""Long lists: a real link to the next part, which htmx turns into more of the same page."""

from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from folkmoot.edges.web.noted import notes_on
from folkmoot.infra.http.answers import number_of
from folkmoot.kernel.pages import Page

T = TypeVar("T")

FLOWING = 6
"""So many parts of a list come by themselves when the reader nears the end; then a button waits, or nobody would ever
reach what stands below."""


def next_url(request: HttpRequest, page: Page[T]) -> str:
    """The address of what comes after this part; "" at the end."""
    if page.next_max_id is None:
        return ""
    query = QueryDict(request.GET.urlencode(), mutable=True)
    query["max_id"] = str(page.next_max_id)
    query.pop("deep", None)
    return f"{request.path}?{query.urlencode()}"


def depth(request: HttpRequest) -> dict[str, Any]:
    """How many parts came by themselves, and whether the next one does."""
    deep = number_of(request.GET.get("deep"), least=1, most=FLOWING, default=0) + 1
    return {"deep": deep, "flows": deep < FLOWING}


def list_page(
    request: HttpRequest, template: str, page: Page[T], context: dict[str, Any], *, items: str = "posts/items.html"
) -> HttpResponse:
    """The page with a list on it, or only the list's next part where htmx asks for it."""
    more = request.headers.get("HX-Request") == "true" and "max_id" in request.GET
    first = "max_id" not in request.GET
    noted = notes_on([*page.items, *context.get("pinned_posts", ())])
    around = context | {"items": page.items, "next_url": next_url(request, page), "first": first, "noted": noted}
    around |= depth(request)
    response = render(request, items if more else template, around)
    patch_vary_headers(response, ["HX-Request"])
    return response
