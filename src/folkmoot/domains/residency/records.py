"""Sealed records: put, read in bulk, delete. Each put is committed before it returns."""

from collections.abc import Collection
from enum import StrEnum

from folkmoot.domains.residency import keys
from folkmoot.domains.residency.errors import KeyErased
from folkmoot.domains.residency.models import SharedKey, VaultRecord
from folkmoot.domains.residency.stores import HOME, vault_of, vaults
from folkmoot.infra import crypto
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.ids import new_id


class RecordKind(StrEnum):
    EMAIL = "email"
    SIGN_UP = "sign_up"
    POST = "post"
    MESSAGE = "message"
    DRAFT = "draft"
    EVENT = "event"
    MOVING = "moving"
    """The key of an archive that somebody takes out or brings in; names of people to invite."""
    EVIDENCE = "evidence"
    """Owned by a case, and sealed under its key: see residency.evidence."""


def put(owner_id: int, kind: RecordKind, plain: bytes) -> int:
    """Seal `plain` under the owner's key; returns the record's id. Raises KeyErased."""
    record_id = new_id()
    sealed = crypto.seal(keys.of(owner_id), plain, _context(record_id, kind))
    row = VaultRecord(id=record_id, owner_id=owner_id, kind=kind, sealed=sealed)
    alias = vault_of(HOME)
    with atomic_write(alias):
        row.save(using=alias, force_insert=True)
    return record_id


def put_shared(owner_id: int, kind: RecordKind, plain: bytes, readers: Collection[int]) -> int:
    """Seal `plain` under a key of its own that each of `readers`, and the owner, can unwrap. Raises KeyErased."""
    record_id = new_id()
    key = crypto.new_key()
    sealed = crypto.seal(key, plain, _context(record_id, kind))
    person_keys = keys.of_many({owner_id, *readers})
    if owner_id not in person_keys:
        raise KeyErased
    wraps = [
        SharedKey(
            record_id=record_id,
            account_id=reader,
            wrapped=crypto.seal(person_key, key, _wrap_context(record_id)),
        )
        for reader, person_key in person_keys.items()
    ]
    alias = vault_of(HOME)
    with atomic_write(alias):
        VaultRecord.objects.using(alias).create(id=record_id, owner_id=owner_id, kind=kind, sealed=sealed)
        SharedKey.objects.using(alias).bulk_create(wraps)
    return record_id


def get(record_ids: Collection[int]) -> dict[int, bytes]:
    """What the owner's key opens, by record id. Records that are gone, erased or shared are absent."""
    rows = _rows(record_ids)
    owner_keys = keys.of_many({row.owner_id for row in rows})
    return {row.id: _open(row, owner_keys[row.owner_id]) for row in rows if row.owner_id in owner_keys}


def get_shared(record_ids: Collection[int], reader_id: int) -> dict[int, bytes]:
    """What `reader_id` was given a key for, by record id."""
    rows = {row.id: row for row in _rows(record_ids)}
    reader_key = keys.of_many([reader_id]).get(reader_id) if rows else None
    if reader_key is None:
        return {}
    return {
        wrap.record_id: _open(rows[wrap.record_id], _unwrap(wrap, reader_key))
        for alias in vaults()
        for wrap in SharedKey.objects.using(alias).filter(record_id__in=rows, account_id=reader_id)
    }


def find(owner_id: int, kind: RecordKind) -> bytes | None:
    """The newest record of a kind that a person has."""
    for alias in vaults():
        row = VaultRecord.objects.using(alias).filter(owner_id=owner_id, kind=kind).order_by("-id").first()
        if row is not None:
            return get([row.id]).get(row.id)
    return None


def delete(record_ids: Collection[int]) -> None:
    for alias in vaults():
        with atomic_write(alias):
            SharedKey.objects.using(alias).filter(record_id__in=record_ids).delete()
            VaultRecord.objects.using(alias).filter(id__in=record_ids).delete()


def delete_kind(owner_id: int, kind: RecordKind, *, before: int | None = None) -> None:
    """Delete what a person has of a kind, all of it or what is older than the record `before`."""
    for alias in vaults():
        found = VaultRecord.objects.using(alias).filter(owner_id=owner_id, kind=kind)
        with atomic_write(alias):
            (found if before is None else found.filter(id__lt=before)).delete()


def ids_of_kind(kind: RecordKind, *, older_than: int, limit: int = 1000, after: int = 0) -> list[int]:
    """For the sweeper: ids of records of a kind, made before the id `older_than`, ascending from `after`."""
    found: list[int] = []
    for alias in vaults():
        rows = VaultRecord.objects.using(alias).filter(kind=kind, id__gt=after, id__lt=older_than)
        found += rows.order_by("id").values_list("id", flat=True)[:limit]
    return sorted(found)[:limit]


def _rows(record_ids: Collection[int]) -> list[VaultRecord]:
    if not record_ids:
        return []
    return [row for alias in vaults() for row in VaultRecord.objects.using(alias).filter(id__in=record_ids)]


def _open(row: VaultRecord, key: bytes) -> bytes:
    try:
        return crypto.unseal(key, bytes(row.sealed), _context(row.id, row.kind))
    except crypto.Unreadable:
        return b""


def _unwrap(wrap: SharedKey, reader_key: bytes) -> bytes:
    return crypto.unseal(reader_key, bytes(wrap.wrapped), _wrap_context(wrap.record_id))


def _context(record_id: int, kind: str) -> bytes:
    return f"record {record_id} {kind}".encode()


def _wrap_context(record_id: int) -> bytes:
    return f"shared {record_id}".encode()
