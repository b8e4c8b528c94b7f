"""Settings: take everything of one's own away."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.moving import api as moving
from folkmoot.infra.http.answers import say, warn
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.words import said
from folkmoot.kernel.errors import Conflict


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Ask for an archive, and see how it stands."""
    viewer = viewer_of(request)
    if request.method == "POST":
        try:
            moving.ask_for_archive(viewer)
            say(request, _("Your archive is being made."))
        except Conflict as refusal:
            warn(request, said(refusal.safe))
        return redirect("/settings/export")
    return render(request, "settings/export.html", {"archive": moving.archive_of(viewer)})


@require_safe
def download(request: HttpRequest, archive_id: int) -> HttpResponseBase:
    """One's own archive; nobody else finds it."""
    viewer = viewer_of(request)
    account = accounts.access_account(viewer, viewer.require_account())
    size, pieces = moving.read_archive(viewer, archive_id)
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    response["Content-Length"] = str(size)
    response["Content-Disposition"] = f'attachment; filename="folkmoot-{account.handle}.zip"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
