"""What the wiring attached to a request, typed; where a request came from."""

from typing import cast

from django.http import HttpRequest

from folkmoot.infra.config import current
from folkmoot.kernel.viewer import NOBODY, Viewer


def viewer_of(request: HttpRequest) -> Viewer:
    """Who asks. NOBODY where nobody is signed in."""
    return cast("Viewer", getattr(request, "viewer", NOBODY))


def session_id_of(request: HttpRequest) -> int | None:
    """The session of the browser that asks, if it is signed in."""
    return cast("int | None", getattr(request, "session_id", None))


def address_of(request: HttpRequest) -> str:
    """The network address of the caller, as far as the proxies of this site are to be believed."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    proxies = current().proxies
    if not proxies:
        return direct
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    return forwarded[-proxies] if len(forwarded) >= proxies else direct
