"""Every endpoint of the client API: what `urls` serves and what the authorisation test walks over."""

from folkmoot.edges.mastodon.endpoints import (
    accounts,
    admin,
    announcements,
    apps,
    emails,
    events,
    featuring,
    feeds,
    filters,
    filters_v1,
    folkmoot,
    groups,
    instance,
    lists,
    markers,
    media,
    notification_requests,
    notifications,
    oauth,
    own_account,
    profile,
    push,
    relations,
    reports,
    search,
    sign_up,
    statements,
    status_actions,
    statuses,
    streaming,
    switched_off,
    timelines,
)
from folkmoot.edges.mastodon.routing import Endpoint

_FILES = (
    apps, oauth, sign_up, emails, own_account, profile, accounts, relations, featuring, lists, filters, filters_v1,
    statuses, status_actions, timelines, feeds, notifications, notification_requests, media, reports, search, instance,
    announcements, markers, folkmoot, statements, push, groups, events, streaming, switched_off,
)  # fmt: skip

ENDPOINTS: tuple[Endpoint, ...] = tuple(endpoint for file in (*_FILES, *admin.FILES) for endpoint in file.routes)
