"""How far somebody has read, for all of their clients."""

import msgspec

from folkmoot.domains.apps import api as apps
from folkmoot.edges.mastodon.call import Call
from folkmoot.edges.mastodon.incoming import Id
from folkmoot.edges.mastodon.present import misc
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire.notifications import Marker

routes = Routes()


class Wanted(msgspec.Struct):
    timeline: list[str] = []


class Position(msgspec.Struct):
    last_read_id: Id | None = None


class Positions(msgspec.Struct):
    home: Position | None = None
    notifications: Position | None = None


@routes.get("/api/v1/markers", "read:statuses", sends=Wanted)
def markers(call: Call) -> dict[str, Marker]:
    found = apps.markers(call.viewer, call.read(Wanted).timeline)
    return {view.timeline: misc.marker(view) for view in found}


@routes.post("/api/v1/markers", "write:statuses", sends=Positions)
def set_markers(call: Call) -> dict[str, Marker]:
    sent = call.read(Positions)
    named = {"home": sent.home, "notifications": sent.notifications}
    positions = {
        timeline: int(position.last_read_id)
        for timeline, position in named.items()
        if position is not None and position.last_read_id is not None
    }
    return {view.timeline: misc.marker(view) for view in apps.set_markers(call.viewer, positions=positions)}
