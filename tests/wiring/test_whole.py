"""What broke off on its way is not taken for whole."""

import io
import socket
from collections.abc import Iterable
from typing import Any

import pytest

from folkmoot.wiring.whole import CutShort, Whole
from tests.live import LiveSite
from tests.member import Member


def asked(body: bytes, **more: str) -> dict[str, Any]:
    return {"wsgi.input": io.BytesIO(body), **more}


def test_a_body_is_read_whole_and_no_further() -> None:
    def run(environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
        body = environ["wsgi.input"]
        return [body.read(3), body.readline(), body.readline(2), body.read(), body.read(), body.readline()]

    found = Whole(run)(asked(b"onetwo\nthree\nof the next", CONTENT_LENGTH="13"), None)
    assert found == [b"one", b"two\n", b"th", b"ree\n", b"", b""]


@pytest.mark.parametrize("size", [-1, 3, 8, 100])
def test_what_ends_early_is_not_taken_for_whole(size: int) -> None:
    def run(environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
        while part := environ["wsgi.input"].read(size):
            read.append(part)
        return []

    read: list[bytes] = []
    with pytest.raises(CutShort):
        Whole(run)(asked(b"half", CONTENT_LENGTH="8"), None)
    assert b"".join(read) == (b"hal" if size == 3 else b"")


@pytest.mark.parametrize("length", [{}, {"CONTENT_LENGTH": ""}, {"CONTENT_LENGTH": "0"}, {"CONTENT_LENGTH": "x"}])
def test_what_says_nothing_of_a_body_is_passed_on_as_it_is(length: dict[str, str]) -> None:
    passed: list[object] = []

    def run(environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
        passed.append(environ["wsgi.input"])
        return []

    environ = asked(b"x", **length)
    stream = environ["wsgi.input"]
    Whole(run)(environ, None)
    assert passed == [stream]


@pytest.mark.live
def test_half_of_a_post_is_not_published() -> None:
    """A form that breaks off would be one with a shorter text."""
    with LiveSite() as site:
        ana = Member(site.url, "ana")
        with socket.create_connection(("127.0.0.1", site.port), timeout=20) as line:
            line.sendall(
                f"POST /api/v1/statuses HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {ana._token}\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 40\r\n\r\n"
                "status=I+never+liked".encode()
            )
            line.shutdown(socket.SHUT_WR)
            line.recv(2000)
        assert ana.posts() == []
