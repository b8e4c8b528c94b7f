"""Signed tree heads: who signs them, over what, and which there are."""

from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from folkmoot.infra.operator_key import secret
from folkmoot.infra.translog.models import TreeHead
from folkmoot.kernel import clock


@dataclass(frozen=True, slots=True)
class Head:
    size: int
    root: bytes
    signed_at: datetime
    signature: bytes


def head() -> Head | None:
    """The newest signed head; None while the log is empty."""
    row = TreeHead.objects.order_by("-size").first()
    return _head(row) if row else None


def head_of_size(size: int) -> Head | None:
    """The head that was signed when the log had this size; None where none was signed at that moment."""
    row = TreeHead.objects.filter(size=size).first()
    return _head(row) if row else None


def sign(size: int, root: bytes, *, after: Head | None) -> None:
    """Sign and store a head. It is never dated before the one that it follows, whatever the clock says."""
    signed_at = max(clock.now(), after.signed_at) if after else clock.now()
    signature = _signing_key().sign(head_message(size, root, signed_at))
    TreeHead.objects.create(size=size, root=root, signed_at=signed_at, signature=signature)


def head_message(size: int, root: bytes, signed_at: datetime) -> bytes:
    """What a head's signature (Ed25519, RFC 8032) covers."""
    return f"folkmoot tree head\n{size}\n{root.hex()}\n{signed_at.isoformat()}\n".encode()


def public_key() -> bytes:
    """The 32 bytes by which anyone checks the heads."""
    return _signing_key().public_key().public_bytes_raw()


def _signing_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(secret("log-signature"))


def _head(row: TreeHead) -> Head:
    return Head(row.size, bytes(row.root), row.signed_at, bytes(row.signature))
