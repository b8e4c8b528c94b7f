"""What goes over a line, in the two forms. Pure."""

from dataclasses import dataclass
from typing import Any

import msgspec

from folkmoot.edges.streaming.channels import Channel
from folkmoot.kernel.viewer import Viewer

GREETING = b":)\n"
HEARTBEAT = b":thump\n"
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Message:
    """`payload` is JSON or an id, as text; None for events that say all by their name. `place`: in the live log."""

    place: int
    event: str
    payload: str | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message for all lines of one reader on one channel."""

    reader: Viewer
    channel: Channel
    message: Message


def as_event(message: Message) -> bytes:
    """One server-sent event. JSON has no line breaks, so one line of data is enough."""
    data = "undefined" if message.payload is None else message.payload
    return f"id: {message.place}\nevent: {message.event}\ndata: {data}\n\n".encode()


def as_frame(message: Message, channel: Channel, *, numbered: bool) -> str:
    """One text frame. `numbered`: with the place, for a client that has said that it counts."""
    frame: dict[str, Any] = {"stream": channel.names, "event": message.event}
    if message.payload is not None:
        frame["payload"] = message.payload
    if numbered:
        frame["id"] = str(message.place)
    return _encode(frame).decode()


def refusal(text: str, status: int) -> str:
    """What answers a message over a WebSocket that cannot be followed."""
    return _encode({"error": text, "status": status}).decode()
