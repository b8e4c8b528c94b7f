"""2,000 open streams in one process, half server-sent events and half WebSocket, each of a reader of their own who
follows the author: memory a stream, and how long a post takes until the last of them has it.
"""

import asyncio
import os
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks import crowd
from benchmarks.harness import ROOT, Result, cpu_of, database
from benchmarks.sites import make_site

_STREAMS, _POSTS = 2_000, 5
_SHORT = (20, 1)
_AT_ONCE = 50
_PATIENCE = 120.0


def measure(*, short: bool) -> list[Result]:
    """Memory, the share of streams that each post reached, and the seconds that the slowest post took."""
    streams, posts = _SHORT if short else (_STREAMS, _POSTS)
    make_site(Path(os.environ["FOLKMOOT_DATA"]).parent)
    author, *readers = crowd.people(1, prefix="author") + crowd.people(streams, prefix="reader")
    crowd.follow(readers, author)
    with streaming() as (port, pid):
        return asyncio.run(_measure(port, pid, author, list(crowd.tokens(readers).values()), posts))


async def _measure(port: int, pid: int, author: int, tokens: Sequence[str], posts: int) -> list[Result]:
    from folkmoot.edges.cli.supervisor.files import open_as_many_as_allowed

    open_as_many_as_allowed()
    (await _Stream.opened(port, tokens[0], number=0)).close()
    before = proportional(pid)
    lines = await _all(port, tokens)
    grown = proportional(pid) - before
    spent = cpu_of(pid)
    took, reached = [], []
    for _ in range(posts):
        published, begun = await asyncio.to_thread(_publish, author), time.perf_counter()
        had = await asyncio.gather(*(line.has(published) for line in lines))
        took.append(time.perf_counter() - begun)
        reached.append(sum(had) / len(lines))
    spent = (cpu_of(pid) - spent) / posts
    for line in lines:
        line.close()
    base, open_ones = database(), f"{len(lines):,} streams"
    return [
        Result(f"{open_ones}: whom an event reaches", base, min(reached) * 100, "%", ">= 1.0", min(reached)),
        Result(f"{open_ones}: until the last one has it", base, max(took), "s"),
        Result(f"{open_ones}: CPU an event", base, spent, "s"),
        Result(f"{open_ones}: memory a stream", base, grown * 1024 / len(lines), "kB"),
        Result(f"{open_ones}: memory of the process", base, proportional(pid), "MB"),
    ]


async def _all(port: int, tokens: Sequence[str]) -> list["_Stream"]:
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(number: int, token: str) -> _Stream:
        async with gate:
            return await _Stream.opened(port, token, number=number)

    return list(await asyncio.gather(*(one(number, token) for number, token in enumerate(tokens))))


class _Stream:
    """An open line; even ones are server-sent events, odd ones a WebSocket."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer, self._heard = reader, writer, b""

    @classmethod
    async def opened(cls, port: int, token: str, *, number: int) -> "_Stream":
        """Raises RuntimeError where the process refuses."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        upgrade = (
            f"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {b64encode(os.urandom(16)).decode()}\r\n"
        )
        path, more = ("?stream=user", upgrade) if number % 2 else ("/user", "")
        head = f"GET /api/v1/streaming{path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n{more}\r\n"
        writer.write(head.encode())
        said = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _PATIENCE)
        if said.split()[1] not in {b"200", b"101"}:
            raise RuntimeError(f"a stream was refused: {said[:200]!r}")
        return cls(reader, writer)

    async def has(self, post_id: int) -> bool:
        """Whether the post comes in time."""
        wanted = str(post_id).encode()
        try:
            async with asyncio.timeout(_PATIENCE):
                while wanted not in self._heard:
                    part = await self._reader.read(65_536)
                    if not part:
                        return False
                    self._heard = self._heard[-100:] + part
        except TimeoutError:
            return False
        return True

    def close(self) -> None:
        self._writer.close()


def _publish(author: int) -> int:
    """What the author's web process and the worker do."""
    from folkmoot.domains.posts import api as posts
    from folkmoot.infra.outbox import api as outbox
    from folkmoot.kernel.viewer import Viewer

    made = posts.publish(Viewer(author), draft=posts.PostDraft(text="Bread and salt for everybody on the bridge"))
    while outbox.dispatch():
        pass
    return made.id


def proportional(pid: int) -> float:
    """The proportional set size of a process and its descendants, in MB (proc_pid_smaps_rollup)."""
    from benchmarks.harness import _children

    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    own = next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return own + sum(proportional(child) for child in _children(pid))


@contextmanager
def streaming() -> Iterator[tuple[int, int]]:
    """`folkmoot streaming`, as the supervisor starts it: (port, pid)."""
    from tests.postgres import free_port

    port = free_port()
    settings = {"FOLKMOOT_STREAMING_PORT": str(port), "FOLKMOOT_STREAMING_PER_ADDRESS": "10000"}
    with subprocess.Popen(
        [sys.executable, "-m", "folkmoot.wiring.main", "streaming", "--parent", str(os.getpid())],
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"} | settings, cwd=ROOT,
    ) as process:  # fmt: skip
        try:
            _wait_for(port)
            yield port, process.pid
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_for(port: int) -> None:
    import socket

    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("streaming did not begin")
