"""What every answer tells the browser about what it may do with a page."""

from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from typing_extensions import override

from folkmoot.infra.config import current

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
# Browsers apply form-action to redirects as well, and consenting to an app ends in a redirect to that app.
_CONSENT_POLICY = POLICY.removesuffix("; form-action 'self'")

_TEXTS = ("text/", "application/json", "application/javascript", "image/svg+xml")

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": "accelerometer=(), bluetooth=(), browsing-topics=(), camera=(), display-capture=(), "
    "geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()",
}
# Apps and other sites show the pictures that lie here.
_FOR_OTHER_SITES = ("/static/",)
ONLY_TLS = "max-age=31536000"
"""A year, and without those servers of the domain that are none of Folkmoot's."""


class HeadersMiddleware:
    """No script, style or picture from elsewhere, no framing, no address of a page told to other sites.

    A view that lets itself be framed says so in a policy of its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._next(request)
        if request.path.startswith("/oauth/"):
            response.headers["Content-Security-Policy"] = _CONSENT_POLICY
        if request.path.startswith(_FOR_OTHER_SITES):
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if current().public_origin.startswith("https:"):
            response.headers["Strict-Transport-Security"] = ONLY_TLS
        for name, value in {"Content-Security-Policy": POLICY, **HEADERS}.items():
            response.headers.setdefault(name, value)
        if "frame-ancestors *" in response.headers["Content-Security-Policy"]:
            del response.headers["X-Frame-Options"]
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
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
