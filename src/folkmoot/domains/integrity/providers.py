"""What other domains tell integrity about their subjects. Wiring registers them; without any, nothing breaks."""

from collections.abc import Collection, Mapping
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


class ConflictProvider(Protocol):
    """Says in a sentence why a decider is too close to the account that a case is about; None if not."""

    def __call__(self, *, decider: int, responsible: int) -> str | None: ...


_facts: dict[SubjectKind, FactsProvider] = {}
_conflicts: list[ConflictProvider] = []


def register_facts(kind: SubjectKind, provider: FactsProvider) -> None:
    _facts[kind] = provider


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


def conflict(decider: int, responsible: int) -> str | None:
    """The first reason why `decider` should not judge `responsible`."""
    reasons = (provider(decider=decider, responsible=responsible) for provider in _conflicts)
    return next((reason for reason in reasons if reason), None)
