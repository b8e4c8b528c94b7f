"""The open lines of this process: who listens to what, and what waits to be written to them.

Everything here runs in the one event loop, so nothing is locked.
"""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from folkmoot.edges.streaming.channels import Channel
from folkmoot.edges.streaming.messages import Delivery, Message
from folkmoot.infra.metrics.counted import STREAMS
from folkmoot.kernel.viewer import Viewer

MOST_WAITING = 500
"""So many messages may wait for a slow reader, who is then hung up on."""

PER_TOKEN = 20
"""So many lines may one token hold open."""

Item = tuple[Message, Channel]


@dataclass(eq=False, slots=True)
class Line:
    """One connection. `viewer` is who speaks by the token; `token_id` None where none came."""

    viewer: Viewer
    token_id: int | None
    address: str
    channels: set[Channel] = field(default_factory=set)
    waiting: asyncio.Queue[Item | None] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING + 1))
    ended: bool = False

    @property
    def reader(self) -> Viewer:
        """Who reads, however they came: the same for all apps of a person in one country."""
        return Viewer(self.viewer.account_id, country=self.viewer.country)

    def put(self, item: Item) -> None:
        if self.waiting.qsize() >= MOST_WAITING:
            self.end(drop=True)
        elif not self.ended:
            self.waiting.put_nowait(item)

    def end(self, *, drop: bool = False) -> None:
        """Hang up when what waits is written, or with `drop` at once."""
        if self.ended:
            return
        self.ended = True
        while drop and not self.waiting.empty():
            self.waiting.get_nowait()
        self.waiting.put_nowait(None)


class Lines:
    """All lines. `full` says whether one more is too many for its token or its address."""

    def __init__(self, *, per_address: int) -> None:
        self.ending = False
        self._per_address = per_address
        self._lines: set[Line] = set()
        self._hearing: defaultdict[tuple[Viewer, Channel], set[Line]] = defaultdict(set)
        self._by_token: defaultdict[int, int] = defaultdict(int)
        self._by_address: defaultdict[str, int] = defaultdict(int)

    def __len__(self) -> int:
        return len(self._lines)

    def full(self, token_id: int | None, address: str) -> bool:
        own = self._by_token.get(token_id, 0) if token_id is not None else 0
        return own >= PER_TOKEN or self._by_address.get(address, 0) >= self._per_address

    def add(self, line: Line) -> None:
        self._lines.add(line)
        STREAMS.set(len(self._lines))
        self._by_address[line.address] += 1
        if line.token_id is not None:
            self._by_token[line.token_id] += 1

    def remove(self, line: Line) -> None:
        if line not in self._lines:
            return
        self.mute(line, list(line.channels))
        self._lines.discard(line)
        STREAMS.set(len(self._lines))
        _less(self._by_address, line.address)
        if line.token_id is not None:
            _less(self._by_token, line.token_id)

    def hear(self, line: Line, channels: Iterable[Channel]) -> None:
        for channel in channels:
            line.channels.add(channel)
            self._hearing[line.reader, channel].add(line)

    def mute(self, line: Line, channels: Iterable[Channel]) -> None:
        for channel in channels:
            line.channels.discard(channel)
            heard = self._hearing.get((line.reader, channel), set())
            heard.discard(line)
            if not heard:
                self._hearing.pop((line.reader, channel), None)

    def audience(self) -> dict[Channel, frozenset[Viewer]]:
        """Who listens to what now."""
        found: defaultdict[Channel, set[Viewer]] = defaultdict(set)
        for reader, channel in self._hearing:
            found[channel].add(reader)
        return {channel: frozenset(readers) for channel, readers in found.items()}

    def deliver(self, deliveries: Iterable[Delivery]) -> None:
        for one in deliveries:
            for line in tuple(self._hearing.get((one.reader, one.channel), ())):
                line.put((one.message, one.channel))

    def tokens(self) -> frozenset[int]:
        return frozenset(self._by_token)

    def keep(self, living: Collection[int], known: Collection[int]) -> None:
        """End the lines of those `known` tokens that are not among the living."""
        for line in self._lines:
            if line.token_id in known and line.token_id not in living:
                line.end(drop=True)

    def end_all(self) -> None:
        """The server stops: nobody is served any longer, and nobody new."""
        self.ending = True
        for line in self._lines:
            line.end()


def audience_of(line: Line) -> Mapping[Channel, frozenset[Viewer]]:
    """This line alone, for what it missed."""
    return {channel: frozenset({line.reader}) for channel in line.channels}


def _less(counts: dict[int, int] | dict[str, int], key: int | str) -> None:
    kept: dict[int | str, int] = counts  # type: ignore[assignment] # both have the key that was counted under
    kept[key] -= 1
    if not kept[key]:
        del kept[key]
