"""Announcements on the home page: read, and put away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from folkmoot.domains.community import api as community
from folkmoot.infra.http.requests import viewer_of


@require_POST
def dismiss(request: HttpRequest, announcement_id: int) -> HttpResponse:
    community.dismiss_announcement(viewer_of(request), announcement_id=announcement_id)
    return redirect("/")
