"""The interface of detectors. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from folkmoot.domains.integrity.facts import Facts
from folkmoot.kernel.refs import SubjectKind, SubjectRef

Detail = Mapping[str, int | float | str | bool]


@dataclass(frozen=True, slots=True)
class Signal:
    """One measurement. `value` is from 0 to 1; `name` is one that `names.is_known` knows.

    `detail` is for moderators: numbers and names of lists, nothing from which a person or their words could be read.
    """

    name: str
    value: float
    detail: Detail = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is measured: `facts` as its domain knows them. For inline detectors the subject may not be stored yet."""

    ref: SubjectRef
    responsible: int
    facts: Facts


class Detector(Protocol):
    """Measures subjects.

    The same subjects give the same signals, whatever else is asked at the same time, for any text: empty, huge or
    strange. A name that is not given means 0. An inline detector takes a fraction of a millisecond for an ordinary
    post and does no input or output.
    """

    @property
    def name(self) -> str:
        """Stays the same for ever: it is stored with what was measured."""
        ...

    @property
    def version(self) -> str:
        """Changes when the same subject may give other signals."""
        ...

    @property
    def inline(self) -> bool: ...

    @property
    def subjects(self) -> frozenset[SubjectKind]:
        """Never accounts: people are not measured."""
        ...

    def signals(self, subjects: Sequence[Subject], /) -> Sequence[tuple[Signal, ...]]:
        """For each subject, in their order, what was measured about it. Called with subjects of its kinds only."""
        ...
