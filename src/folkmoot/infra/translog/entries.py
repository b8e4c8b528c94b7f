"""Append entries and read them."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection

from folkmoot.infra.translog.models import LogEntry
from folkmoot.kernel.ids import new_id, time_of

SEALED = "sealed"
OPENED = "opened"


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
class Sealed:
    """What must be kept, secretly, to open a sealed entry: its exact body and the salt (hex digits)."""

    entry_id: int
    body: str
    salt: str


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


def append_sealed(kind: str, *, at: datetime, **facts: Any) -> Sealed:
    """Record a fact that a law forbids to tell: the entry holds its commitment and the time, and nothing else."""
    body = msgspec.json.encode({"kind": kind, "at": at.isoformat(), **facts}, order="deterministic").decode()
    salt = secrets.token_hex(32)
    return Sealed(append(SEALED, commitment=commitment(salt, body), at=at.isoformat()), body, salt)


def append_opened(sealed: Sealed, *, at: datetime) -> int:
    """Tell what a sealed entry held. Raises ValueError where it held something else."""
    row = LogEntry.objects.filter(id=sealed.entry_id, kind=SEALED).first()
    if row is None or _entry(row).facts["commitment"] != commitment(sealed.salt, sealed.body):
        raise ValueError(f"entry {sealed.entry_id} was not sealed over this")
    return append(OPENED, opens=str(sealed.entry_id), body=sealed.body, salt=sealed.salt, at=at.isoformat())


def commitment(salt: str, text: str) -> str:
    """SHA-256(salt || text): says nothing of the text until somebody shows the salt (hex digits)."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def entries(*, start: int = 0, limit: int = 100, newest_first: bool = False) -> list[Entry]:
    """Entries by their place, from `start` on; or the newest, those without a place included."""
    rows = (
        LogEntry.objects.order_by("-id")
        if newest_first
        else LogEntry.objects.filter(sequence__gte=start).order_by("sequence")
    )
    return [_entry(row) for row in rows[:limit]]


def entry(identifier: int) -> Entry | None:
    return entries_by_ids([identifier]).get(identifier)


def entries_by_ids(identifiers: Collection[int]) -> dict[int, Entry]:
    """Many entries by their ids; those that are not there are absent."""
    return {row.id: _entry(row) for row in LogEntry.objects.filter(id__in=identifiers)} if identifiers else {}


def entry_at(sequence: int) -> Entry | None:
    """The entry at a place; None where none is yet."""
    row = LogEntry.objects.filter(sequence=sequence).first()
    return _entry(row) if row else None


def _entry(row: LogEntry) -> Entry:
    return Entry(row.id, row.kind, bytes(row.body), row.sequence, time_of(row.id))
