"""The ASGI application: to each request its side."""

import asyncio
import signal
from contextlib import suppress
from pathlib import Path

from folkmoot.edges.streaming import socket, sse
from folkmoot.edges.streaming.asking import Scope
from folkmoot.edges.streaming.channels import BadStream
from folkmoot.edges.streaming.composing import Composer
from folkmoot.edges.streaming.following import Follower
from folkmoot.edges.streaming.lines import Lines
from folkmoot.edges.streaming.presenting import Presenter
from folkmoot.edges.streaming.sse import Receive, Send

BASE = "/api/v1/streaming"
GOODBYE = signal.SIGUSR1
"""Has the process end its streams, politely. Its server sends that a moment before it stops."""


class Streaming:
    """Streaming for one process. The loop that serves it must be running when the first request comes."""

    def __init__(self, presenter: Presenter, *, alive: Path, per_address: int) -> None:
        self._presenter, self._alive, self._per_address = presenter, alive, per_address
        self._follower: Follower | None = None
        self._running: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        path = str(scope["path"])
        known = path == BASE or path.startswith(f"{BASE}/")
        behind = path.removeprefix(BASE).rstrip("/") if known else ""
        if scope["type"] == "websocket":
            await socket.serve(self._following(), behind if known else "/unknown", scope, receive, send)
        elif known and behind:
            await sse.answer(self._following(), behind, scope, receive, send)
        else:
            await sse.refuse(send, BadStream("Not found", 404))

    def _following(self) -> Follower:
        if self._follower is None:
            composer = Composer(self._presenter)
            self._follower = Follower(Lines(per_address=self._per_address), composer, alive=self._alive)
            self._running = asyncio.ensure_future(self._follower.run())
        return self._follower

    async def _live(self, receive: Receive, send: Send) -> None:
        """Begin and end with the server. It waits for streams to end before it says that it stops: see `GOODBYE`."""
        await receive()
        lines = self._following().lines
        asyncio.get_running_loop().add_signal_handler(GOODBYE, lines.end_all)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        lines.end_all()
        if self._running is not None:
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running
        self._alive.unlink(missing_ok=True)
        await send({"type": "lifespan.shutdown.complete"})
