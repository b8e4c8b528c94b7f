"""Attach who asks; answer expected errors in the caller's form."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.residency import api as residency
from folkmoot.infra.http.cookies import session_token_of
from folkmoot.infra.http.statuses import status_of
from folkmoot.kernel.errors import FolkmootError, NotFound, NotSignedIn, RateLimited
from folkmoot.kernel.viewer import NOBODY

_Next = Callable[[HttpRequest], HttpResponseBase]


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith(("/api/", "/oauth/token", "/oauth/revoke", "/nodeinfo/", "/.well-known/"))


class ViewerMiddleware:
    """`request.viewer` from the session cookie; the client API reads its own tokens."""

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.viewer, request.session_id = NOBODY, None  # type: ignore[attr-defined] # read by infra.http.requests
        token = session_token_of(request)
        found = residency.sessions.account_of(token) if token and not _is_api(request) else None
        if found is not None:
            request.viewer = accounts.viewer_for(found[0])  # type: ignore[attr-defined] # see above
            request.session_id = found[1]  # type: ignore[attr-defined] # see above
        return self._next(request)


class ErrorsMiddleware:
    """Expected errors become answers: JSON for the client API, else a page; nobody signed in goes to sign in."""

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _holds_nul(request):
            return _answer(request, NotFound("character 0 in an address"))
        return self._next(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, FolkmootError):
            return None
        answer = _answer(request, error)
        if isinstance(error, RateLimited):
            answer["Retry-After"] = str(error.retry_after)
        return answer


def _holds_nul(request: HttpRequest) -> bool:
    """No address of this site holds the character 0, and a database may refuse even to look for it."""
    return "\0" in request.path or "%00" in request.META.get("QUERY_STRING", "")


def _answer(request: HttpRequest, error: FolkmootError) -> HttpResponse:
    return _json(error) if _is_api(request) else _page(request, error)


def _json(error: FolkmootError) -> HttpResponse:
    return JsonResponse({"error": error.safe}, status=status_of(error))


def _page(request: HttpRequest, error: FolkmootError) -> HttpResponse:
    if isinstance(error, NotSignedIn):
        back = request.get_full_path() if request.method == "GET" else "/"
        return redirect(f"/sign-in?{urlencode({'next': back})}")
    status = status_of(error)
    return render(request, "error.html", {"status": status, "message": error.safe}, status=status)
