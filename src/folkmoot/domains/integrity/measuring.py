"""Run the deferred detectors: in a job, on what is stored."""

from collections.abc import Collection, Sequence
from typing import Any

from folkmoot.domains.integrity import providers
from folkmoot.domains.integrity.claims.proposing import propose
from folkmoot.domains.integrity.known import with_own_facts_of
from folkmoot.domains.integrity.screening import record_screening, screen
from folkmoot.domains.integrity.signals import copies, registry, stored
from folkmoot.domains.integrity.signals.names import CLAIMS
from folkmoot.domains.integrity.signals.types import Signal, Subject
from folkmoot.domains.integrity.types import Screening
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.jobs.together import register_together
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.refs import SubjectKind, SubjectRef

_JOB = "integrity.measure"


def measure_later(*refs: SubjectRef) -> None:
    """Have deferred detectors look at each subject, by a job, in the caller's `atomic_write`."""
    wanted = [ref for ref in refs if any(registry.for_kind(ref.kind, inline=False))]
    jobs.enqueue_many(_JOB, [{"kind": ref.kind.value, "ids": [ref.id]} for ref in wanted])


def measure(refs: Collection[SubjectRef]) -> None:
    """Ask the deferred detectors about subjects, store what they say, and screen those again. Can be repeated."""
    for kind in {ref.kind for ref in refs}:
        subjects = _subjects(kind, [ref for ref in refs if ref.kind is kind])
        if kind is SubjectKind.POST:
            copies.remember(subjects)
        claimed: set[SubjectRef] = set()
        for detector in registry.for_kind(kind, inline=False):
            answers = detector.signals(subjects)
            stored.store(detector, zip((subject.ref for subject in subjects), answers, strict=True))
            claimed |= {one.ref for one, said in zip(subjects, answers, strict=True) if CLAIMS in _names(said)}
        for screening in _screened(kind, subjects):
            if screening.matches or screening.shadow or screening.ref in claimed:
                with atomic_write():
                    record_screening(screening)
                    propose(screening.ref, screening.responsible)


def _screened(kind: SubjectKind, subjects: Sequence[Subject]) -> list[Screening]:
    """With what is stored about them by now."""
    facts = with_own_facts_of(kind, {one.ref.id: providers.Known(one.facts, one.responsible) for one in subjects})
    return [screen(one.ref, one.responsible, facts[one.ref.id].facts) for one in subjects]


def _names(signals: Sequence[Signal]) -> set[str]:
    return {signal.name for signal in signals}


def _subjects(kind: SubjectKind, refs: Collection[SubjectRef]) -> list[Subject]:
    known = providers.known_many(kind, [ref.id for ref in refs])
    return [Subject(ref, known[ref.id].responsible, known[ref.id].facts) for ref in refs if ref.id in known]


def _work(*, kind: str, ids: list[int]) -> None:
    measure([SubjectRef(SubjectKind(kind), identifier) for identifier in ids])


def _work_together(found: list[dict[str, Any]]) -> None:
    measure([SubjectRef(SubjectKind(one["kind"]), identifier) for one in found for identifier in one["ids"]])


jobs.register(_JOB, _work)
register_together(_JOB, _work_together, most=50)
