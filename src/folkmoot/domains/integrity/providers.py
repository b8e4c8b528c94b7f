"""What other domains tell integrity about their subjects. Wiring registers them; without any, nothing breaks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from folkmoot.domains.integrity.facts import Facts
from folkmoot.kernel.refs import SubjectKind, SubjectRef


@dataclass(frozen=True, slots=True)
class Known:
    """A subject's facts and the account that answers for it."""

    facts: Facts
    responsible: int


class FactsProvider(Protocol):
    """Knows subjects of one kind, in bulk. Ids of things that are gone are absent from the answer."""

    def __call__(self, ids: Collection[int], /) -> Mapping[int, Known]: ...


class IdsProvider(Protocol):
    """Lists the subjects of one kind with an id of `oldest` or more and below `before`, newest first."""

    def __call__(self, oldest: int, before: int | None, limit: int, /) -> Sequence[int]: ...


class ConflictProvider(Protocol):
    """Says in a sentence why a decider is too close to the account that a case is about; None if not."""

    def __call__(self, *, decider: int, responsible: int) -> str | None: ...


class StaffProvider(Protocol):
    """The accounts of everybody who moderates here."""

    def __call__(self) -> Collection[int]: ...


@dataclass(frozen=True, slots=True)
class Material:
    """The words of a subject at one time. `version` differs after each change; `public`: everybody could read them."""

    words: str
    version: int
    public: bool
    media_ids: tuple[int, ...] = ()


class EvidenceProvider(Protocol):
    """Reads a subject of one kind for its case: as `reader` can where that is not None, else as the site can.

    None where it is gone, or opens for neither.
    """

    def __call__(self, subject_id: int, reader: int | None, /) -> Material | None: ...


_facts: dict[SubjectKind, FactsProvider] = {}
_ids: dict[SubjectKind, IdsProvider] = {}
_conflicts: list[ConflictProvider] = []
_staff: list[StaffProvider] = []
_evidence: dict[SubjectKind, EvidenceProvider] = {}


def register_facts(kind: SubjectKind, provider: FactsProvider) -> None:
    _facts[kind] = provider


def register_ids(kind: SubjectKind, provider: IdsProvider) -> None:
    """Who lists the subjects of a kind, for backtests and trials."""
    _ids[kind] = provider


def register_conflicts(provider: ConflictProvider) -> None:
    """Saying the same thing twice changes nothing."""
    if provider not in _conflicts:
        _conflicts.append(provider)


def known(ref: SubjectRef) -> Known | None:
    """What its domain knows about a subject; None without a provider, or where the subject is gone."""
    provider = _facts.get(ref.kind)
    return provider([ref.id]).get(ref.id) if provider else None


def known_many(kind: SubjectKind, ids: Collection[int]) -> Mapping[int, Known]:
    """What its domain knows about subjects of one kind; without a provider nothing."""
    provider = _facts.get(kind)
    return provider(ids) if provider and ids else {}


def known_of(refs: Collection[SubjectRef]) -> dict[SubjectRef, Known]:
    """What their domains know about many subjects, in as many calls as there are kinds."""
    found: dict[SubjectRef, Known] = {}
    for kind, provider in _facts.items():
        ids = [ref.id for ref in refs if ref.kind is kind]
        found.update({SubjectRef(kind, one): told for one, told in (provider(ids) if ids else {}).items()})
    return found


def ids_of(kind: SubjectKind, oldest: int, before: int | None, limit: int) -> Sequence[int]:
    """The ids of subjects of a kind, newest first; none without a provider."""
    provider = _ids.get(kind)
    return provider(oldest, before, limit) if provider else ()


def conflict(decider: int, responsible: int) -> str | None:
    """The first reason why `decider` should not judge `responsible`."""
    reasons = (provider(decider=decider, responsible=responsible) for provider in _conflicts)
    return next((reason for reason in reasons if reason), None)


def register_staff(provider: StaffProvider) -> None:
    _staff[:] = [provider]


def register_evidence(kind: SubjectKind, provider: EvidenceProvider) -> None:
    _evidence[kind] = provider


def staff() -> frozenset[int]:
    """Everybody who moderates here; nobody without a provider."""
    return frozenset(one for provider in _staff for one in provider())


def material(ref: SubjectRef, reader: int | None) -> Material | None:
    """What a subject says now; None without a provider, or where it is gone or closed."""
    provider = _evidence.get(ref.kind)
    return provider(ref.id, reader) if provider else None
