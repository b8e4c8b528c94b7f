"""What the wiring attached to a request, typed; where a request came from."""

import dataclasses
import re
from collections.abc import Callable
from typing import cast

from django.http import HttpRequest

from folkmoot.infra.config import current
from folkmoot.kernel.viewer import NOBODY, Viewer

_COUNTRY = re.compile(r"[A-Z]{2}")
_UNKNOWN = frozenset({"XX", "ZZ"})
"""What proxies write where they do not know."""


def viewer_of(request: HttpRequest) -> Viewer:
    """Who asks, and from which country. NOBODY where nobody is signed in."""
    return from_country_of(request, cast("Viewer", getattr(request, "viewer", NOBODY)))


def from_country_of(request: HttpRequest, viewer: Viewer) -> Viewer:
    """The viewer with the country that the site's own proxy names; unchanged where it names none."""
    country = country_of(request)
    return dataclasses.replace(viewer, country=country) if country else viewer


def country_of(request: HttpRequest) -> str | None:
    """The country (ISO 3166-1 alpha-2) in the header of the settings; believed only where a proxy stands in front."""
    return believed_country(lambda name: request.META.get(f"HTTP_{name.upper().replace('-', '_')}"))


def believed_country(header: Callable[[str], str | None]) -> str | None:
    """The same for other kinds of requests; `header` gives a header by its name in lower case."""
    name, proxies = current().country_header.lower(), current().proxies
    if not name or not proxies:
        return None
    said = (header(name) or "").strip().upper()
    return said if _COUNTRY.fullmatch(said) and said not in _UNKNOWN else None


def session_id_of(request: HttpRequest) -> int | None:
    """The session of the browser that asks, if it is signed in."""
    return cast("int | None", getattr(request, "session_id", None))


def address_of(request: HttpRequest) -> str:
    """The network address of the caller, as far as the proxies of this site are to be believed."""
    return believed_address(str(request.META.get("REMOTE_ADDR", "")), request.META.get("HTTP_X_FORWARDED_FOR", ""))


def believed_address(direct: str, said: str) -> str:
    """The same for other kinds of requests: who connected, and what X-Forwarded-For says."""
    proxies = current().proxies
    if not proxies:
        return direct
    forwarded = [part.strip() for part in said.split(",") if part.strip()]
    return forwarded[-proxies] if len(forwarded) >= proxies else direct
