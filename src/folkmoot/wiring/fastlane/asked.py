"""What a request asks, as far as the fast lane understands it."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from folkmoot.domains.accounts import api as accounts
from folkmoot.infra import crypto
from folkmoot.infra.config import current
from folkmoot.infra.http.requests import believed_address, believed_country
from folkmoot.kernel.ids import parse_id
from folkmoot.kernel.pages import PageRequest
from folkmoot.wiring import maintenance
from folkmoot.wiring.languages import language_for_programs

_PART: Final = re.compile(r"([a-z_]+)=([A-Za-z0-9]{1,19})")
_CURSOR_PART: Final = re.compile(r"(limit|cursor)=([0-9-]{1,59})")
_BOUNDS: Final = frozenset({"max_id", "since_id", "min_id"})
_ON: Final = frozenset({"true", "True", "1", "on", "t"})
_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?")
_TOKEN: Final = re.compile(r"Bearer ([A-Za-z0-9._~+/=-]{1,500})")
_MOST_QUERIES: Final = 4096


@dataclass(frozen=True, slots=True)
class Walk:
    """Which part of a list, what of the query stays in the addresses of its neighbours, and which of the flags that an
    answer knows are on.
    """

    page: PageRequest
    kept: str
    flags: frozenset[str] = frozenset()
    cursor: str = ""


Understood = Callable[[str], Walk | None]
"""What a query asks; None for one that only Django answers."""


@dataclass(slots=True)
class Asked:
    """A request that the fast lane may answer. `about`: whose or which, of a path with an id, else 0. `token` is the
    hash of what the app showed.
    """

    path: str
    about: int
    walk: Walk
    token: str
    language: str
    country: str | None
    gzip: str


def read(environ: dict[str, Any], about: int, understood: Understood) -> Asked | None:
    """None for everything that only Django answers: other methods, other parameters, nobody in particular."""
    token = _token(environ.get("HTTP_AUTHORIZATION", ""))
    walk = understood(environ.get("QUERY_STRING", ""))
    if token is None or walk is None or not is_usual(environ):
        return None
    return Asked(
        path=environ["PATH_INFO"],
        about=about,
        walk=walk,
        token=token,
        language=language_for_programs(environ.get("HTTP_ACCEPT_LANGUAGE", "")),
        country=country_of(environ),
        gzip=environ.get("HTTP_ACCEPT_ENCODING", ""),
    )


def is_usual(environ: dict[str, Any]) -> bool:
    """Whether this is a request to read, from an address that is let in, of a site that is open."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and not environ.get("CONTENT_TYPE")
        and environ.get("CONTENT_LENGTH", "0") in {"", "0"}
        and not environ.get("HTTP_TRANSFER_ENCODING")
        and _is_host(environ.get("HTTP_HOST", ""))
        and not maintenance.is_on()
        and accounts.has_access(_address(environ))
    )


def walks(*, default: int = 20, most: int = 40, flags: Collection[str] = ()) -> Understood:
    """Understands the parts of a list of at most so many, and these flags."""

    @lru_cache(maxsize=_MOST_QUERIES)
    def understood(query: str) -> Walk | None:
        found: dict[str, str] = {}
        for part in query.split("&") if query else ():
            match = _PART.fullmatch(part)
            if match is None or match[1] in found or not (match[1] in flags or _is_number(match[1], match[2])):
                return None
            found[match[1]] = match[2]
        page = PageRequest(
            max_id=parse_id(found.get("max_id", "")),
            since_id=parse_id(found.get("since_id", "")),
            min_id=parse_id(found.get("min_id", "")),
            limit=min(parse_id(found.get("limit", "")) or default, most),
        )
        kept = "".join(f"{name}={value}&" for name, value in found.items() if name not in _BOUNDS)
        return Walk(page, kept, frozenset(name for name in flags if found.get(name) in _ON))

    return understood


def cursors(*, default: int = 20, most: int = 40) -> Understood:
    """Understands the pages of something that goes on by a cursor of numbers."""

    @lru_cache(maxsize=_MOST_QUERIES)
    def understood(query: str) -> Walk | None:
        found: dict[str, str] = {}
        for part in query.split("&") if query else ():
            match = _CURSOR_PART.fullmatch(part)
            if match is None or match[1] in found:
                return None
            found[match[1]] = match[2]
        if "-" in found.get("limit", ""):
            return None
        limit = min(parse_id(found.get("limit", "")) or default, most)
        return Walk(PageRequest(limit=limit), "", cursor=found.get("cursor", ""))

    return understood


def _is_number(name: str, value: str) -> bool:
    return (name in _BOUNDS or name == "limit") and value.isdigit()


@lru_cache(maxsize=256)
def _is_host(host: str) -> bool:
    return _HOST.fullmatch(host) is not None


def country_of(environ: dict[str, Any]) -> str | None:
    """As `infra.http.requests.country_of`."""
    if not current().country_header:
        return None
    return believed_country(lambda name: environ.get(f"HTTP_{name.upper().replace('-', '_')}"))


def _address(environ: dict[str, Any]) -> str:
    return believed_address(environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", ""))


@lru_cache(maxsize=10_000)
def _token(authorization: str) -> str | None:
    """The hash of the token that was shown."""
    shown = _TOKEN.fullmatch(authorization)
    return crypto.token_hash(shown[1]) if shown else None
