"""Whether something matches a bank.

Exact hashes are looked up by an index of the database. PDQ and prints of texts are compared with everything at once,
in memory: 100,000 hashes take 3.2 MB and about a millisecond. Each process reads them again when they changed.
"""

import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from folkmoot.domains.integrity.banks.types import FileHashes, HashKind, Hit
from folkmoot.domains.integrity.models import BankHash, HashBank
from folkmoot.domains.integrity.signals import names, prints
from folkmoot.domains.integrity.signals.types import Signal
from folkmoot.infra import pdq
from folkmoot.infra.rows import Lookup

_Stamp = tuple[tuple[int, int], ...]
_ALIKE_BYTES = round(prints.ALIKE * prints.PLACES)


@dataclass(frozen=True, slots=True)
class _Index:
    """All hashes of one kind that banks in use hold, packed."""

    stamp: _Stamp
    hashes: NDArray[np.uint64]
    entry_ids: NDArray[np.int64]
    banks: tuple[str, ...]
    exact: Mapping[str, tuple[Hit, ...]]
    """For texts word for word: the hits of each hash."""


_indexes: dict[HashKind, _Index] = {}
_reading = threading.Lock()
_ENABLED = Lookup(HashBank, "enabled = %s ORDER BY id")


def match_files(files: Sequence[FileHashes]) -> list[tuple[Hit, ...]]:
    """For each file the banks in use that it hits, each once with its nearest hash. At most three queries."""
    wanted = {(HashKind.SHA256, one) for file in files for one in file.sha256}
    wanted |= {(HashKind.MD5, one) for file in files for one in file.md5}
    exact = _exact(wanted)
    index = _index(HashKind.PDQ, _stamp()) if any(file.pdq for file in files) else None
    return [_nearest([*_of_file(file, exact), *_pdq_hits(file.pdq, index)]) for file in files]


def match_texts(texts: Sequence[str]) -> list[tuple[Hit, ...]]:
    """For each text the banks in use that it hits, word for word or nearly. One query; short texts hit nothing."""
    stamp = _stamp()
    exact_of = [prints.exact(text) if stamp else "" for text in texts]
    if not any(exact_of):
        return [()] * len(texts)
    whole, nearly = _index(HashKind.TEXT, stamp), _index(HashKind.TEXT_PRINT, stamp)
    return [
        _nearest([*whole.exact.get(found, ()), *_print_hits(text, nearly)]) if found else ()
        for text, found in zip(texts, exact_of, strict=True)
    ]


def signals_of(hits: Sequence[Hit]) -> tuple[Signal, ...]:
    """What is stored of hits: bank, kind and distance; never a hash."""
    return tuple(
        Signal(
            names.bank_signal(hit.bank),
            1 - hit.distance / (prints.PLACES if hit.kind is HashKind.TEXT_PRINT else pdq.BITS),
            {"kind": hit.kind.value, "distance": hit.distance, "entry": hit.entry_id},
        )
        for hit in hits
    )


def _exact(wanted: set[tuple[HashKind, str]]) -> Mapping[tuple[HashKind, str], list[Hit]]:
    found: defaultdict[tuple[HashKind, str], list[Hit]] = defaultdict(list)
    if not wanted:
        return found
    condition = Q()
    for kind in {kind for kind, _ in wanted}:
        condition |= Q(kind=kind.value, hash__in=[text for other, text in wanted if other is kind])
    rows = BankHash.objects.filter(condition, bank__enabled=True)
    for entry_id, kind_name, text, bank in rows.values_list("id", "kind", "hash", "bank__name"):
        made = HashKind(kind_name)
        found[made, text].append(Hit(bank, made, 0, entry_id))
    return found


def _of_file(file: FileHashes, exact: Mapping[tuple[HashKind, str], list[Hit]]) -> list[Hit]:
    keys = [(HashKind.SHA256, one) for one in file.sha256] + [(HashKind.MD5, one) for one in file.md5]
    return [hit for key in keys for hit in exact.get(key, ())]


def _pdq_hits(text: str, index: _Index | None) -> list[Hit]:
    if not text or index is None or not len(index.hashes):
        return []
    distances = pdq.distances(pdq.packed([text])[0], index.hashes)
    near = np.flatnonzero(distances <= pdq.MATCH_DISTANCE)
    return [Hit(index.banks[at], HashKind.PDQ, int(distances[at]), int(index.entry_ids[at])) for at in near]


def _print_hits(text: str, index: _Index) -> list[Hit]:
    found = prints.print_of(text) if len(index.hashes) else None
    if found is None:
        return []
    same = (index.hashes.view(np.uint8) == np.frombuffer(bytes.fromhex(found), dtype=np.uint8)).sum(axis=1)
    near = np.flatnonzero(same >= _ALIKE_BYTES)
    return [
        Hit(index.banks[at], HashKind.TEXT_PRINT, int(prints.PLACES - same[at]), int(index.entry_ids[at]))
        for at in near
    ]


def _nearest(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    best: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda one: (one.distance, one.entry_id)):
        best.setdefault(hit.bank, hit)
    return tuple(best[bank] for bank in sorted(best))


def _stamp() -> _Stamp:
    return tuple((row.id, row.revision) for row in _ENABLED(True))


def _index(kind: HashKind, stamp: _Stamp) -> _Index:
    with _reading:
        known = _indexes.get(kind)
        if known is None or known.stamp != stamp:
            known = _indexes[kind] = _read(kind, stamp)
    return known


def _read(kind: HashKind, stamp: _Stamp) -> _Index:
    rows = BankHash.objects.filter(kind=kind.value, bank__in=[bank for bank, _ in stamp]).order_by("id")
    found = list(rows.values_list("id", "hash", "bank__name")) if stamp else []
    exact: defaultdict[str, list[Hit]] = defaultdict(list)
    for entry_id, text, bank in found if kind is HashKind.TEXT else ():
        exact[text].append(Hit(bank, kind, 0, entry_id))
    return _Index(
        stamp,
        pdq.packed([text for _, text, _ in found]) if found else np.empty((0, 4), dtype=np.uint64),
        np.array([entry_id for entry_id, _, _ in found], dtype=np.int64),
        tuple(bank for _, _, bank in found),
        {text: tuple(hits) for text, hits in exact.items()},
    )
