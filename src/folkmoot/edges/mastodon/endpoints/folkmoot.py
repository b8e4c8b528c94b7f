"""What Folkmoot adds, under `/api/folkmoot/v1`."""

import msgspec

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.edges.mastodon.call import Call, Listed
from folkmoot.edges.mastodon.present import misc, statuses
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire.misc import PublicDecision
from folkmoot.edges.mastodon.wire.statuses import Status

routes = Routes()


class SentVote(msgspec.Struct):
    value: int


@routes.post("/api/folkmoot/v1/statuses/<status_id>/vote", "write:favourites", sends=SentVote)
def vote(call: Call) -> Status:
    """1 is up, -1 is down, 0 takes the vote back."""
    value = call.read(SentVote).value
    return statuses.one(call.viewer, posts.vote(call.viewer, post_id=call.id("status_id"), value=value))


@routes.get("/api/folkmoot/v1/decisions", asks=Asks.ANYONE)
def decisions(call: Call) -> Listed[PublicDecision]:
    """Every decision of the moderators, without names and without anybody's words; newest first."""
    page = call.page()
    found = integrity.public_decisions(limit=page.limit, max_id=page.max_id)
    more = found[-1].id if len(found) == page.limit else None
    return Listed([misc.decision(view) for view in found], next_max_id=more)
