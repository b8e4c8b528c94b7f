"""Requests that are too large are refused by what they say of themselves, before a parser or CSRF reads them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from folkmoot.infra.config import current
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.http.sizes import QUERY, SMALL_BODY, most_of
from folkmoot.kernel.errors import FolkmootError, NotSignedIn, TooLarge
from folkmoot.kernel.sentences import sentence
from folkmoot.wiring.answers import is_api, refusal

_Next = Callable[[HttpRequest], HttpResponseBase]
_MEGABYTE = 1024 * 1024
_NO_LENGTH = 411


class SizesMiddleware:
    """Answers 413 to what is too large, 411 to a body that hides its length. Large forms are read for members only."""

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower():
            return _closing(HttpResponse("Length Required", status=_NO_LENGTH, content_type="text/plain"))
        problem = _problem(request)
        return self._next(request) if problem is None else _closing(refusal(request, problem))


def _problem(request: HttpRequest) -> FolkmootError | None:
    if len(request.META.get("QUERY_STRING", "")) > QUERY:
        return TooLarge("query", safe="This address is too long.")
    size = _size(request)
    if size <= SMALL_BODY:
        return None
    most = most_of(request.path, request.META.get("CONTENT_TYPE", ""), current())
    if size > most:
        return TooLarge("body", safe=sentence("At most {limit} MB can be sent at once.", limit=f"{most / _MEGABYTE:g}"))
    if not is_api(request) and viewer_of(request).account_id is None:
        return NotSignedIn("a large form")
    return None


def _size(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _closing(response: HttpResponse) -> HttpResponse:
    """What was not read is still on its way: the connection is of no more use."""
    response.headers["Connection"] = "close"
    return response
