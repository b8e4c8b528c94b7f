"""Attach who asks; answer expected errors in the caller's form."""

import codecs
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.residency import api as residency
from folkmoot.infra.http.cookies import session_token_of
from folkmoot.infra.http.requests import address_of
from folkmoot.infra.unavailable import unavailable
from folkmoot.kernel.errors import FolkmootError, Forbidden, Invalid, NotFound
from folkmoot.kernel.viewer import NOBODY
from folkmoot.wiring.answers import ALIVE, is_api, not_now, refusal, too_large
from folkmoot.wiring.bodies import is_too_large

_Next = Callable[[HttpRequest], HttpResponseBase]


class ViewerMiddleware:
    """`request.viewer` from the session cookie; the client API reads its own tokens."""

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.viewer, request.session_id = NOBODY, None  # type: ignore[attr-defined] # read by infra.http.requests
        token = session_token_of(request)
        found = residency.sessions.account_of(token) if token and not is_api(request) else None
        if found is not None:
            request.viewer = accounts.viewer_for(found[0])  # type: ignore[attr-defined] # see above
            request.session_id = found[1]  # type: ignore[attr-defined] # see above
        return self._next(request)


class AccessMiddleware:
    """Nothing is answered to the network addresses that operators shut out, but what a browser needs to say so."""

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path != ALIVE and not accounts.has_access(address_of(request)):
            return refusal(request, Forbidden("no access", safe=accounts.NO_ACCESS))
        return self._next(request)


class ErrorsMiddleware:
    """Expected errors become answers, and so does what cannot be read at all."""

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _holds_nul(request):
            return refusal(request, NotFound("character 0 in an address"))
        if not _is_utf8(request.encoding or "utf-8"):
            return refusal(request, Invalid("Please send text in UTF-8."))
        if is_too_large(request):
            return too_large(request)
        request.encoding = "utf-8"
        return self._next(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, FolkmootError):
            return refusal(request, error)
        reason = unavailable(error)
        return None if reason is None else not_now(request, reason)


def _holds_nul(request: HttpRequest) -> bool:
    """No address of this site holds the character 0, and a database may refuse even to look for it."""
    return "\0" in request.path or "%00" in request.META.get("QUERY_STRING", "")


def _is_utf8(charset: str) -> bool:
    """Whether texts named so can be read as UTF-8. Django would follow any name, also of what encodes no text."""
    return codecs.lookup(charset).name in {"utf-8", "ascii"}
