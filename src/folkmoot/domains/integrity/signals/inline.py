"""Run the inline detectors: on facts, without any query."""

import logging
from collections.abc import Iterable, Sequence

from folkmoot.domains.integrity.facts import Facts
from folkmoot.domains.integrity.signals import registry
from folkmoot.domains.integrity.signals.merging import with_signals
from folkmoot.domains.integrity.signals.types import Detector, Signal, Subject

logger = logging.getLogger(__name__)


def with_inline(subjects: Sequence[Subject]) -> list[Facts]:
    """The facts of subjects of one kind with what inline detectors measure. Pure; a detector that fails gives 0."""
    found: list[list[Signal]] = [[] for _ in subjects]
    if subjects:
        for detector in registry.for_kind(subjects[0].ref.kind, inline=True):
            for into, signals in zip(found, _asked(detector, subjects), strict=True):
                into.extend(signals)
    return [
        with_signals(subject.facts, signals) if signals else subject.facts
        for subject, signals in zip(subjects, found, strict=True)
    ]


def _asked(detector: Detector, subjects: Sequence[Subject]) -> Iterable[tuple[Signal, ...]]:
    try:
        return detector.signals(subjects)
    except Exception:
        logger.exception("the detector %s failed", detector.name)
        return [()] * len(subjects)
