"""What clients ask for and this site does not have: answered as Mastodon does where a feature is switched off."""

from folkmoot.edges.mastodon.call import Call, Reply
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire.base import Error
from folkmoot.kernel.errors import NotFound

routes = Routes()
_SERVICE_UNAVAILABLE = 503


def _nothing(_call: Call) -> None:
    raise NotFound("switched off")


for _method in ("GET", "POST", "PUT", "DELETE"):
    routes.add(_method, "/api/v1/push/subscription", "push")(_nothing)


@routes.get("/api/v1/streaming/health", asks=Asks.ANYONE)
def streaming_health(_call: Call) -> Reply:
    """There is no streaming server yet; clients then ask from time to time."""
    return Reply(Error(error="Streaming is switched off"), _SERVICE_UNAVAILABLE)


@routes.post("/api/v1/statuses/<status_id>/translate", "read:statuses")
def translate(_call: Call) -> Reply:
    return Reply(Error(error="Translation is switched off"), _SERVICE_UNAVAILABLE)


@routes.get("/api/v1/trends/links", asks=Asks.ANYONE)
def trending_links(_call: Call) -> list[str]:
    """Links are not counted."""
    return []
