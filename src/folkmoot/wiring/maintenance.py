"""While somebody looks after the site: every page says so, and no database is asked."""

import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_request, override

from folkmoot.infra.config import current
from folkmoot.wiring.answers import ALIVE, is_api

FILE = "maintenance"
"""In the data folder; its text is what people read."""
_FOR_PROGRAMS = "The site is being looked after"
_STATUS = 503
_AGAIN = "300"
"""Seconds after which programs ask again."""


class MaintenanceMiddleware:
    """Answers 503 while the setting `maintenance` or the file of that name in the data folder is there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        message = None if request.path == ALIVE else _message()
        return self._next(request) if message is None else _answer(request, message)


def is_on() -> bool:
    """Whether the site is being looked after."""
    settings = current()
    return bool(settings.maintenance) or os.access(_place(settings.data), os.F_OK)


@lru_cache(maxsize=1)
def _place(data: Path) -> str:
    return str(data / FILE)


def _message() -> str | None:
    """What to tell people ("": nothing of our own); None while the site is open."""
    settings = current()
    if settings.maintenance:
        return settings.maintenance
    return _text_of(settings.data / FILE) if is_on() else None


def _text_of(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _answer(request: HttpRequest, message: str) -> HttpResponse:
    headers = {"Retry-After": _AGAIN, "Cache-Control": "no-store"}
    if is_api(request):
        answer: HttpResponse = JsonResponse({"error": message or _FOR_PROGRAMS}, status=_STATUS, headers=headers)
    else:
        with override(get_language_from_request(request)):
            page = render_to_string("503.html", {"message": message})
        answer = HttpResponse(page, status=_STATUS, headers=headers)
    answer._has_been_logged = True  # type: ignore[attr-defined] # noqa: SLF001 - or Django logs each as an error
    return answer
