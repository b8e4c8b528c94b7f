"""What makes the site an app that can be installed: its manifest, and a service worker for when the line is dead."""

import hashlib

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.domains.community import api as community
from folkmoot.edges.web.tags import asset

_PAPER = "#fbfaf7"
_SHORT = 30
"""As many letters as stand beneath an icon at most."""
_HOUR = "public, max-age=3600"
_KEPT = ("folkmoot.css", "folkmoot.js", "folkmoot.svg", "django_htmx/htmx-2.min.js")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django calls it so
    """https://www.w3.org/TR/appmanifest/"""
    own = community.settings()
    content = {
        "id": "/", "start_url": "/", "scope": "/", "display": "standalone",
        "name": own.name, "short_name": own.name[:_SHORT].strip(), "description": own.description[:300],
        "lang": get_language(), "dir": "rtl" if get_language_bidi() else "ltr",
        "background_color": _PAPER, "theme_color": _PAPER,
        "icons": [
            _icon("icons/icon-192.png", 192, "any"),
            _icon("icons/icon-512.png", 512, "any"),
            _icon("icons/maskable-512.png", 512, "maskable"),
        ],
        "shortcuts": [
            {"name": _("Write"), "url": "/compose"},
            {"name": _("Notifications"), "url": "/notifications"},
        ],
    }  # fmt: skip
    return JsonResponse(content, content_type="application/manifest+json", headers={"Cache-Control": _HOUR})


def _icon(path: str, side: int, purpose: str) -> dict[str, str]:
    return {"src": asset(path), "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the same
    """It keeps files that are the same for everybody, and no page but the one for a dead line."""
    kept = ["/offline", *map(asset, _KEPT)]
    version = hashlib.sha256(" ".join(kept).encode()).hexdigest()[:12]
    script = render_to_string("site/sw.js", {"kept": kept, "version": version})
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@require_safe
def offline(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the same
    """The same for everybody: it is kept in browsers."""
    return HttpResponse(render_to_string("offline.html"), headers={"Cache-Control": _HOUR})
