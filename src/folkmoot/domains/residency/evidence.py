"""The evidence of a case: sealed under a key of the case, and gone with that key."""

from collections.abc import Collection

from folkmoot.domains.residency.models import CaseKey, VaultRecord
from folkmoot.domains.residency.records import RecordKind
from folkmoot.domains.residency.stores import HOME, KEYS, vault_of, vaults
from folkmoot.infra import crypto
from folkmoot.infra.operator_key import secret
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.ids import new_id


def keep(case_id: int, plain: bytes) -> int:
    """Seal `plain` under the key of a case, made on first use; returns the record's id. Committed on return."""
    record_id = new_id()
    sealed = crypto.seal(_key(case_id), plain, _context(record_id))
    alias = vault_of(HOME)
    with atomic_write(alias):
        VaultRecord.objects.using(alias).create(id=record_id, owner_id=case_id, kind=RecordKind.EVIDENCE, sealed=sealed)
    return record_id


def opened(case_id: int) -> dict[int, bytes]:
    """All that is kept of a case, by the record's id; empty once its key is erased."""
    row = CaseKey.objects.using(KEYS).filter(case_id=case_id).first()
    if row is None:
        return {}
    key = _unwrap(row)
    return {
        record.id: crypto.unseal(key, bytes(record.sealed), _context(record.id))
        for alias in vaults()
        for record in VaultRecord.objects.using(alias).filter(owner_id=case_id, kind=RecordKind.EVIDENCE)
    }


def discard(record_ids: Collection[int]) -> None:
    """Delete single records that a case does not need after all."""
    for alias in vaults():
        with atomic_write(alias):
            VaultRecord.objects.using(alias).filter(id__in=record_ids, kind=RecordKind.EVIDENCE).delete()


def erase(case_id: int) -> None:
    """Erase the key of a case, then what lay under it: not even a backup opens it once the key's own have run out."""
    with atomic_write(KEYS):
        CaseKey.objects.using(KEYS).filter(case_id=case_id).delete()
    for alias in vaults():
        with atomic_write(alias):
            VaultRecord.objects.using(alias).filter(owner_id=case_id, kind=RecordKind.EVIDENCE).delete()


def _key(case_id: int) -> bytes:
    with atomic_write(KEYS):
        wrapped = crypto.seal(secret("person-keys"), crypto.new_key(), _wrap_context(case_id))
        row, _ = CaseKey.objects.using(KEYS).get_or_create(case_id=case_id, defaults={"wrapped": wrapped})
    return _unwrap(row)


def _unwrap(row: CaseKey) -> bytes:
    return crypto.unseal(secret("person-keys"), bytes(row.wrapped), _wrap_context(row.case_id))


def _wrap_context(case_id: int) -> bytes:
    return f"case {case_id}".encode()


def _context(record_id: int) -> bytes:
    return f"evidence {record_id}".encode()
