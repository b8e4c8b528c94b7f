"""Fetch JSON from an address that somebody else named, or post to it, without being led anywhere else.

https on port 443 only. Every address that the name resolves to must be a public one, and the connection goes to one
of those that were checked. Redirects are followed at most three times, each checked the same way. An answer of more
than the limit, of another type, compressed, or later than the deadline is refused.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Final, Protocol
from urllib.parse import urljoin, urlsplit

from typing_extensions import override

SECONDS: Final = 20.0
BYTES: Final = 10_000_000
_PORT: Final = 443
_REDIRECTS: Final = 3
_CHUNK: Final = 65_536
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_OK, _UNCHANGED = 200, 304


class FetchError(Exception):
    """The address was not fetched; the text says why, and is safe to show."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """`body` is None where nothing changed since the `etag` that was given."""

    body: bytes | None
    etag: str


@dataclass(frozen=True, slots=True)
class Target:
    """One request: to this IP address, for this host and path, until this moment of `time.monotonic`."""

    address: str
    host: str
    path: str
    headers: Mapping[str, str]
    deadline: float
    method: str = "GET"
    body: bytes | None = None


class Answer(Protocol):
    """What a transport gives: header names in any case, the body in pieces."""

    status: int

    def getheader(self, name: str, default: str = "") -> str: ...

    def read(self, size: int, /) -> bytes: ...


Resolver = Callable[[str], Sequence[str]]
Transport = Callable[[Target], AbstractContextManager[Answer]]


def resolve(host: str) -> list[str]:
    """The IP addresses of a host. Raises FetchError."""
    try:
        found = socket.getaddrinfo(host, _PORT, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(f"The host {host} is not found.") from None
    return [str(entry[4][0]) for entry in found]


@contextmanager
def connect(target: Target) -> Iterator[Answer]:
    """Ask over TLS, at the address that was checked, with the certificate checked for the host."""
    connection = _Pinned(target)
    # The limit of a socket is for each piece that comes; whoever sends a byte every few seconds would hold us for days.
    end = threading.Timer(max(target.deadline - time.monotonic(), 0.0), connection.cut)
    end.start()
    try:
        connection.request(target.method, target.path, body=target.body, headers=dict(target.headers))
        yield connection.getresponse()  # type: ignore[misc]  # HTTPResponse has all of Answer, with wider signatures
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise FetchError(f"{target.host} does not answer as it should ({type(error).__name__}).") from None
    finally:
        end.cancel()
        connection.close()


def fetch_json(
    url: str, *, etag: str = "", resolver: Resolver = resolve, transport: Transport = connect, limit: int = BYTES
) -> Fetched:
    """The body of a JSON document, at most `limit` bytes. Raises FetchError."""
    deadline = time.monotonic() + SECONDS
    for _ in range(_REDIRECTS + 1):
        target = _target(url, etag, resolver, deadline)
        with transport(target) as answer:
            if answer.status not in _MOVED:
                return _taken(answer, etag, limit, deadline)
            url = urljoin(url, answer.getheader("Location", ""))
    raise FetchError(f"It leads on more than {_REDIRECTS} times.")


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    seconds: float = SECONDS,
    resolver: Resolver = resolve,
    transport: Transport = connect,
) -> int:
    """Post a body once; returns the status. The answer's body is not read, nor is a redirect followed.

    Raises FetchError.
    """
    deadline = time.monotonic() + seconds
    target = _target(url, "", resolver, deadline)
    kept = {name: value for name, value in target.headers.items() if name in {"Host", "User-Agent"}}
    with transport(replace(target, method="POST", body=body, headers={**kept, **headers})) as answer:
        return answer.status


def check_address(url: str) -> None:
    """Raise FetchError for what could never be fetched: not https, another port, a password, no public address."""
    host, _ = _checked(url)
    with suppress(ValueError):
        ipaddress.ip_address(host)
        if not _is_public(host):
            raise FetchError(f"{host} is not on the public internet.")


def _target(url: str, etag: str, resolver: Resolver, deadline: float) -> Target:
    host, path = _checked(url)
    addresses = resolver(host)
    if not addresses or not all(map(_is_public, addresses)):
        raise FetchError(f"{host} is not on the public internet.")
    headers = {"Host": host, "Accept": "application/ld+json, application/json", "Accept-Encoding": "identity"}
    headers |= {"User-Agent": "Folkmoot"} | ({"If-None-Match": etag} if etag else {})
    return Target(addresses[0], host, path, headers, deadline)


def _checked(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", _PORT if parts.port is None else parts.port
        host = host.encode("idna").decode() if host else ""
    except (ValueError, UnicodeError):
        raise FetchError("This is no web address.") from None
    usable = parts.scheme == "https" and host and port == _PORT and parts.username is None and url.isprintable()
    if not usable or " " in url:
        raise FetchError("The address must begin with https://, without a port and without a password.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return host, path.encode("ascii", "ignore").decode()


def _is_public(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None) or found
    local = getattr(found, "is_site_local", False)  # fec0::/10, long deprecated, and global to the library
    return bool(found.is_global and inner.is_global and not (inner.is_multicast or inner.is_reserved or local))


def _taken(answer: Answer, etag: str, limit: int, deadline: float) -> Fetched:
    if answer.status == _UNCHANGED and etag:
        return Fetched(None, etag)
    if answer.status != _OK:
        raise FetchError(f"It answers with status {answer.status}.")
    kind = answer.getheader("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in {"application/json", "text/json"} and not kind.endswith("+json"):
        raise FetchError(f"It is {kind[:60] or 'of no stated type'} and not JSON.")
    if answer.getheader("Content-Encoding", "identity").lower() not in {"", "identity"}:
        raise FetchError("It is compressed, which was not asked for.")
    return Fetched(_body(answer, limit, deadline), answer.getheader("ETag", "")[:200])


def _body(answer: Answer, limit: int, deadline: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        piece = answer.read(_CHUNK)
        # Also after the last piece: a connection that was cut ends like one that is complete.
        if time.monotonic() > deadline:
            raise FetchError(f"It took longer than {SECONDS:.0f} seconds.")
        if not piece:
            return b"".join(parts)
        size += len(piece)
        parts.append(piece)
        if size > limit:
            raise FetchError(f"It is larger than {limit // 1_000_000} MB.")


class _Pinned(http.client.HTTPSConnection):
    """Speaks to one address, whatever the name resolves to now."""

    def __init__(self, target: Target) -> None:
        left = max(target.deadline - time.monotonic(), 0.1)
        super().__init__(target.host, _PORT, timeout=left, context=ssl.create_default_context())
        self._target = target
        self._connected: socket.socket | None = None

    @override
    def connect(self) -> None:
        plain = socket.create_connection((self._target.address, _PORT), self.timeout)
        self.sock = self._secured(plain)
        # Kept besides: the library forgets its own once it knows that the answer is the last.
        self._connected = self.sock

    def _secured(self, plain: socket.socket) -> socket.socket:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=self._target.host)

    def cut(self) -> None:
        """End it now, from another thread: what waits for a piece wakes with an error, or with nothing."""
        if self._connected is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._connected, socket.SHUT_RDWR)  # TLS would first forget that it is TLS
