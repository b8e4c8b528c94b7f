"""What deferred detectors measured: stored and read."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from folkmoot.domains.integrity.models import StoredSignal
from folkmoot.domains.integrity.signals import names
from folkmoot.domains.integrity.signals.types import Detector, Signal
from folkmoot.domains.integrity.subjects import about_any, ref_of
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import SubjectKind, SubjectRef


def store(detector: Detector, measured: Iterable[tuple[SubjectRef, Sequence[Signal]]]) -> None:
    """Store exactly these as what the detector says about the subjects; what it said before is gone.

    Raises ValueError for a subject that is an account, an unknown name and a value outside 0 to 1.
    """
    found = [(ref, tuple(signals)) for ref, signals in measured]
    for ref, signals in found:
        _refuse(ref, signals)
    with atomic_write():
        earlier = StoredSignal.objects.filter(about_any([ref for ref, _ in found]), detector=detector.name)
        earlier.delete()
        _put(detector, found)


def stored(refs: Collection[SubjectRef]) -> dict[SubjectRef, tuple[Signal, ...]]:
    """What is known about subjects, by name; one query. Subjects without any signal are absent."""
    if not refs:
        return {}
    found: defaultdict[SubjectRef, list[Signal]] = defaultdict(list)
    for row in StoredSignal.objects.filter(about_any(refs)).order_by("name"):
        found[ref_of(row)].append(Signal(row.name, row.value, row.detail))
    return {ref: tuple(signals) for ref, signals in found.items()}


def forget(refs: Collection[SubjectRef]) -> None:
    """Delete what was measured about subjects that are gone."""
    if refs:
        with atomic_write():
            StoredSignal.objects.filter(about_any(refs)).delete()


def _refuse(ref: SubjectRef, signals: Sequence[Signal]) -> None:
    if ref.kind is SubjectKind.ACCOUNT:
        raise ValueError("No signal is stored about an account: nothing labels a person automatically.")
    for signal in signals:
        if not names.is_known(signal.name):
            raise ValueError(f"There is no signal {signal.name}.")
        if not (math.isfinite(signal.value) and 0 <= signal.value <= 1):
            raise ValueError(f"The signal {signal.name} is {signal.value}, and must be from 0 to 1.")


def _put(detector: Detector, measured: Iterable[tuple[SubjectRef, Sequence[Signal]]]) -> None:
    """In place of what another detector said under the same name."""
    now = clock.now()
    rows = {
        (ref, signal.name): StoredSignal(
            id=new_id(),
            subject_kind=ref.kind.value,
            subject_id=ref.id,
            name=signal.name,
            value=signal.value,
            detail=dict(signal.detail),
            detector=detector.name,
            version=detector.version,
            measured_at=now,
        )
        for ref, signals in measured
        for signal in signals
    }
    StoredSignal.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["subject_kind", "subject_id", "name"],
        update_fields=["value", "detail", "detector", "version", "measured_at"],
    )
