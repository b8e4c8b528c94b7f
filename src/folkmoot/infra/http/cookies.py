"""The cookie of a browser that is signed in."""

from django.http import HttpRequest, HttpResponseBase

from folkmoot.infra.config import current

SESSION_COOKIE = "folkmoot_session"
_DAYS_90 = 90 * 24 * 60 * 60


def session_token_of(request: HttpRequest) -> str | None:
    """The token that the browser sent, whether or not it opens anything."""
    return request.COOKIES.get(SESSION_COOKIE)


def set_session(response: HttpResponseBase, token: str) -> None:
    """Hand the token to the browser; scripts cannot read it and other sites do not send it along with a form."""
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=_DAYS_90,
        httponly=True,
        samesite="Lax",
        secure=current().public_origin.startswith("https:"),
    )


def clear_session(response: HttpResponseBase) -> None:
    response.delete_cookie(SESSION_COOKIE, samesite="Lax")
