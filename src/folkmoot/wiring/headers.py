"""What every answer tells the browser about what it may do with a page."""

from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from typing_extensions import override

_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self'"
)
# Browsers apply form-action to redirects as well, and consenting to an app ends in a redirect to that app.
_CONSENT_POLICY = _POLICY.removesuffix("; form-action 'self'")

_TEXTS = ("text/", "application/json", "application/javascript", "image/svg+xml")

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class HeadersMiddleware:
    """No script, style or picture from elsewhere, no framing, no address of a page told to other sites."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._next(request)
        if request.path.startswith("/oauth/"):
            response.headers["Content-Security-Policy"] = _CONSENT_POLICY
        for name, value in {"Content-Security-Policy": _POLICY, **_HEADERS}.items():
            response.headers.setdefault(name, value)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class TextGzipMiddleware(GZipMiddleware):
    """Compress what is text. Pictures, sound and parts of files go as they are."""

    @override
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "")
        if response.status_code != HTTPStatus.OK or not kind.startswith(_TEXTS):
            return response
        return super().process_response(request, cast("HttpResponse", response))
