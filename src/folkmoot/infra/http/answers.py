"""What every page does at its end: go back, and only within the site; a word about what happened."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from folkmoot.kernel.ids import parse_id
from folkmoot.kernel.pages import DEFAULT_LIMIT, PageRequest


def safe_path(given: str | None, default: str = "/") -> str:
    """`given` if it is a path of this site, else `default`: nobody is sent elsewhere by a crafted link."""
    if given and given.startswith("/") and given[1:2] != "/" and url_has_allowed_host_and_scheme(given, None):
        return given
    return default


def go_back(request: HttpRequest, default: str = "/") -> HttpResponse:
    """To the page that the form named in `back`."""
    return redirect(safe_path(request.POST.get("back"), default))


def say(request: HttpRequest, text: str) -> None:
    """Shown once, at the top of the next page."""
    messages.success(request, text)


def warn(request: HttpRequest, text: str) -> None:
    """The same for what did not work."""
    messages.error(request, text)


def page_request(request: HttpRequest, limit: int = DEFAULT_LIMIT) -> PageRequest:
    """Which part of a list the address asks for; anything that is no id is left out."""
    return PageRequest(max_id=parse_id(request.GET.get("max_id", "")), limit=limit)


def number_of(text: str | None, *, least: int, most: int, default: int) -> int:
    """A number that a caller wrote, within bounds; `default` for what is none."""
    if text is None or not (text.isascii() and text.isdigit() and len(text) <= 9):  # noqa: PLR2004 - far beyond any
        return default
    return max(least, min(most, int(text)))
