"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from folkmoot.domains.posts import api as posts
from folkmoot.edges.web.lists import list_page
from folkmoot.edges.web.pages.composing import empty_form
from folkmoot.edges.web.pages.site import landing
from folkmoot.edges.web.pages.writing import managed, me
from folkmoot.infra.http.answers import page_request
from folkmoot.infra.http.requests import viewer_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    if viewer.account_id is None:
        return landing(request)
    context = {"form": empty_form(me(request)), "managed": managed(request), "view": "latest"}
    page = posts.public_timeline(viewer, page_request(request))
    return list_page(request, "feed/home.html", page, context)
