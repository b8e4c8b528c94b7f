"""Trends are counted, not curated: a list to look at, and nobody's approval. What a decision reduces trends less."""

from folkmoot.domains.feed import api as feed
from folkmoot.edges.mastodon.call import Call
from folkmoot.edges.mastodon.present import admin as present
from folkmoot.edges.mastodon.present import misc, statuses
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire.admin import AdminTag
from folkmoot.edges.mastodon.wire.statuses import Status
from folkmoot.kernel.errors import Forbidden

routes = Routes()
_READ, _WRITE = "admin:read", "admin:write"
_COUNTED = "Trends are counted here and approved by nobody. What breaks a rule is reduced by a decision, with a reason."


@routes.get("/api/v1/admin/trends/tags", _READ, fields={"limit": int})
def tags(call: Call) -> list[AdminTag]:
    call.viewer.require_staff()
    found = feed.trending_tags(limit=call.limit(default=10, most=20))
    used = misc.uses_of([one.tag for one in found])
    return [present.tag(one, used.get(one.tag, {})) for one in found]


@routes.get("/api/v1/admin/trends/statuses", _READ, fields={"limit": int, "offset": int})
def trending_statuses(call: Call) -> list[Status]:
    call.viewer.require_staff()
    found = feed.trending_posts(call.viewer, limit=call.limit(default=20, most=40), offset=call.offset())
    return statuses.many(call.viewer, [one.post for one in found])


@routes.get("/api/v1/admin/trends/links", _READ)
def links(call: Call) -> list[Status]:
    """Nothing is fetched from other sites, so no link trends."""
    call.viewer.require_staff()
    return []


@routes.post("/api/v1/admin/trends/tags/<item>/approve", _WRITE)
def approve_tag(call: Call) -> None:
    _refuse(call)


@routes.post("/api/v1/admin/trends/tags/<item>/reject", _WRITE)
def reject_tag(call: Call) -> None:
    _refuse(call)


@routes.post("/api/v1/admin/trends/statuses/<item>/approve", _WRITE)
def approve_status(call: Call) -> None:
    _refuse(call)


@routes.post("/api/v1/admin/trends/statuses/<item>/reject", _WRITE)
def reject_status(call: Call) -> None:
    _refuse(call)


@routes.post("/api/v1/admin/trends/links/<item>/approve", _WRITE)
def approve_link(call: Call) -> None:
    _refuse(call)


@routes.post("/api/v1/admin/trends/links/<item>/reject", _WRITE)
def reject_link(call: Call) -> None:
    _refuse(call)


def _refuse(call: Call) -> None:
    call.viewer.require_staff()
    raise Forbidden("trends are counted", safe=_COUNTED)
