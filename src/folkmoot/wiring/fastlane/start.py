"""The first page of a member in a browser: Latest, with all that stands around it."""

import secrets
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token

from folkmoot.domains.residency import api as residency
from folkmoot.edges.web import home_parts
from folkmoot.infra.config import current
from folkmoot.kernel import clock
from folkmoot.kernel.ids import floor_id
from folkmoot.kernel.pages import PageRequest
from folkmoot.wiring import pages
from folkmoot.wiring.fastlane.answers import StartResponse, packed
from folkmoot.wiring.fastlane.browsers import Browser
from folkmoot.wiring.fastlane.changes import Changes
from folkmoot.wiring.fastlane.frames import SLOTS, Frames
from folkmoot.wiring.fastlane.homes import HomePage, Homes, Visit, count_shown
from folkmoot.wiring.fastlane.sources import Source
from folkmoot.wiring.headers import HEADERS, ONLY_TLS, POLICY

_FIRST: Final = PageRequest()
_ANY: Final = Visit("", _FIRST, None, None)
_POSTS, _CSRF, _KEY, _SINCE = (one.encode() for one in (SLOTS.posts, SLOTS.csrf, SLOTS.key, SLOTS.since))
_VARY: Final = "HX-Request, Accept-Language, Cookie, Accept-Encoding"


class StartPage:
    """Answers it, or None where something about the member is unusual."""

    route = ""

    def __init__(self, source: Source, homes: Homes, frames: Frames, changes: Changes) -> None:
        self._source, self._homes, self._frames, self._changes = source, homes, frames, changes

    def __call__(self, browser: Browser, environ: dict[str, Any], start: StartResponse) -> Iterable[bytes] | None:
        self._source.renew()
        session = residency.sessions.account_of(browser.token)
        if session is None or not self._homes.may_have(session[0], _ANY):
            return None
        frame = self._frames.of(*session, browser, environ)
        if frame is None:
            return None
        self._changes.catch_up()  # to make a frame takes long enough for others to change something
        page = self._homes.page(session[0], Visit("", _FIRST, frame.look, browser.country))
        if page is None:
            return None
        copies = self._homes.copies(page)
        posts = b"".join([copy.body for copy in copies if copy.body is not None])
        if not posts:
            return None
        pages.of_person(session[0]).check()
        token, cookie = _forms(browser.secret)
        values = {_POSTS: posts + _below(page, frame.look.language), _KEY: _key(), _SINCE: _since()}
        body = frame.filled(values).replace(_CSRF, token)
        secure = current().public_origin.startswith("https:")
        headers = [*_headers(frame.look.language, secure=secure), ("Set-Cookie", cookie)]
        body = packed(body, browser.gzip, headers)
        count_shown(page, copies)
        start("200 OK", [*headers, ("Content-Length", str(len(body)))])
        return [body]


def _below(page: HomePage, language: str) -> bytes:
    return home_parts.below(page.around.next_max_id, language).encode()


def _key() -> bytes:
    return secrets.token_urlsafe(16).encode()


def _since() -> bytes:
    return str(floor_id(clock.now())).encode()


def _forms(secret: str) -> tuple[bytes, str]:
    """A token for forms and the cookie that goes with it, as Django makes them."""
    request, response = HttpRequest(), HttpResponse()
    request.COOKIES = {settings.CSRF_COOKIE_NAME: secret} if secret else {}
    guard = CsrfViewMiddleware(lambda _: response)
    guard.process_request(request)
    token = get_token(request)
    guard.process_response(request, response)
    return token.encode(), response.cookies[settings.CSRF_COOKIE_NAME].output(header="")


@lru_cache(maxsize=64)
def _headers(language: str, *, secure: bool) -> tuple[tuple[str, str], ...]:
    """Those that are the same in each answer."""
    return (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Vary", _VARY),
        ("Content-Language", language),
        ("Cache-Control", "private, no-cache"),
        ("Content-Security-Policy", POLICY),
        *HEADERS.items(),
        *((("Strict-Transport-Security", ONLY_TLS),) if secure else ()),
    )
