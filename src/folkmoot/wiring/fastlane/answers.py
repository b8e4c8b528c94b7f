"""The answer as the plain path would give it: the same headers around the same body."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.text import compress_string

from folkmoot.edges.mastodon.dispatch import CORS, JSON
from folkmoot.edges.mastodon.throttle import throttle
from folkmoot.infra.config import current
from folkmoot.kernel.pages import Page
from folkmoot.kernel.viewer import Viewer
from folkmoot.wiring.fastlane.asked import Asked
from folkmoot.wiring.headers import HEADERS, ONLY_TLS, POLICY

StartResponse = Callable[..., Any]
_ALWAYS: Final = [
    ("Content-Type", JSON),
    *CORS.items(),
    ("Cache-Control", "private, no-store"),
    ("Content-Security-Policy", POLICY),
    *HEADERS.items(),
]
_VARY: Final = ("Vary", "Accept-Language")
_VARY_COMPRESSED: Final = ("Vary", "Accept-Language, Accept-Encoding")
_NOT_WORTH_COMPRESSING: Final = 200


def answer(start: StartResponse, asked: Asked, viewer: Viewer, body: bytes, link: str) -> Iterable[bytes]:
    """Answer with a part of a list, its neighbours in `link`; counts as a call, like each. Raises RateLimited."""
    allowance = throttle.take(viewer.account_id, "", viewer.app_id)
    allowance.check()
    settings = current()
    headers = [*_site(settings.origin, settings.port)[1], *allowance.headers.items()]
    if link:
        headers.append(("Link", link))
    if len(body) < _NOT_WORTH_COMPRESSING:
        headers.append(_VARY)
    else:
        headers.append(_VARY_COMPRESSED)
        body = packed(body, asked.gzip, headers)
    headers.append(("Content-Length", str(len(body))))
    start("200 OK", headers)
    return [body]


def packed(body: bytes, accepted: str, headers: list[tuple[str, str]]) -> bytes:
    """Compressed and with a header that says so, where the caller takes that (`accepted`) and it makes it smaller."""
    if not accepted or not re_accepts_gzip.search(accepted):
        return body
    smaller = compress_string(body, max_random_bytes=GZipMiddleware.max_random_bytes)
    if len(smaller) >= len(body):
        return body
    headers.append(("Content-Encoding", "gzip"))
    return smaller


def listed(bodies: Sequence[bytes]) -> bytes:
    return b"[" + b",".join(bodies) + b"]"


@lru_cache(maxsize=4)
def _site(_origin: str, _port: int) -> tuple[str, list[tuple[str, str]]]:
    """The site's origin, and the headers that are the same in each answer, as the settings with these two have them."""
    origin = current().public_origin
    return origin, [*_ALWAYS, ("Strict-Transport-Security", ONLY_TLS)] if origin.startswith("https:") else _ALWAYS


def links(asked: Asked, page: Page[int]) -> str:
    """The header Link; empty for a list without anything."""
    if not page.prev_min_id:
        return ""
    settings = current()
    place = f"<{_site(settings.origin, settings.port)[0]}{asked.path}?{asked.walk.kept}"
    older = f'{place}max_id={page.next_max_id}>; rel="next"' if page.next_max_id else ""
    newer = f'{place}min_id={page.prev_min_id}>; rel="prev"'
    return f"{older}, {newer}" if older else newer
