"""Fetching from addresses that somebody named: nothing leads inside, nothing is too large or too late."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import pytest

from folkmoot.infra import fetching
from folkmoot.infra.fetching import Fetched, FetchError, Target, connect, fetch_json

URL = "https://facts.example/feed.json?x=1"


@dataclass
class Reply:
    """What a server answers."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    body: bytes = b"[]"

    def getheader(self, name: str, default: str = "") -> str:
        return self.headers.get(name, default)

    def read(self, size: int, /) -> bytes:
        piece, self.body = self.body[:size], self.body[size:]
        return piece


class Net:
    """Hosts with their addresses, and the answers in their order."""

    def __init__(self, *replies: Reply, **hosts: list[str]) -> None:
        self.replies = list(replies)
        self.hosts = {"facts.example": ["93.184.215.14"], "inside.example": ["10.0.0.5"]} | hosts
        self.asked: list[Target] = []

    def resolve(self, host: str) -> list[str]:
        return self.hosts.get(host, [host])

    @contextmanager
    def connect(self, target: Target) -> Iterator[Reply]:
        self.asked.append(target)
        yield self.replies.pop(0)

    def fetch(self, url: str = URL, etag: str = "") -> Fetched:
        return fetch_json(url, etag=etag, resolver=self.resolve, transport=self.connect, limit=1_000_000)


def test_a_document_comes_from_the_address_that_was_checked() -> None:
    net = Net(Reply(headers={"Content-Type": "application/ld+json; charset=utf-8", "ETag": '"7"'}, body=b'{"a": 1}'))
    assert net.fetch() == Fetched(b'{"a": 1}', '"7"')
    (target,) = net.asked
    assert (target.address, target.host, target.path) == ("93.184.215.14", "facts.example", "/feed.json?x=1")


def test_nothing_new_is_said_so() -> None:
    net = Net(Reply(status=304))
    assert net.fetch(etag='"7"') == Fetched(None, '"7"')
    assert net.asked[0].headers["If-None-Match"] == '"7"'


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.5", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.1", "100.64.0.1", "224.0.0.1",
        "::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "ff02::1", "nonsense",
        "fec0::1", "64:ff9b::7f00:1", "::127.0.0.1", "::",
    ],
)  # fmt: skip
def test_no_address_inside_is_asked(address: str) -> None:
    net = Net(**{"facts.example": ["93.184.215.14", address]})
    with pytest.raises(FetchError, match="not on the public internet"):
        net.fetch()
    assert net.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "http://facts.example/", "https://facts.example:8443/", "https://user:password@facts.example/", "ftp://a/",
        "file:///etc/passwd", "https://", "https://a b/", "https://facts.example/\r\nHost: x", "javascript:1", "https://[::",
        "https://facts.example:99999/",
    ],
)  # fmt: skip
def test_other_addresses_are_refused(url: str) -> None:
    net = Net()
    with pytest.raises(FetchError):
        net.fetch(url)
    assert net.asked == []


@pytest.mark.parametrize("location", ["https://inside.example/", "http://facts.example/", "https://169.254.169.254/"])
def test_a_redirect_is_checked_like_the_first_address(location: str) -> None:
    net = Net(Reply(status=302, headers={"Location": location}))
    with pytest.raises(FetchError):
        net.fetch()
    assert len(net.asked) == 1


def test_a_redirect_that_leads_on_for_ever_ends() -> None:
    net = Net(*(Reply(status=301, headers={"Location": "/again"}) for _ in range(9)))
    with pytest.raises(FetchError, match="leads on"):
        net.fetch()
    assert len(net.asked) == 4


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(status=500), "status 500"),
        (Reply(headers={"Content-Type": "text/html"}), "text/html and not JSON"),
        (Reply(headers={}), "of no stated type"),
        (Reply(headers={"Content-Type": "application/json", "Content-Encoding": "gzip"}), "compressed"),
        (Reply(body=b"x" * 1_000_001), "larger than 1 MB"),
    ],
)
def test_answers_that_are_not_taken(reply: Reply, said: str) -> None:
    with pytest.raises(FetchError, match=said):
        Net(reply).fetch()


def test_an_answer_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(range(0, 1_000, 15))
    monkeypatch.setattr(time, "monotonic", lambda: next(moments))
    with pytest.raises(FetchError, match="longer than 20 seconds"):
        Net(Reply(body=b"x" * 200_000)).fetch()


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    "start",
    [
        b"HTTP/1.1 200 OK\r\nX: ",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n",
    ],
    ids=["headers", "body", "last-answer"],
)
def test_a_server_that_sends_a_byte_now_and_then_does_not_hold_us(
    monkeypatch: pytest.MonkeyPatch, start: bytes
) -> None:
    ours, theirs = socket.socketpair()
    monkeypatch.setattr(fetching, "SECONDS", 0.3)
    monkeypatch.setattr(fetching.socket, "create_connection", lambda _address, timeout: _patient(ours, timeout))
    monkeypatch.setattr(fetching._Pinned, "_secured", lambda _self, plain: plain)
    given_up = threading.Event()

    def drip() -> None:
        with suppress(OSError):  # hung up on, as it should be
            theirs.sendall(start)
            while not given_up.wait(0.02):
                theirs.sendall(b" ")

    sender = threading.Thread(target=drip)
    sender.start()
    began = time.monotonic()
    try:
        with pytest.raises(FetchError):
            fetch_json(URL, resolver=lambda _host: ["93.184.215.14"], transport=connect)
        assert time.monotonic() - began < 2
    finally:
        given_up.set()
        sender.join()
        theirs.close()


def _patient(plain: socket.socket, timeout: float) -> socket.socket:
    plain.settimeout(timeout)
    return plain
