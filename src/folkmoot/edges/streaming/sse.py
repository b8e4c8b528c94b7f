"""Server-sent events: one channel a line, over plain HTTP."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from folkmoot.edges.streaming.asking import Asked, Scope, asked, caller, granted
from folkmoot.edges.streaming.channels import BadStream, Channel, channel_of_path
from folkmoot.edges.streaming.following import Follower
from folkmoot.edges.streaming.lines import Line
from folkmoot.edges.streaming.messages import GREETING, HEARTBEAT, as_event, refusal

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

HEARTBEAT_SECONDS = 15.0
WRITE_SECONDS = 30.0
"""Whoever does not take a message for so long is hung up on."""

TOO_MANY = "Too many streams are open from here"
CORS = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-headers", b"Authorization, Accept, Cache-Control, Last-Event-ID"),
    (b"access-control-allow-methods", b"GET, OPTIONS"),
)
_EVENTS = (
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"private, no-store"),
    (b"x-accel-buffering", b"no"),
)
_HEALTH = "/health"


async def answer(follower: Follower, path: str, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request for `path`, which stands behind `/api/v1/streaming`."""
    method = scope["method"]
    if method == "OPTIONS":
        await _whole(send, 204, b"", b"text/plain")
    elif method not in {"GET", "HEAD"}:
        await refuse(send, BadStream("Method not allowed", 405))
    elif path == _HEALTH:
        await _whole(send, 200, b"OK", b"text/plain")
    else:
        await _stream(follower, path, asked(scope), receive, send)


async def _stream(follower: Follower, path: str, what: Asked, receive: Receive, send: Send) -> None:
    try:
        line, channels = await _opened(follower, path, what)
        upto = await follower.join(line, channels)
    except BadStream as error:
        await refuse(send, error)
        return
    gone = asyncio.ensure_future(_watch(receive, line))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": [*_EVENTS, *CORS]})
        await _write(send, GREETING)
        if what.last_id is not None:
            for message, _channel in await follower.missed(line, what.last_id, upto=upto):
                await _write(send, as_event(message))
        await _pump(line, send)
    finally:
        gone.cancel()
        follower.lines.remove(line)


async def _opened(follower: Follower, path: str, what: Asked) -> tuple[Line, tuple[Channel, ...]]:
    channel = channel_of_path(path, what.params)
    who = await follower.answered(caller, what)
    channels = await follower.answered(granted, channel, who.viewer)
    if follower.lines.full(who.token_id, what.address):
        raise BadStream(TOO_MANY, 429)
    return Line(who.viewer, who.token_id, what.address), channels


async def _pump(line: Line, send: Send) -> None:
    """Write what waits until the line ends; in between, that one is still here."""
    while True:
        try:
            item = await asyncio.wait_for(line.waiting.get(), HEARTBEAT_SECONDS)
        except TimeoutError:
            await _write(send, HEARTBEAT)
            continue
        if item is None:
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        await _write(send, as_event(item[0]))


async def _write(send: Send, body: bytes) -> None:
    await asyncio.wait_for(send({"type": "http.response.body", "body": body, "more_body": True}), WRITE_SECONDS)


async def _watch(receive: Receive, line: Line) -> None:
    """Notice that the client has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    line.end(drop=True)


async def refuse(send: Send, error: BadStream) -> None:
    """Answer with an error, as Mastodon phrases them."""
    await _whole(send, error.status, refusal(error.text, error.status).encode(), b"application/json; charset=utf-8")


async def _whole(send: Send, status: int, body: bytes, kind: bytes) -> None:
    headers = [(b"content-type", kind), (b"cache-control", b"private, no-store"), *CORS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
