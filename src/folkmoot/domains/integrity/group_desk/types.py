from dataclasses import dataclass
from datetime import datetime

from folkmoot.kernel.refs import SubjectRef


@dataclass(frozen=True, slots=True)
class GroupReport:
    """What somebody said; who, the moderators of a group do not learn. `clause_title` "": no rule in particular."""

    clause_title: str
    comment: str


@dataclass(frozen=True, slots=True)
class GroupCase:
    """A case at a group's desk. `alone_until`: from then on the community's moderators see it; None: they do now.

    `why_not`: why this moderator may not judge it; "" where they may.
    """

    id: int
    group_id: int
    ref: SubjectRef
    responsible: int
    opened_at: datetime
    alone_until: datetime | None
    reports: tuple[GroupReport, ...]
    why_not: str = ""
