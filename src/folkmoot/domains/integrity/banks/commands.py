"""Fill banks."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from django.db.models import F

from folkmoot.domains.integrity.banks import formats
from folkmoot.domains.integrity.banks.types import BANK_NAME, Entry, HashKind, Imported
from folkmoot.domains.integrity.events import BankGrew
from folkmoot.domains.integrity.models import BankHash, HashBank
from folkmoot.domains.integrity.signals import prints
from folkmoot.infra.audit import api as audit
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

_BATCH = 500
_NOTE = 255


def create_bank(viewer: Viewer, *, name: str, clause_id: str = "", source: str = "") -> None:
    """Make a bank, or change what an existing one says of itself. Operators only. Raises Invalid."""
    operator = viewer.require_operator()
    if not BANK_NAME.fullmatch(name):
        raise Invalid("A bank is named with at most 40 lower case letters, digits and hyphens.", field="name")
    with atomic_write():
        said = {"clause_id": clause_id.strip()[:80], "source": source.strip()[:200]}
        row, _ = HashBank.objects.update_or_create(name=name, defaults=said, create_defaults={"id": new_id(), **said})
        audit.record(operator, "integrity.hash_bank", f"hash_bank:{row.id}")


def ensure_bank(viewer: Viewer, *, name: str) -> None:
    """Make a bank where there is none of this name. Operators only. Raises Invalid."""
    viewer.require_operator()
    if not HashBank.objects.filter(name=name).exists():
        create_bank(viewer, name=name)


def enable_bank(viewer: Viewer, *, name: str, enabled: bool) -> None:
    """Use a bank, or stop using it. Decisions that were made because of it stand. Operators only."""
    operator = viewer.require_operator()
    with atomic_write():
        bank = _bank(name)
        if bank.enabled != enabled:
            HashBank.objects.filter(id=bank.id).update(enabled=enabled, revision=F("revision") + 1)
            audit.record(operator, "integrity.hash_bank_enable", f"hash_bank:{bank.id}", enabled=enabled)
            if enabled:
                outbox.publish(BankGrew(bank.id))


def import_hashes(viewer: Viewer, *, bank: str, text: str) -> Imported:
    """Add a file's hashes to a bank; see `formats`. The bank is made where there is none. Operators only.

    All or nothing: raises BadFile with the lines and the reasons. Doing it again adds nothing.
    """
    viewer.require_operator()
    entries = formats.read(text)
    ensure_bank(viewer, name=bank)
    return _add(viewer, bank, entries)


def add_hashes(viewer: Viewer, *, bank: str, entries: Collection[Entry]) -> Imported:
    """Add hashes that are known to be well-formed, such as those of a decided case's picture. Operators only."""
    viewer.require_operator()
    return _add(viewer, bank, entries)


def add_text(viewer: Viewer, *, bank: str, text: str, note: str = "") -> Imported:
    """Have a text and what is nearly the same match from now on. Only hashes of it are kept. Operators only."""
    exact, near = prints.exact(text), prints.print_of(text)
    if exact is None or near is None:
        raise Invalid(
            sentence(
                "The text needs {shortest} letters or more, or it would match by chance.", shortest=prints.SHORTEST
            ),
            field="text",
        )
    said = "".join(sign for sign in note if sign.isprintable()).strip()[:_NOTE]
    return add_hashes(
        viewer, bank=bank, entries=[Entry(HashKind.TEXT, exact, said), Entry(HashKind.TEXT_PRINT, near, said)]
    )


def _add(viewer: Viewer, name: str, entries: Iterable[Entry]) -> Imported:
    operator = viewer.require_operator()
    added = present = 0
    with atomic_write():
        bank = _bank(name)
        for batch in _batches(entries):
            fresh = _fresh(bank, batch)
            BankHash.objects.bulk_create(_row(bank, entry) for entry in fresh)
            added, present = added + len(fresh), present + len(batch) - len(fresh)
        if added:
            HashBank.objects.filter(id=bank.id).update(revision=F("revision") + 1)
            audit.record(operator, "integrity.hash_bank_add", f"hash_bank:{bank.id}", added=added)
            outbox.publish(BankGrew(bank.id))
    return Imported(added, present)


def _bank(name: str) -> HashBank:
    bank = HashBank.objects.select_for_update().filter(name=name).first()
    if bank is None:
        raise NotFound(f"hash bank {name}")
    return bank


def _fresh(bank: HashBank, batch: Sequence[Entry]) -> list[Entry]:
    rows = BankHash.objects.filter(bank=bank, hash__in=[entry.hash for entry in batch])
    present = set(rows.values_list("kind", "hash"))
    return [entry for entry in batch if (entry.kind.value, entry.hash) not in present]


def _row(bank: HashBank, entry: Entry) -> BankHash:
    return BankHash(
        id=new_id(),
        bank=bank,
        kind=entry.kind.value,
        hash=entry.hash,
        note=entry.note,
        source_id=entry.source_id,
    )


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    remaining = iter(entries)
    while batch := list(islice(remaining, _BATCH)):
        yield batch
