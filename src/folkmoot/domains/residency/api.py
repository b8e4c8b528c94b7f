"""The door of residency: sealed records, sessions, the keys of persons."""

from django.db.models import Q

from folkmoot.domains.residency import evidence, keys, records, sessions
from folkmoot.domains.residency.errors import KeyErased
from folkmoot.domains.residency.models import SharedKey, VaultRecord, VaultSession
from folkmoot.domains.residency.records import RecordKind
from folkmoot.domains.residency.stores import HOME, KEYS, vaults
from folkmoot.domains.residency.types import Session, SessionPlace
from folkmoot.infra.writes import atomic_write

__all__ = [
    "HOME",
    "KEYS",
    "KeyErased",
    "RecordKind",
    "Session",
    "SessionPlace",
    "erase_person",
    "evidence",
    "keys",
    "records",
    "sessions",
    "vaults",
]


def erase_person(account_id: int) -> None:
    """Erase a person's key, then what lay sealed under it. Cannot be undone, not even from a backup."""
    keys.erase(account_id)
    for alias in vaults():
        with atomic_write(alias):
            own = VaultRecord.objects.using(alias).filter(owner_id=account_id)
            shared = SharedKey.objects.using(alias)
            shared.filter(Q(account_id=account_id) | Q(record_id__in=own.values("id"))).delete()
            own.delete()
            VaultSession.objects.using(alias).filter(account_id=account_id).delete()
