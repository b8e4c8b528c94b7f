"""What programs that walk the web may fetch, and the few addresses that they expect."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from folkmoot.domains.community import api as community
from folkmoot.edges.web.sharing.shown import absolute
from folkmoot.infra.config import current
from folkmoot.kernel import clock
from folkmoot.kernel.errors import NotFound

_CLOSED = (
    "/api/", "/bookmarks", "/compose", "/console", "/conversations", "/drafts", "/favourites", "/filters",
    "/follow-requests", "/lists", "/menu", "/notifications", "/oauth/", "/report", "/reset", "/search", "/settings/",
)  # fmt: skip
View = Callable[..., HttpResponse]


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """OEmbed is for programs that somebody sent; the rest of what is closed makes no sense to a crawler."""
    lines = ["User-agent: *", "Allow: /api/oembed", *(f"Disallow: {path}" for path in _CLOSED)]
    decided = community.settings().refuse_ai_crawlers
    refused = current().refuse_ai_crawlers if decided is None else decided
    if refused:
        lines += ["", *(f"User-agent: {name}" for name in _ai_crawlers()), "Disallow: /"]
    response = HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "max-age=3600"
    return response


@require_safe
def security(_request: HttpRequest) -> HttpResponse:
    """RFC 9116. It is true until the end of next year."""
    settings = community.settings()
    if not settings.contact_email:
        raise NotFound("no contact")
    expires = datetime(clock.now().year + 1, 12, 31, tzinfo=UTC)
    lines = [
        f"Contact: mailto:{settings.contact_email}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Canonical: {absolute('/.well-known/security.txt')}",
        *([f"Preferred-Languages: {', '.join(settings.languages)}"] if settings.languages else []),
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
def change_password(_request: HttpRequest) -> HttpResponse:
    """Where password managers send people (https://w3c.github.io/webappsec-change-password-url/)."""
    return redirect("/settings/account")


def unindexed(view: View) -> View:
    """A page that no search engine should keep."""

    @wraps(view)
    def answered(request: HttpRequest, **parts: Any) -> HttpResponse:
        response = view(request, **parts)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return answered


@cache
def _ai_crawlers() -> tuple[str, ...]:
    lines = (Path(__file__).parent / "ai_crawlers.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
