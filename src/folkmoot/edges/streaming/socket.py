"""WebSocket: several channels a line, taken up and left by messages."""

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any

import msgspec

from folkmoot.edges.streaming.asking import Asked, Caller, Scope, asked, caller, granted
from folkmoot.edges.streaming.channels import BadStream, Channel, channel_of, channel_of_path
from folkmoot.edges.streaming.following import Follower
from folkmoot.edges.streaming.lines import Line
from folkmoot.edges.streaming.messages import as_frame, refusal
from folkmoot.edges.streaming.sse import CORS, TOO_MANY, WRITE_SECONDS, Receive, Send

MOST_CHANNELS = 50
_LONGEST_MESSAGE = 4096
_GOING_AWAY = 1001
_POLICY = 1008


async def serve(follower: Follower, path: str, scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one WebSocket until either side hangs up."""
    await receive()
    what = asked(scope)
    try:
        who, channels = await _opened(follower, path, what)
        line = Line(who.viewer, who.token_id, what.address)
        upto = await follower.join(line, channels)
    except BadStream as error:
        await _refuse(send, error, scope)
        return
    accepted = {"type": "websocket.accept"} | ({"subprotocol": scope["subprotocols"][0]} if _offers(scope) else {})
    conversation = _Conversation(follower, line, what, send)
    try:
        await send(accepted)
        if what.last_id is not None:
            for message, channel in await follower.missed(line, what.last_id, upto=upto):
                await conversation.say(as_frame(message, channel, numbered=True))
        await _first_of(conversation.pump(), conversation.listen(receive))
        if conversation.close_with is not None:
            await send({"type": "websocket.close", "code": conversation.close_with})
    finally:
        follower.lines.remove(line)


class _Conversation:
    """Both directions of one WebSocket."""

    def __init__(self, follower: Follower, line: Line, what: Asked, send: Send) -> None:
        self._follower, self._line, self._what, self._send = follower, line, what, send
        self.close_with: int | None = None

    async def say(self, text: str) -> None:
        await asyncio.wait_for(self._send({"type": "websocket.send", "text": text}), WRITE_SECONDS)

    async def pump(self) -> None:
        while (item := await self._line.waiting.get()) is not None:
            message, channel = item
            await self.say(as_frame(message, channel, numbered=self._what.counts))
        self.close_with = _GOING_AWAY

    async def listen(self, receive: Receive) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            text = message.get("text") or bytes(message.get("bytes") or b"").decode("utf-8", "replace")
            if len(text) > _LONGEST_MESSAGE:
                self.close_with = _POLICY
                return
            try:
                await self._follow(_params(text))
            except BadStream as error:
                await self.say(refusal(error.text, error.status))

    async def _follow(self, params: Mapping[str, str]) -> None:
        """Do what a message says. Raises BadStream."""
        wish = params.get("type")
        if wish not in {"subscribe", "unsubscribe"}:
            raise BadStream("Unknown message type")
        channel = channel_of(params.get("stream", ""), params)
        if wish == "unsubscribe":
            gone = [one for one in self._line.channels if one.names == channel.names]
            self._follower.lines.mute(self._line, gone)
            return
        channels = await self._follower.answered(granted, channel, self._line.viewer)
        if len(self._line.channels) + len(channels) > MOST_CHANNELS:
            raise BadStream("Too many subscriptions", 429)
        self._follower.lines.hear(self._line, channels)


async def _opened(follower: Follower, path: str, what: Asked) -> tuple[Caller, tuple[Channel, ...]]:
    who = await follower.answered(caller, what)
    channels: tuple[Channel, ...] = ()
    if path.strip("/"):
        channels = await follower.answered(granted, channel_of_path(path, what.params), who.viewer)
    elif "stream" in what.params:
        channels = await follower.answered(granted, channel_of(what.params["stream"], what.params), who.viewer)
    if follower.lines.full(who.token_id, what.address):
        raise BadStream(TOO_MANY, 429)
    return who, channels


async def _first_of(*sides: Coroutine[Any, Any, None]) -> None:
    """Until one of them is over. The others have ended, too, then: while one receives, granian sends no close."""
    tasks = [asyncio.ensure_future(side) for side in sides]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


async def _refuse(send: Send, error: BadStream, scope: Scope) -> None:
    """Answer the opening as an ordinary request, where the server can; else close."""
    if "websocket.http.response" not in (scope.get("extensions") or {}):
        await send({"type": "websocket.close", "code": _POLICY})
        return
    headers = [(b"content-type", b"application/json; charset=utf-8"), *CORS]
    await send({"type": "websocket.http.response.start", "status": error.status, "headers": headers})
    body = refusal(error.text, error.status).encode()
    await send({"type": "websocket.http.response.body", "body": body, "more_body": False})


def _offers(scope: Scope) -> bool:
    return bool(scope.get("subprotocols"))


def _params(text: str) -> dict[str, str]:
    """A message as flat texts; what is none says nothing."""
    try:
        said = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return {}
    if not isinstance(said, dict):
        return {}
    return {
        str(name): ("true" if value is True else str(value)).replace("\0", "")
        for name, value in said.items()
        if isinstance(value, str | int)
    }
