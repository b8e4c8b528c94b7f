"""Follow the live log and hand on what it says, from one place to the next."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ParamSpec, TypeVar

from django.db import close_old_connections

from folkmoot.domains.apps import api as apps
from folkmoot.edges.streaming.channels import BadStream, Channel
from folkmoot.edges.streaming.composing import Composer, control
from folkmoot.edges.streaming.lines import Item, Line, Lines, audience_of
from folkmoot.infra.http.statuses import status_of
from folkmoot.infra.live import api as live
from folkmoot.infra.unavailable import unavailable

logger = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")

POLL_SECONDS = 0.25
CHECK_SECONDS = 10.0
_ALIVE_SECONDS = 5.0
_THREADS = 4


class Follower:
    """`position` is the place up to which the lines have been served; None while nobody listens."""

    def __init__(self, lines: Lines, composer: Composer, *, alive: Path) -> None:
        self.lines = lines
        self.position: int | None = None
        self._composer = composer
        self._alive = alive
        self._joining = asyncio.Lock()
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="streaming")
        self._next_check = self._next_sign = 0.0

    async def run(self) -> None:
        """Until cancelled. A database that fails is asked again a moment later; nothing is lost by it."""
        while True:
            try:
                await self._step()
            except Exception:
                logger.exception("following the live log failed")
            await asyncio.sleep(POLL_SECONDS)

    async def in_thread(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do what asks the database beside the loop."""

        def done() -> T:
            close_old_connections()
            return work(*args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._pool, done)

    async def answered(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same, for somebody who waits for an answer. Raises BadStream also where a database is away."""
        try:
            return await self.in_thread(work, *args, **kwargs)
        except Exception as error:
            reason = unavailable(error)
            if reason is None:
                raise
            raise BadStream(reason.safe, status_of(reason)) from error

    async def join(self, line: Line, channels: Iterable[Channel]) -> int:
        """Have a line served; returns the place behind which it will be. Raises BadStream."""
        async with self._joining:
            if self.lines.ending:
                raise BadStream("The site is being restarted", 503)
            if self.position is None:
                self.position = await self.answered(live.newest)
            self.lines.add(line)
            self.lines.hear(line, channels)
            return self.position

    async def missed(self, line: Line, last_id: int, *, upto: int) -> list[Item]:
        """What the line's channels had after `last_id` up to where it is served from, as far as that is kept."""
        audience = audience_of(line)

        def gather() -> list[Item]:
            entries = live.missed(last_id, upto=upto)
            found = (one for entry in entries for one in self._composer.compose(entry, audience))
            return [(one.message, one.channel) for one in found]

        return await self.in_thread(gather)

    async def _step(self) -> None:
        now = time.monotonic()
        if now >= self._next_sign:
            self._next_sign = now + _ALIVE_SECONDS
            await self.in_thread(self._alive.touch)
        if not self.lines:
            if not self._joining.locked():
                self.position = None
            return
        await self._serve()
        if now >= self._next_check:
            await self._check()

    async def _serve(self) -> None:
        while self.position is not None and (entries := await self.in_thread(live.after, self.position)):
            for entry in entries:
                self.position = entry.place
                if control(entry.event):
                    await self._check()
                await self._hand_on(entry)

    async def _hand_on(self, entry: live.Entry) -> None:
        try:
            self.lines.deliver(await self.in_thread(self._composer.compose, entry, self.lines.audience()))
        except Exception:
            # One event that cannot be shown must not stand before all that follow.
            logger.exception("event %s of the live log was not handed on", entry.place)

    async def _check(self) -> None:
        """End the lines whose tokens ended."""
        self._next_check = time.monotonic() + CHECK_SECONDS
        known = self.lines.tokens()
        if known:
            self.lines.keep(await self.in_thread(apps.living, known), known)
