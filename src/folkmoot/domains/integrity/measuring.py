"""Run the deferred detectors: in a job, on what is stored."""

from collections.abc import Collection

from folkmoot.domains.integrity import providers
from folkmoot.domains.integrity.claims.proposing import propose
from folkmoot.domains.integrity.screening import record_screening, rescreen
from folkmoot.domains.integrity.signals import copies, registry, stored
from folkmoot.domains.integrity.signals.types import Subject
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.refs import SubjectKind, SubjectRef

_JOB = "integrity.measure"


def measure_later(ref: SubjectRef) -> None:
    """Have deferred detectors look at a subject, by a job, in the caller's `atomic_write`."""
    if any(registry.for_kind(ref.kind, inline=False)):
        jobs.enqueue(_JOB, kind=ref.kind.value, ids=[ref.id])


def measure(refs: Collection[SubjectRef]) -> None:
    """Ask the deferred detectors about subjects, store what they say, and screen those again. Can be repeated."""
    for kind in {ref.kind for ref in refs}:
        subjects = _subjects(kind, [ref for ref in refs if ref.kind is kind])
        if kind is SubjectKind.POST:
            copies.remember(subjects)
        for detector in registry.for_kind(kind, inline=False):
            answers = detector.signals(subjects)
            stored.store(detector, zip((subject.ref for subject in subjects), answers, strict=True))
        for subject in subjects:
            screening = rescreen(subject.ref, subject.responsible)
            with atomic_write():
                record_screening(screening)
                propose(subject.ref, subject.responsible)


def _subjects(kind: SubjectKind, refs: Collection[SubjectRef]) -> list[Subject]:
    known = providers.known_many(kind, [ref.id for ref in refs])
    return [Subject(ref, known[ref.id].responsible, known[ref.id].facts) for ref in refs if ref.id in known]


def _work(*, kind: str, ids: list[int]) -> None:
    measure([SubjectRef(SubjectKind(kind), identifier) for identifier in ids])


jobs.register(_JOB, _work)
