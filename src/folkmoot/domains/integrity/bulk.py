"""Facts of very many subjects, a batch at a time, so that memory stays the same however many there are."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from folkmoot.domains.integrity.known import with_own_facts_of
from folkmoot.domains.integrity.providers import Known, ids_of, known_many
from folkmoot.domains.integrity.signals.inline import with_inline
from folkmoot.domains.integrity.signals.types import Subject
from folkmoot.kernel.ids import floor_id
from folkmoot.kernel.refs import SubjectKind, SubjectRef

BATCH = 500


def batches(kind: SubjectKind, *, since: datetime, limit: int | None = None) -> Iterator[Mapping[int, Known]]:
    """The facts of all subjects of a kind that came since then, newest first, at most `limit` of them.

    Integrity's own facts are among them as they are now, and what inline detectors measure. Nothing comes where no
    provider is registered.
    """
    oldest, before, left = floor_id(since), None, limit
    while left is None or left > 0:
        ids = ids_of(kind, oldest, before, BATCH if left is None else min(BATCH, left))
        if not ids:
            return
        found = with_own_facts_of(kind, known_many(kind, ids))
        yield _measured(kind, {key: found[key] for key in ids if key in found})
        before = ids[-1]
        left = None if left is None else left - len(ids)


def _measured(kind: SubjectKind, found: Mapping[int, Known]) -> Mapping[int, Known]:
    subjects = [Subject(SubjectRef(kind, key), known.responsible, known.facts) for key, known in found.items()]
    return {
        subject.ref.id: Known(facts, subject.responsible)
        for subject, facts in zip(subjects, with_inline(subjects), strict=True)
    }
