"""How many pages a person, or an address that nobody is signed in from, may open in five minutes."""

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache

from django.http import HttpRequest, HttpResponseBase

from folkmoot.infra.config import current
from folkmoot.infra.http.requests import address_of, viewer_of
from folkmoot.infra.limits import api as limits
from folkmoot.infra.limits.api import Allowance, Limit
from folkmoot.kernel.errors import RateLimited
from folkmoot.wiring.answers import refusal

WINDOW = timedelta(minutes=5)
_COUNTED_THERE = ("/api/v", "/api/folkmoot/", "/oauth/token", "/oauth/revoke", "/oauth/userinfo")
_NOT_PAGES = ("/media/", "/static/", "/health", "/ready", "/metrics", "/sw.js", "/manifest.webmanifest", "/robots.txt")
_Next = Callable[[HttpRequest], HttpResponseBase]


class PagesMiddleware:
    """Answers 429 to more. The client API counts for itself."""

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith((*_COUNTED_THERE, *_NOT_PAGES)):
            return self._next(request)
        viewer, config = viewer_of(request), current()
        if viewer.account_id is None:
            subject: object = limits.network_of(address_of(request))
            allowance = limits.take(_limit("pages of an address", config.pages_per_address), subject)
        else:
            allowance = of_person(viewer.account_id)
        try:
            allowance.check()
        except RateLimited as error:
            response = refusal(request, error)
            for name, value in limits.headers([allowance]).items():
                response.headers[name] = value
            return response
        return self._next(request)


def of_person(account_id: int) -> Allowance:
    """Count a page that somebody opens; what is left to them."""
    return limits.take(_limit("pages of a person", current().pages_per_person), account_id)


@lru_cache(maxsize=8)
def _limit(name: str, most: int) -> Limit:
    return Limit(name, most, WINDOW)
