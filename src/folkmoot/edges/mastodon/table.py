"""Every endpoint of the client API: what `urls` serves and what the authorisation test walks over."""

from folkmoot.edges.mastodon.endpoints import (
    accounts,
    apps,
    feeds,
    filters,
    folkmoot,
    instance,
    lists,
    markers,
    media,
    notifications,
    oauth,
    own_account,
    relations,
    reports,
    search,
    sign_up,
    status_actions,
    statuses,
    switched_off,
    timelines,
)
from folkmoot.edges.mastodon.routing import Endpoint

_FILES = (
    apps, oauth, sign_up, own_account, accounts, relations, lists, filters, statuses, status_actions, timelines, feeds,
    notifications, media, reports, search, instance, markers, folkmoot, switched_off,
)  # fmt: skip

ENDPOINTS: tuple[Endpoint, ...] = tuple(endpoint for file in _FILES for endpoint in file.routes)
