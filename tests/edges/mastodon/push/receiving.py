"""A device and its push service, for tests: keys, decryption, and a server on loopback that keeps what comes."""

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from typing_extensions import override

from folkmoot.edges.mastodon.push.types import decoded, encoded
from folkmoot.infra.fetching import Answer, Target

HOST = "push.example"
PUBLIC_ADDRESS = "93.184.215.14"


@dataclass(frozen=True)
class Device:
    """The side that opens messages (RFC 8291, and the draft before it)."""

    private: ec.EllipticCurvePrivateKey
    auth: bytes

    @classmethod
    def of(cls, private: str, auth: str) -> "Device":
        number = int.from_bytes(decoded(private), "big")
        return cls(ec.derive_private_key(number, ec.SECP256R1()), decoded(auth))

    @property
    def point(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def keys(self) -> dict[str, str]:
        return {"p256dh": encoded(self.point), "auth": encoded(self.auth)}

    def open(self, body: bytes) -> bytes:
        """A message with the encoding aes128gcm, of one record."""
        salt, length = body[:16], body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        secret = derived(self._shared(sender), self.auth, b"WebPush: info\0" + self.point + sender, 32)
        key = derived(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = derived(secret, salt, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(key).decrypt(nonce, sealed, None)
        return plain.rstrip(b"\0")[:-1]

    def open_draft(self, body: bytes, headers: Mapping[str, str]) -> bytes:
        """A message with the encoding aesgcm."""
        salt = decoded(headers["encryption"].removeprefix("salt="))
        sender = decoded(headers["crypto-key"].partition("dh=")[2].partition(";")[0])
        secret = derived(self._shared(sender), self.auth, b"Content-Encoding: auth\0", 32)
        both = b"P-256\0\0\x41" + self.point + b"\0\x41" + sender
        key = derived(secret, salt, b"Content-Encoding: aesgcm\0" + both, 16)
        nonce = derived(secret, salt, b"Content-Encoding: nonce\0" + both, 12)
        plain = AESGCM(key).decrypt(nonce, body, None)
        return plain[2 + int.from_bytes(plain[:2], "big") :]

    def _shared(self, sender: bytes) -> bytes:
        return self.private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))


def new_device() -> Device:
    return Device(ec.generate_private_key(ec.SECP256R1()), b"sixteen bytes ok")


def derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


@dataclass
class Box:
    """One message that came: path, headers in lower case, body."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Service:
    """A push service on loopback. It is reached only by its own `connect`; the safe client would never go there."""

    port: int
    status: int = 201
    boxes: list[Box] = field(default_factory=list)
    addresses: list[str] = field(default_factory=lambda: [PUBLIC_ADDRESS])

    def resolve(self, _host: str) -> list[str]:
        return self.addresses

    @contextmanager
    def connect(self, target: Target) -> Iterator[Answer]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request(target.method, target.path, body=target.body, headers=dict(target.headers))
            yield connection.getresponse()  # type: ignore[misc]  # it has all of Answer, with wider signatures
        finally:
            connection.close()

    def only(self) -> Box:
        (box,) = self.boxes
        return box


@contextmanager
def running() -> Iterator[Service]:
    """A service that answers with its `status` and keeps what came."""
    kept: list[Service] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            service = kept[0]
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.boxes.append(Box(self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(service.status)
            self.end_headers()

        @override
        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        kept.append(Service(server.server_port))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield kept[0]
        server.shutdown()
        thread.join()


def said(plain: bytes) -> Any:
    return json.loads(plain)
