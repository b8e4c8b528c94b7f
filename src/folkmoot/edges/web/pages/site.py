"""What visitors read: the start page, the site's own pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.community import api as community
from folkmoot.domains.community.api import SitePageName
from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import ReachSurface
from folkmoot.domains.posts import api as posts
from folkmoot.edges.web.lists import list_page
from folkmoot.edges.web.pages.rules import by_effect
from folkmoot.infra.http.answers import page_request
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.text import render_document
from folkmoot.infra.words import said


def landing(request: HttpRequest) -> HttpResponse:
    """The start page of visitors: what this is, the rules at a glance, and what people talk about."""
    page = posts.public_timeline(viewer_of(request), page_request(request, 10), local=True)
    feed.count_reach(viewer_of(request), ReachSurface.PUBLIC, page.items)
    context = {"members": accounts.count_local(), "rules": by_effect(request)}
    return list_page(request, "site/landing.html", page, context)


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Everything that is public here, newest first."""
    page = posts.public_timeline(viewer_of(request), page_request(request))
    feed.count_reach(viewer_of(request), ReachSurface.PUBLIC, page.items)
    return list_page(request, "site/public.html", page, {})


@require_safe
def site_page(request: HttpRequest, name: str) -> HttpResponse:
    page = community.site_page(SitePageName(name))
    html = page.html if page.edited_at else render_document(said(page.source))
    return render(request, "site/page.html", {"page": page, "html": html})
