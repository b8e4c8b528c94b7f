"""Answer in the language of whoever asks, with times in their time zone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, override
from django.utils.translation.trans_real import parse_accept_lang_header

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import DEFAULT_PREFERENCES
from folkmoot.domains.community import api as community
from folkmoot.infra.http.cookies import LANGUAGE_COOKIE, cookie_of
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.words import known_language
from folkmoot.wiring.answers import is_api


class LanguageMiddleware:
    """The person's choice, else the browser's, else the community's first language.

    Programs get sentences about errors in the language that they ask for, and English otherwise.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with speaking(request):
            response = self._next(request)
            if is_api(request):
                patch_vary_headers(response, ("Accept-Language",))
            elif response.headers.get("Content-Type", "").startswith("text/"):
                patch_vary_headers(response, ("Accept-Language", "Cookie"))
                response.headers.setdefault("Content-Language", get_language() or settings.LANGUAGE_CODE)
        return response


@contextmanager
def speaking(request: HttpRequest) -> Iterator[None]:
    """Everything that is written inside is in the language and the time zone of whoever asks."""
    if is_api(request):
        with override(language_for_programs(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))):
            yield
        return
    account_id = viewer_of(request).account_id
    preferences = accounts.preferences_of(account_id) if account_id else DEFAULT_PREFERENCES
    language = (
        known_language(preferences.interface_language)
        or known_language(cookie_of(request, LANGUAGE_COOKIE))
        or _asked_for(request)
        or _of_community()
    )
    with override(language), timezone.override(ZoneInfo(preferences.time_zone or settings.TIME_ZONE)):
        yield


@lru_cache(maxsize=1024)
def language_for_programs(asked: str) -> str:
    """The language of an answer of the API; `asked` is the header Accept-Language."""
    return _known_in(asked) or settings.LANGUAGE_CODE


def _asked_for(request: HttpRequest) -> str:
    return _known_in(request.headers.get("Accept-Language", ""))


def _known_in(asked: str) -> str:
    codes = parse_accept_lang_header(asked[:500])
    return next((found for code, _ in codes if (found := known_language(code))), "")


def _of_community() -> str:
    return next((found for code in community.settings().languages[:1] if (found := known_language(code))), "en")
