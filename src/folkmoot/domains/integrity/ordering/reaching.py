"""How many people a subject may still reach, as its domain counts it."""

from collections.abc import Collection, Mapping
from typing import Protocol

from folkmoot.domains.integrity.treatments import treatments_for
from folkmoot.domains.integrity.types import NO_TREATMENT, Treatments
from folkmoot.kernel.refs import SubjectKind, SubjectRef


class ReachProvider(Protocol):
    """Says how often subjects of one kind were shown so far, in bulk. Absent ids: never."""

    def __call__(self, ids: Collection[int], /) -> Mapping[int, int]: ...


_reach: dict[SubjectKind, ReachProvider] = {}


def register_reach(kind: SubjectKind, provider: ReachProvider) -> None:
    _reach[kind] = provider


def shown(refs: Collection[SubjectRef]) -> dict[SubjectRef, int]:
    """How often each was shown so far. 0 where nobody counts."""
    found = dict.fromkeys(refs, 0)
    for kind, provider in _reach.items():
        ids = [ref.id for ref in refs if ref.kind is kind]
        counted = provider(ids) if ids else {}
        found.update({SubjectRef(kind, one): max(0, number) for one, number in counted.items()})
    return found


def still_reached(refs: Collection[SubjectRef]) -> dict[SubjectRef, int]:
    """An estimate of the people who may still see each: as many as so far; less where it travels less already.

    What is removed or held reaches nobody.
    """
    treated = treatments_for(refs)
    return {ref: _left(number, treated.get(ref, NO_TREATMENT)) for ref, number in shown(refs).items()}


def _left(number: int, treatments: Treatments) -> int:
    return 0 if treatments.is_withheld else round(number * treatments.factor)
