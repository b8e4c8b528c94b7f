"""The addresses of the client API. Fixed words come before places, so that `/accounts/search` is no id.

A slash at the end changes nothing: some clients write one.
"""

import re
from collections import defaultdict

from django.urls import URLPattern, path, re_path

from folkmoot.edges.mastodon import dispatch
from folkmoot.edges.mastodon.document.view import openapi
from folkmoot.edges.mastodon.endpoints.oauth import authorize
from folkmoot.edges.mastodon.routing import Endpoint
from folkmoot.edges.mastodon.table import ENDPOINTS

_OFTEN = frozenset({"/api/v1/statuses", "/api/v1/timelines/home", "/api/v1/notifications", "/api/v2/notifications"})
"""Addresses are compared one after the other, so these come first."""


def _patterns() -> list[URLPattern]:
    by_path: defaultdict[str, list[Endpoint]] = defaultdict(list)
    for endpoint in ENDPOINTS:
        by_path[endpoint.path].append(endpoint)
    ordered = sorted(by_path, key=lambda address: (address.count("<"), address not in _OFTEN, address))
    return [re_path(_pattern(address), dispatch.PathView(by_path[address])) for address in ordered]


def _pattern(address: str) -> str:
    """`/api/v1/lists/<list_id>` as a regular expression; a place is anything without a slash."""
    parts = re.split(r"<(\w+)>", address.removeprefix("/"))
    named = [f"(?P<{part}>[^/]+)" if place % 2 else re.escape(part) for place, part in enumerate(parts)]
    return f"^{''.join(named)}/?$"


urlpatterns = [
    path("oauth/authorize", authorize, name="oauth-authorize"),
    path("oauth/authorize/", authorize),
    path("api/openapi.json", openapi),
    *_patterns(),
    path("api/<path:rest>", dispatch.unknown),
]
