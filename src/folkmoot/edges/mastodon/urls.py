"""The addresses of the client API. Fixed words come before places, so that `/accounts/search` is no id."""

from collections import defaultdict

from django.urls import URLPattern, path

from folkmoot.edges.mastodon import dispatch
from folkmoot.edges.mastodon.endpoints.oauth import authorize
from folkmoot.edges.mastodon.routing import Endpoint
from folkmoot.edges.mastodon.table import ENDPOINTS


def _patterns() -> list[URLPattern]:
    by_path: defaultdict[str, list[Endpoint]] = defaultdict(list)
    for endpoint in ENDPOINTS:
        by_path[endpoint.path].append(endpoint)
    ordered = sorted(by_path, key=lambda address: (address.count("<"), address))
    return [path(address.removeprefix("/"), dispatch.PathView(by_path[address])) for address in ordered]


urlpatterns = [
    path("oauth/authorize", authorize, name="oauth-authorize"),
    path("oauth/authorize/", authorize),
    *_patterns(),
    path("api/<path:rest>", dispatch.unknown),
]
