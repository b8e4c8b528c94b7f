"""Errors in the caller's form: JSON for the client API, a page for everybody else."""

import logging
import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import urlencode
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views import defaults

from folkmoot.infra.http.statuses import status_of
from folkmoot.infra.unavailable import unavailable
from folkmoot.infra.words import said
from folkmoot.kernel.errors import FolkmootError, NotSignedIn, RateLimited, Unavailable

logger = logging.getLogger(__name__)

ALIVE = "/health"
"""Answered to everybody, while the site is being looked after and while no database is there."""

_FOR_PROGRAMS = (
    ALIVE,
    "/ready",
    "/metrics",
    "/api/",
    "/oauth/token",
    "/oauth/revoke",
    "/oauth/userinfo",
    "/nodeinfo/",
    "/.well-known/",
    "/transparency/log/",
)
_BAD_REQUEST = 400
_TOO_LARGE = 413
_BROKEN = 500


def is_api(request: HttpRequest) -> bool:
    """Whether a program asks, with a token of its own or none: sessions of browsers do not count there."""
    return request.path.startswith(_FOR_PROGRAMS)


def refusal(request: HttpRequest, error: FolkmootError) -> HttpResponse:
    """The answer to an expected error; nobody signed in goes to sign in."""
    if isinstance(error, NotSignedIn) and not is_api(request):
        back = request.get_full_path() if request.method == "GET" else "/"
        return _sent_to(request, f"/sign-in?{urlencode({'next': back})}")
    answer = _said(request, said(error.safe), status_of(error))
    if isinstance(error, RateLimited):
        answer["Retry-After"] = str(error.retry_after)
    return answer


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's call
    """What Django refuses to read: too large, too many fields, damaged on its way."""
    text = _("This could not be read: it is too large, or was damaged on its way. Please go back and try again.")
    return _said(request, text, _BAD_REQUEST)


def too_large(request: HttpRequest) -> HttpResponse:
    """What is not even read."""
    answer = unreadable(request)
    answer.status_code = _TOO_LARGE
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """What nobody foresaw. The page needs neither template context nor database."""
    if (reason := unavailable(sys.exception())) is not None:
        with override(get_language_from_request(request)):
            return not_now(request, reason)
    if is_api(request):
        return JsonResponse({"error": "Something broke on our side"}, status=_BROKEN)
    return defaults.server_error(request)


def not_now(request: HttpRequest, reason: Unavailable) -> HttpResponse:
    """A store is away, locked, read-only or full. The page asks no database."""
    logger.error("answered %d: %s", status_of(reason), reason)
    headers = {"Retry-After": str(reason.retry_after), "Cache-Control": "no-store"}
    status, text = status_of(reason), said(reason.safe)
    if is_api(request):
        answer: HttpResponse = JsonResponse({"error": text}, status=status, headers=headers)
    else:
        answer = HttpResponse(render_to_string("unavailable.html", {"message": text}), status=status, headers=headers)
    answer._has_been_logged = True  # type: ignore[attr-defined] # noqa: SLF001 - or Django logs each with its address
    return answer


def _sent_to(request: HttpRequest, path: str) -> HttpResponse:
    """A page, by a redirect; htmx would follow that by itself and put the whole page where the button was."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": path})
    return redirect(path)


def _said(request: HttpRequest, text: str, status: int) -> HttpResponse:
    if is_api(request):
        return JsonResponse({"error": text}, status=status)
    return render(request, "error.html", {"status": status, "message": text}, status=status)
