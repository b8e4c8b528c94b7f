"""One's own profile as it was written, for editing it."""

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.edges.mastodon.call import Call
from folkmoot.edges.mastodon.endpoints.own_account import SentProfile, change_profile
from folkmoot.edges.mastodon.present import community as present
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire.community import Profile

routes = Routes()


@routes.get("/api/v1/profile", "profile", "read:accounts")
def profile(call: Call) -> Profile:
    return _own(call)


@routes.patch("/api/v1/profile", "write:accounts", sends=SentProfile)
def change(call: Call) -> Profile:
    change_profile(call.viewer, call.read(SentProfile))
    return _own(call)


def _own(call: Call) -> Profile:
    own = accounts.access_account(call.viewer, call.viewer.require_account())
    hides = accounts.preferences_of(own.id).hide_collections
    return present.profile(own, graph.featured_tags(own.id), hides=hides)
