"""What transparency gives to others."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec

from folkmoot.infra.translog.api import Entry
from folkmoot.kernel.refs import SubjectRef


class DemandState(StrEnum):
    RECEIVED = "received"
    COMPLIED = "complied"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class DemandContent(msgspec.Struct, frozen=True):
    """What is told of a demand. `asks` says in general words what is demanded, and names no person."""

    country: str
    """ISO 3166-1 alpha-2 of the state."""
    authority: str
    legal_basis: str
    asks: str
    received_at: datetime
    binding_until: datetime | None = None
    state: DemandState = DemandState.RECEIVED


@dataclass(frozen=True, slots=True)
class DemandStep:
    """An entry of a demand in the public log: its registration, or an answer. `opened_by`: the entry that opened it."""

    entry_id: int
    state: DemandState
    at: datetime
    opened_by: int | None


@dataclass(frozen=True, slots=True)
class DemandView:
    """A demand. `subjects` are for operators, () for everybody else; `subject_count` is for all."""

    id: int
    content: DemandContent
    registered_at: datetime
    sealed: bool
    ban_until: datetime | None
    subject_count: int
    subjects: tuple[SubjectRef, ...]
    steps: tuple[DemandStep, ...]


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That `entry` stands at its place in the log of `size` entries with this root. `path` as RFC 6962, 2.1.1."""

    entry: Entry
    index: int
    size: int
    root: bytes
    leaf: bytes
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """That the log of `second` entries begins with the one of `first`. `path` as RFC 6962, section 2.1.2."""

    first: int
    first_root: bytes
    second: int
    second_root: bytes
    path: tuple[bytes, ...]
