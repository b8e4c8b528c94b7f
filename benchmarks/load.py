"""A lean HTTP/1.1 client for measurements: keep-alive connections, one request at a time on each.

Reads its order as JSON from standard input (see `benchmarks.harness.ask`) and writes what came of it as JSON. It is a
process of its own, so that what it costs is not counted with the server.
"""

import http.client
import itertools
import json
import random
import re
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from benchmarks.harness import Load

_CONNECTIONS = 8
_TRIES = 6
_SEED = 8
_EACH_TIME = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")\w+|(?<=name="key" value=")[\w-]+|(?<=;since=)\d+')


@dataclass(slots=True)
class _Line:
    """A connection and the answer that is on its way."""

    wire: socket.socket
    asked: bytes = b""
    since: float = 0.0
    parts: list[bytes] = field(default_factory=list)
    missing: int = -1

    def ask(self, request: bytes) -> None:
        self.asked, self.since, self.parts, self.missing = request, time.perf_counter(), [], -1
        self.wire.sendall(request)

    def read(self) -> bool:
        """Whether the answer is whole now."""
        part = self.wire.recv(262_144)
        if not part:
            raise ConnectionError("the server hung up")
        self.parts.append(part)
        if self.missing < 0:
            head, found, body = b"".join(self.parts).partition(b"\r\n\r\n")
            if not found:
                return False
            length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
            self.missing = int(length) - len(body)
        else:
            self.missing -= len(part)
        return self.missing == 0


def main() -> None:
    order = json.load(sys.stdin)
    requests = [one.encode("latin-1") for one in order["requests"]]
    random.Random(_SEED).shuffle(requests)
    judge = _Judge(order["port"], order["compare"])
    taken: list[float] = []
    before = time.perf_counter()
    for line in _answers(order["port"], itertools.cycle(requests), before + order["seconds"]):
        taken.append(time.perf_counter() - line.since)
        if not b"".join(line.parts[:1]).startswith(b"HTTP/1.1 200"):
            judge.refuse(b"".join(line.parts))
        elif order["compare"] and len(taken) % order["every"] == 0:
            judge.compare(line.asked, b"".join(line.parts).partition(b"\r\n\r\n")[2])
    seconds = time.perf_counter() - before
    taken.sort()
    middle, slow = taken[len(taken) // 2] * 1000, taken[int(len(taken) * 0.99)] * 1000
    done = Load(len(taken), seconds, judge.compared, judge.wrong, middle, slow, judge.first)
    json.dump(asdict(done), sys.stdout)


def _answers(port: int, requests: Iterator[bytes], until: float) -> Iterator[_Line]:
    with selectors.DefaultSelector() as waiting:
        lines = [_Line(socket.create_connection(("127.0.0.1", port))) for _ in range(_CONNECTIONS)]
        for line in lines:
            line.wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            waiting.register(line.wire, selectors.EVENT_READ, line)
            line.ask(next(requests))
        open_lines = len(lines)
        while open_lines:
            for key, _ in waiting.select():
                line = key.data
                if line.read():
                    yield line
                    if time.perf_counter() < until:
                        line.ask(next(requests))
                    else:
                        waiting.unregister(line.wire)
                        line.wire.close()
                        open_lines -= 1


class _Judge:
    """Compares bodies with those of another server. Where counters change meanwhile, both are asked again."""

    def __init__(self, port: int, other: int) -> None:
        self._ports = (port, other)
        self.compared = self.wrong = 0
        self.first = ""

    def refuse(self, answer: bytes) -> None:
        self.wrong += 1
        self.first = self.first or answer[:2000].decode(errors="replace")

    def compare(self, request: bytes, body: bytes) -> None:
        self.compared += 1
        port, other = self._ports
        expected = _once(other, request)
        for _ in range(_TRIES):
            if steady(body) == steady(expected):
                return
            body = _once(port, request)
            if steady(body) == steady(expected):
                return
            expected = _once(other, request)
        self.wrong += 1
        self.first = self.first or _difference(steady(body), steady(expected))


def steady(body: bytes) -> bytes:
    """A body without what is another each time: in forms, and when a page was made."""
    return _EACH_TIME.sub(b"", body)


def _difference(ours: bytes, expected: bytes) -> str:
    place = next((place for place, (one, two) in enumerate(zip(ours, expected, strict=False)) if one != two), 0)
    start = max(place - 80, 0)
    return f"{place}: {ours[start : place + 80]!r} is not {expected[start : place + 80]!r}"


def _once(port: int, request: bytes) -> bytes:
    head = request.decode("latin-1").split("\r\n")
    asked = dict(line.split(": ", 1) for line in head[1:] if line)
    wire = http.client.HTTPConnection("127.0.0.1", port)
    wire.request("GET", head[0].split(" ")[1], headers=asked)
    body = wire.getresponse().read()
    wire.close()
    return body


if __name__ == "__main__":
    main()
