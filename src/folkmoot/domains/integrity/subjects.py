"""References to subjects, as conditions and columns of this domain's tables."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from django.db.models import Q

from folkmoot.kernel.refs import SubjectKind, SubjectRef


class HasSubject(Protocol):
    """A row about a subject."""

    subject_kind: str
    subject_id: int


def about(ref: SubjectRef) -> Q:
    return Q(subject_kind=ref.kind.value, subject_id=ref.id)


def about_any(refs: Iterable[SubjectRef]) -> Q:
    """One condition for many subjects, grouped by kind."""
    by_kind: defaultdict[SubjectKind, list[int]] = defaultdict(list)
    for ref in refs:
        by_kind[ref.kind].append(ref.id)
    condition = Q(pk__in=[])
    for kind, ids in by_kind.items():
        condition |= Q(subject_kind=kind.value, subject_id__in=ids)
    return condition


def ref_of(row: HasSubject) -> SubjectRef:
    return SubjectRef(SubjectKind(row.subject_kind), row.subject_id)
