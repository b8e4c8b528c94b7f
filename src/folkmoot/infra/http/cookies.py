"""Cookies: what they are called, and how browsers are told to keep them."""

from django.http import HttpRequest, HttpResponseBase

from folkmoot.infra.config import current

SESSION_COOKIE = "folkmoot_session"
LANGUAGE_COOKIE = "folkmoot_language"
YEAR = 365 * 24 * 60 * 60
_DAYS_90 = 90 * 24 * 60 * 60
_HOST = "__Host-"


def named(cookie: str, origin: str = "") -> str:
    """The name under which browsers have a cookie.

    Where the site is at https it begins with `__Host-`: then no other server of the same domain can set it, nor
    anybody on a line without TLS. Over plain http, as in the demo, browsers would refuse such a name.
    """
    return f"{_HOST}{cookie}" if (origin or current().public_origin).startswith("https:") else cookie


def cookie_of(request: HttpRequest, cookie: str) -> str:
    """What the browser sent; "" where it sent none."""
    return request.COOKIES.get(named(cookie), "")


def set_cookie(response: HttpResponseBase, cookie: str, value: str, *, seconds: int = YEAR) -> None:
    """Scripts cannot read it, and other sites do not send it along with a form."""
    name = named(cookie)
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="Lax", secure=name.startswith(_HOST))


def clear_cookie(response: HttpResponseBase, cookie: str) -> None:
    response.delete_cookie(named(cookie), samesite="Lax")


def session_token_of(request: HttpRequest) -> str | None:
    """The token that the browser sent, whether or not it opens anything."""
    return cookie_of(request, SESSION_COOKIE) or None


def set_session(response: HttpResponseBase, token: str) -> None:
    """Hand the token of a session to the browser."""
    set_cookie(response, SESSION_COOKIE, token, seconds=_DAYS_90)


def clear_session(response: HttpResponseBase) -> None:
    clear_cookie(response, SESSION_COOKIE)
