"""Count each request and, where the operator wants it, log it: by the name of its route, never by who or what."""

import logging
import time
from collections.abc import Callable
from functools import lru_cache

from django.db import Error
from django.http import HttpRequest, HttpResponseBase
from prometheus_client import Counter, Histogram

from folkmoot.infra.config import current
from folkmoot.infra.logs import begin_request
from folkmoot.infra.metrics.counted import DATABASE_ERRORS, REQUEST_SECONDS, REQUESTS

logger = logging.getLogger("folkmoot.requests")

_Next = Callable[[HttpRequest], HttpResponseBase]
_EDGES = {"api": "api", "oauth": "api", "console": "console", "static": "static", "media": "media"}
_BROKEN = 500
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class MeasuringMiddleware:
    """The outermost: it sees what the caller waits for. An answer that something broke names its lines in the log."""

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        number = begin_request()
        response = self._next(request)
        if response.status_code >= _BROKEN:
            response.headers["X-Request-Id"] = number
        count(request.path, route_of(request), request.method or "", response.status_code, time.perf_counter() - began)
        return response

    def process_exception(self, _request: HttpRequest, error: Exception) -> None:
        if isinstance(error, Error):
            DATABASE_ERRORS.labels(type(error).__name__).inc()


def count(path: str, route: str, method: str, status: int, seconds: float) -> None:
    """Also for answers that never reach Django."""
    known = method if method in _METHODS else "other"
    _answered(route, known, status).inc()
    _taken(_EDGES.get(path[1:].partition("/")[0], "web")).observe(seconds)
    if current().log_requests:
        said = {"route": route, "method": known, "status": status, "ms": round(seconds * 1000, 1)}
        logger.info("request", extra={"fields": said})


@lru_cache(maxsize=4096)
def _answered(route: str, method: str, status: int) -> Counter:
    return REQUESTS.labels(route, method, str(status))


@lru_cache(maxsize=16)
def _taken(edge: str) -> Histogram:
    return REQUEST_SECONDS.labels(edge)


def route_of(request: HttpRequest) -> str:
    """The pattern that answered, such as "@<acct:acct>/<id:post_id>"; "" for the first page."""
    match = request.resolver_match
    if match is not None:
        return match.route
    return "static" if request.path.startswith("/static/") else "none"
