"""Where streaming is: a process of its own, to which the web server only points."""

import time

from folkmoot.edges.mastodon.call import Call, Reply
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire.base import Error
from folkmoot.infra.config import current

routes = Routes()
_SEE_THERE = 307
_SERVICE_UNAVAILABLE = 503
_QUIET_SECONDS = 20.0


@routes.get("/api/v1/streaming/health", asks=Asks.ANYONE, kind="text/plain")
def health(_call: Call) -> Reply[bytes | Error]:
    """Whether the process of streaming has shown a sign of life in the last twenty seconds."""
    if _alive():
        return Reply(b"OK", headers={"Content-Type": "text/plain; charset=utf-8"})
    return Reply(Error(error="Streaming is not running"), _SERVICE_UNAVAILABLE)


@routes.get("/api/v1/streaming", asks=Asks.ANYONE, answers=(307,))
@routes.get("/api/v1/streaming/<stream>", asks=Asks.ANYONE, answers=(307,))
@routes.get("/api/v1/streaming/<stream>/<part>", asks=Asks.ANYONE, answers=(307,))
def elsewhere(call: Call) -> Reply[Error | None]:
    """Behind a proxy that passes nothing on there is no other address to name: 503."""
    base = current().public_streaming_origin
    if base == current().public_origin:
        return Reply(Error(error="The proxy of this site must pass streaming on"), _SERVICE_UNAVAILABLE)
    if call.request.headers.get("Upgrade", "").lower() == "websocket":
        base = base.replace("http", "ws", 1)
    return Reply(None, _SEE_THERE, {"Location": base + call.request.get_full_path()})


def _alive() -> bool:
    try:
        return time.time() - current().streaming_alive_file.stat().st_mtime < _QUIET_SECONDS
    except OSError:
        return False
