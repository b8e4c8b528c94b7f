"""Groups, under `/api/folkmoot/v1/groups`. To post in one, `folkmoot.group_id` goes along with a new status."""

from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import GroupView
from folkmoot.domains.posts import api as posts
from folkmoot.edges.mastodon.call import Call, Listed
from folkmoot.edges.mastodon.present import groups as present
from folkmoot.edges.mastodon.present import statuses
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire import groups as wire
from folkmoot.edges.mastodon.wire.statuses import Status

routes = Routes()
_HOME = "/api/folkmoot/v1/groups"


@routes.get(_HOME, "read:accounts")
def mine(call: Call) -> list[wire.Group]:
    """The groups of which one is a member."""
    return present.many(groups.mine(call.viewer))


@routes.get(f"{_HOME}/search", "read:search", asks=Asks.ANYONE, fields={"q": str})
def search(call: Call) -> list[wire.Group]:
    """Open groups and those by request whose name has the words of `q`; all of them without."""
    return present.many(groups.find(call.viewer, call.text("q")))


@routes.get(f"{_HOME}/<group_id>", "read:accounts", asks=Asks.ANYONE)
def one(call: Call) -> wire.Group:
    return present.one(_group(call))


@routes.post(f"{_HOME}/<group_id>/join", "write:follows")
def join(call: Call) -> wire.Group:
    """Join, ask, or accept an invitation: the state of the answer says which."""
    return present.one(groups.join(call.viewer, group_id=call.id("group_id")))


@routes.post(f"{_HOME}/<group_id>/leave", "write:follows")
def leave(call: Call) -> None:
    """Also takes a request back, and declines an invitation."""
    groups.leave(call.viewer, group_id=call.id("group_id"))


@routes.get(f"{_HOME}/<group_id>/timeline", "read:statuses", asks=Asks.ANYONE, fields={"replies": bool})
def timeline(call: Call) -> Listed[Status]:
    """What stands in the group, newest first; of a closed one only for members. `replies` brings the answers, too."""
    page = posts.group_timeline(call.viewer, call.id("group_id"), call.page(), replies=call.flag("replies"))
    return Listed.like(page, statuses.many(call.viewer, page.items))


@routes.get(f"{_HOME}/<group_id>/members", "read:accounts", asks=Asks.ANYONE)
def members(call: Call) -> Listed[wire.GroupMember]:
    page = groups.members(call.viewer, call.id("group_id"), call.page(default=40, most=80))
    return Listed.like(page, present.members(page.items))


def _group(call: Call) -> GroupView:
    return groups.access_group(call.viewer, call.id("group_id"))
