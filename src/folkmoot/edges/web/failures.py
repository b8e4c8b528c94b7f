"""Pages for what Django itself refuses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django calls it so
    """A form came without its secret: an old tab, cookies that are off, or another site's doing."""
    message = _("This form was open for too long, or your browser refuses cookies. Please go back and try again.")
    return render(request, "error.html", {"status": 403, "message": message}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - the same
    message = _("There is nothing here, or it is not for you to see.")
    return render(request, "error.html", {"status": 404, "message": message}, status=404)
