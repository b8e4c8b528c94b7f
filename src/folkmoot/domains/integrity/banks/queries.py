"""Read banks."""

from collections.abc import Iterator

from django.db.models import Count

from folkmoot.domains.integrity.banks import formats
from folkmoot.domains.integrity.banks.types import BankView, Entry, HashKind
from folkmoot.domains.integrity.models import BankHash, HashBank
from folkmoot.infra.audit import api as audit
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.viewer import Viewer


def hash_banks(viewer: Viewer) -> tuple[BankView, ...]:
    """All banks by name, with their counts. Operators only."""
    viewer.require_operator()
    counts: dict[int, list[tuple[HashKind, int]]] = {}
    counted = BankHash.objects.values_list("bank_id", "kind").annotate(number=Count("id")).order_by("bank_id", "kind")
    for bank_id, kind, number in counted:
        counts.setdefault(bank_id, []).append((HashKind(kind), number))
    return tuple(
        BankView(row.id, row.name, row.clause_id, row.source, row.enabled, tuple(counts.get(row.id, ())))
        for row in HashBank.objects.order_by("name")
    )


def export_hashes(viewer: Viewer, *, bank: str, as_json: bool) -> str:
    """A bank as a file in the formats of `formats`, oldest hash first. On record. Operators only."""
    operator = viewer.require_operator()
    row = HashBank.objects.filter(name=bank).first()
    if row is None:
        raise NotFound(f"hash bank {bank}")
    with atomic_write():
        audit.record(operator, "integrity.hash_bank_export", f"hash_bank:{row.id}")
    entries = _entries(row)
    if as_json:
        return formats.write_json(bank, ((found.id, time_of(found.id), _entry(found)) for found in entries))
    return formats.write_csv(bank, map(_entry, entries))


def _entries(bank: HashBank) -> Iterator[BankHash]:
    return BankHash.objects.filter(bank=bank).order_by("id").iterator()


def _entry(row: BankHash) -> Entry:
    return Entry(HashKind(row.kind), row.hash, row.note, row.source_id)
