"""A browser that asks for the first page, as far as the fast lane understands it."""

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import parse_cookie

from folkmoot.edges.web.pages.feeds import VIEW_COOKIE
from folkmoot.infra.http.cookies import LANGUAGE_COOKIE, SESSION_COOKIE, named
from folkmoot.wiring.fastlane.asked import country_of, is_usual
from folkmoot.wiring.messages import OwnCookieStorage

PATH: Final = "/"


@dataclass(frozen=True, slots=True)
class Browser:
    """`token`: of the session. `languages`: what decides on the language where the member has not: a cookie and the
    header. `secret`: what tokens of forms are made from, "" for a new one.
    """

    token: str
    languages: tuple[str, str]
    country: str | None
    secret: str
    gzip: str


def read(environ: dict[str, Any]) -> Browser | None:
    """None for all but somebody who seems to be signed in and opens Latest; None, too, for words to be said once."""
    if environ.get("QUERY_STRING") or "HTTP_HX_REQUEST" in environ:
        return None
    cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
    token = cookies.get(named(SESSION_COOKIE))
    ranked = cookies.get(named(VIEW_COOKIE)) == "ranked"
    if not token or ranked or OwnCookieStorage.cookie_name in cookies or not is_usual(environ):
        return None
    return Browser(
        token=token,
        languages=(cookies.get(named(LANGUAGE_COOKIE), ""), environ.get("HTTP_ACCEPT_LANGUAGE", "")),
        country=country_of(environ),
        secret=cookies.get(settings.CSRF_COOKIE_NAME, ""),
        gzip=environ.get("HTTP_ACCEPT_ENCODING", ""),
    )
