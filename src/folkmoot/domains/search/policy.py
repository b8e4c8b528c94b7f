"""What a query means, and in which order posts are found. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from folkmoot.kernel.ids import parse_id

QUERY_LIMIT = 500
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_ACCT = re.compile(r"@([A-Za-z0-9_.-]+)(?:@([A-Za-z0-9.:-]+))?", re.ASCII)
_PAGE = re.compile(r"/(@[^/]+)(?:/([0-9]+))?/?")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Exact:
    """The one account (`domain` is "" for this site) or post that a query names."""

    handle: str = ""
    domain: str = ""
    post_id: int | None = None


def normal_query(raw: str) -> str:
    """What is searched for: one line, at most 500 characters, without what cannot be in a text."""
    return " ".join(_CONTROL.sub(" ", raw[:QUERY_LIMIT]).split())


def exact(query: str, *, origin: str) -> Exact | None:
    """What the query names: `@ben`, `@ben@site.example`, or the address of a person or a post here."""
    own = urlsplit(origin).netloc.lower()
    if query.startswith("@"):
        return _account(query, own)
    if not query.lower().startswith(("https://", "http://")):
        return None
    try:
        address = urlsplit(query)
    except ValueError:
        return None
    page = _PAGE.fullmatch(unquote(address.path)) if address.netloc.lower() == own else None
    if page is None:
        return None
    return Exact(post_id=parse_id(page[2]) or 0) if page[2] else _account(page[1], own)


def _account(acct: str, own: str) -> Exact | None:
    found = _ACCT.fullmatch(acct)
    if found is None:
        return None
    domain = (found[2] or "").lower()
    return Exact(handle=found[1], domain="" if domain == own else domain)


def in_order(found: Sequence[tuple[float, T]]) -> list[T]:
    """Takes (factor, item) pairs, the newest first, and puts reduced ones back in proportion.

    An item in place 2 with the factor 0.25 stands where place 8 would be, behind whatever is there; with the factor 0
    it comes last.
    """
    places = [
        (place / factor if factor > 0 else float("inf"), factor < 1, place, item)
        for place, (factor, item) in enumerate(found, start=1)
    ]
    return [item for *_, item in sorted(places, key=lambda one: one[:3])]
