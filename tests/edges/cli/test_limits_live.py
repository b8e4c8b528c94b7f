"""Limits of a running site: all of its web processes count together, and what is too large is not read."""

import http.client
import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.live import LiveSite

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def site() -> Iterator[LiveSite]:
    with LiveSite(web_processes="2", api_per_address="40") as site:
        yield site


def _call(site: LiveSite) -> http.client.HTTPResponse:
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=20)
    with closing(line):
        line.request("GET", "/api/v1/instance")
        answer = line.getresponse()
        answer.read()
        return answer


def test_two_web_processes_have_one_allowance(site: LiveSite) -> None:
    answers = [_call(site) for _ in range(45)]
    windows = {answer.getheader("X-RateLimit-Reset") for answer in answers}
    allowed = sum(answer.status == 200 for answer in answers)
    assert 40 <= allowed <= 40 * len(windows)
    if len(windows) == 1:
        left = [answer.getheader("X-RateLimit-Remaining") for answer in answers]
        assert left == [str(max(0, 39 - number)) for number in range(45)]


def _refused(site: LiveSite, head: str, sent: int) -> str:
    """The first line of the answer to a request that would go on for ever."""
    with closing(socket.create_connection(("127.0.0.1", site.port), timeout=20)) as line:
        line.sendall(head.encode())
        try:
            for _ in range(sent):
                line.sendall(b"x" * 65536)
        except OSError:
            pass  # the server has hung up: that is what it should do
        return line.recv(100).decode(errors="replace").partition("\r\n")[0]


_LARGE = "POST /sign-in HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 900000000\r\n"


@pytest.mark.parametrize(
    ("head", "sent", "status"),
    [
        (_LARGE, 100, "413"),
        ("POST /sign-in HTTP/1.1\r\nTransfer-Encoding: chunked\r\n", 0, "411"),
        (f"GET / HTTP/1.1\r\nX-Long: {'a' * 100_000}\r\n", 0, "431"),
        (f"GET /search?q={'a' * 20_000} HTTP/1.1\r\n", 0, "413"),
    ],
)
def test_what_is_too_large_is_not_waited_for(site: LiveSite, head: str, sent: int, status: str) -> None:
    assert _refused(site, f"{head}Host: localhost\r\n\r\n", sent).split()[1] == status
