"""Words about what happened, kept in a cookie until the next page."""

from django.conf import settings
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from typing_extensions import override

from folkmoot.infra.http.cookies import named
from folkmoot.wiring.answers import is_api


class OwnCookieStorage(CookieStorage):
    """Django's, under a name that no other server of the domain can set."""

    cookie_name = named("messages", settings.CSRF_TRUSTED_ORIGINS[0])


class PagesMessageMiddleware(MessageMiddleware):
    """Programs are told in their answers."""

    @override
    def process_request(self, request: HttpRequest) -> None:
        if not is_api(request):
            super().process_request(request)
