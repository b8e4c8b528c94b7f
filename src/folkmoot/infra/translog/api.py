"""Append an entry, put entries in order, sign the head, read both.

Leaf hash: SHA-256(0x00 || entry); node hash: SHA-256(0x01 || left || right); see RFC 6962, section 2.1.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from folkmoot.infra.operator_key import secret
from folkmoot.infra.translog.models import LogEntry, TreeHead, TreePeak
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import new_id, time_of


@dataclass(frozen=True, slots=True)
class Entry:
    """`sequence` is None until the sequencer has put the entry in its place, within seconds."""

    id: int
    kind: str
    body: bytes
    sequence: int | None
    at: datetime

    @property
    def facts(self) -> dict[str, Any]:
        return msgspec.json.decode(self.body, type=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Head:
    size: int
    root: bytes
    signed_at: datetime
    signature: bytes


def append(kind: str, **facts: Any) -> int:
    """Record a fact in the public log, inside the transaction that makes it true; returns the entry's id.

    `facts` hold no personal data: ids of decisions, clauses, factors, times.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{kind} was logged outside a write")
    identifier = new_id()
    body = msgspec.json.encode({"id": str(identifier), "kind": kind, **facts}, order="deterministic")
    LogEntry.objects.create(id=identifier, kind=kind, body=body)
    return identifier


def sequence(limit: int = 1000) -> int:
    """Give waiting entries their places and sign the new head; returns how many there were."""
    if not LogEntry.objects.filter(sequence=None).exists():
        return 0
    with atomic_write():
        # Held: a second worker's sequencer waits here, and then finds that these have their places.
        waiting = list(LogEntry.objects.select_for_update().filter(sequence=None).order_by("id")[:limit])
        if not waiting:
            return 0
        last = TreeHead.objects.order_by("-size").first()
        size = last.size if last else 0
        peaks = {peak.level: bytes(peak.root) for peak in TreePeak.objects.all()}
        for place, entry in enumerate(waiting, start=size):
            entry.sequence = place
            _add_leaf(peaks, leaf_hash(bytes(entry.body)))
        LogEntry.objects.bulk_update(waiting, ["sequence"])
        _store(peaks, size + len(waiting))
    return len(waiting)


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _add_leaf(peaks: dict[int, bytes], leaf: bytes) -> None:
    level = 0
    while level in peaks:
        leaf = node_hash(peaks.pop(level), leaf)
        level += 1
    peaks[level] = leaf


def _store(peaks: dict[int, bytes], size: int) -> None:
    TreePeak.objects.all().delete()
    TreePeak.objects.bulk_create(TreePeak(level=level, root=root) for level, root in peaks.items())
    root = _root(peaks)
    signed_at = clock.now()
    signature = _signing_key().sign(head_message(size, root, signed_at))
    TreeHead.objects.create(size=size, root=root, signed_at=signed_at, signature=signature)


def _root(peaks: dict[int, bytes]) -> bytes:
    levels = sorted(peaks)
    root = peaks[levels[0]]
    for level in levels[1:]:
        root = node_hash(peaks[level], root)
    return root


def head_message(size: int, root: bytes, signed_at: datetime) -> bytes:
    """What a head's signature (Ed25519, RFC 8032) covers."""
    return f"folkmoot tree head\n{size}\n{root.hex()}\n{signed_at.isoformat()}\n".encode()


def _signing_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(secret("log-signature"))


def public_key() -> bytes:
    """The 32 bytes by which anyone checks the heads."""
    return _signing_key().public_key().public_bytes_raw()


def head() -> Head | None:
    """The newest signed head; None while the log is empty."""
    row = TreeHead.objects.order_by("-size").first()
    return Head(row.size, bytes(row.root), row.signed_at, bytes(row.signature)) if row else None


def entries(*, start: int = 0, limit: int = 100, newest_first: bool = False) -> list[Entry]:
    """Entries by their place, from `start` on; or the newest, those without a place included."""
    rows = (
        LogEntry.objects.order_by("-id")
        if newest_first
        else LogEntry.objects.filter(sequence__gte=start).order_by("sequence")
    )
    return [_entry(row) for row in rows[:limit]]


def entry(identifier: int) -> Entry | None:
    row = LogEntry.objects.filter(id=identifier).first()
    return _entry(row) if row else None


def _entry(row: LogEntry) -> Entry:
    return Entry(row.id, row.kind, bytes(row.body), row.sequence, time_of(row.id))
