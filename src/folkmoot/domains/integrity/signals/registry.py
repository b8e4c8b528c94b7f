"""Which detectors there are."""

from collections.abc import Iterator

from folkmoot.domains.integrity.signals.types import Detector
from folkmoot.kernel.refs import SubjectKind

_detectors: dict[str, Detector] = {}
_PERSON = SubjectKind.ACCOUNT


def register(detector: Detector) -> None:
    """Have a detector run from now on; one of the same name is replaced. Raises ValueError for one about accounts."""
    if _PERSON in detector.subjects:
        raise ValueError(f"The detector {detector.name} would measure persons. Nothing labels a person automatically.")
    if not detector.subjects:
        raise ValueError(f"The detector {detector.name} names no subjects.")
    _detectors[detector.name] = detector


def detectors() -> tuple[Detector, ...]:
    """All of them, by name."""
    return tuple(_detectors[name] for name in sorted(_detectors))


def for_kind(kind: SubjectKind, *, inline: bool) -> Iterator[Detector]:
    return (one for one in detectors() if one.inline is inline and kind in one.subjects)
