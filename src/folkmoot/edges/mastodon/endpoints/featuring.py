"""What people show on their pages: accounts that they recommend, hashtags."""

import msgspec

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.edges.mastodon.call import Call, Listed
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import community as present
from folkmoot.edges.mastodon.present import misc
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire.accounts import Account, Relationship
from folkmoot.edges.mastodon.wire.community import FeaturedTag
from folkmoot.edges.mastodon.wire.misc import Tag
from folkmoot.kernel.errors import Invalid

routes = Routes()
_MOST_SUGGESTED = 10


class SentTag(msgspec.Struct):
    name: str = ""


@routes.get("/api/v1/endorsements", "read:accounts")
def own_endorsements(call: Call) -> Listed[Account]:
    page = graph.endorsed_by(call.viewer, call.viewer.require_account(), call.page(default=40, most=80))
    return Listed.like(page, people.many(page.items))


@routes.get("/api/v1/accounts/<account_id>/endorsements", "read:accounts", asks=Asks.ANYONE)
def endorsements(call: Call) -> Listed[Account]:
    owner = accounts.access_account(call.viewer, call.id("account_id"))
    page = graph.endorsed_by(call.viewer, owner.id, call.page(default=40, most=80))
    return Listed.like(page, people.many(page.items))


@routes.post("/api/v1/accounts/<account_id>/endorse", "write:accounts")
@routes.post("/api/v1/accounts/<account_id>/pin", "write:accounts")
def endorse(call: Call) -> Relationship:
    target = accounts.access_account(call.viewer, call.id("account_id"))
    return people.relationship(graph.endorse(call.viewer, target_id=target.id))


@routes.post("/api/v1/accounts/<account_id>/unendorse", "write:accounts")
@routes.post("/api/v1/accounts/<account_id>/unpin", "write:accounts")
def unendorse(call: Call) -> Relationship:
    target = accounts.access_account(call.viewer, call.id("account_id"))
    return people.relationship(graph.unendorse(call.viewer, target_id=target.id))


@routes.get("/api/v1/featured_tags", "read:accounts")
def own_tags(call: Call) -> list[FeaturedTag]:
    own = accounts.access_account(call.viewer, call.viewer.require_account())
    return present.featured_tags(own, graph.featured_tags(own.id))


@routes.get("/api/v1/accounts/<account_id>/featured_tags", "read:accounts", asks=Asks.ANYONE)
def tags(call: Call) -> list[FeaturedTag]:
    owner = accounts.access_account(call.viewer, call.id("account_id"))
    return present.featured_tags(owner, graph.featured_tags(owner.id))


@routes.post("/api/v1/featured_tags", "write:accounts", sends=SentTag)
def add_tag(call: Call) -> FeaturedTag:
    name = call.read(SentTag).name
    if not name.strip():
        raise Invalid("Name can't be blank", field="name")
    own = accounts.access_account(call.viewer, call.viewer.require_account())
    return present.featured_tags(own, [graph.feature_tag(call.viewer, tag=name)])[0]


@routes.delete("/api/v1/featured_tags/<featured_id>", "write:accounts")
def remove_tag(call: Call) -> None:
    graph.remove_featured_tag(call.viewer, featured_id=call.id("featured_id"))


@routes.get("/api/v1/featured_tags/suggestions", "read:accounts")
def suggested_tags(call: Call) -> list[Tag]:
    """The tags that one uses most and does not show yet."""
    own_id = call.viewer.require_account()
    shown = {view.tag for view in graph.featured_tags(own_id)}
    used = posts.most_used_tags(own_id, limit=_MOST_SUGGESTED + len(shown))
    return misc.tags([one.tag for one in used if one.tag not in shown][:_MOST_SUGGESTED])


@routes.post("/api/v1/tags/<name>/feature", "write:accounts")
def feature(call: Call) -> Tag:
    view = graph.feature_tag(call.viewer, tag=call.params["name"])
    return misc.tag(view.tag, following=graph.follows_tag(call.viewer, view.tag), featuring=True)


@routes.post("/api/v1/tags/<name>/unfeature", "write:accounts")
def unfeature(call: Call) -> Tag:
    name = graph.unfeature_tag(call.viewer, tag=call.params["name"])
    return misc.tag(name, following=graph.follows_tag(call.viewer, name), featuring=False)
