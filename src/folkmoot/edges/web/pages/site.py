"""What visitors read: the start page, the site's own pages, the rules."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.domains.community import api as community
from folkmoot.domains.community.api import SitePageName


@require_safe
def site_page(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "site/page.html", {"page": community.site_page(SitePageName(name))})
