from dataclasses import dataclass
from datetime import datetime

from folkmoot.domains.integrity.types import AppealBrief, DecisionView


@dataclass(frozen=True, slots=True)
class AppealMessageView:
    """`author` is for staff: None for everybody else, who read "a moderator"."""

    from_staff: bool
    text: str
    at: datetime
    author: int | None


@dataclass(frozen=True, slots=True)
class AppealView:
    """An appeal with its dialogue; the first message is the appeal itself. `decided_by` is for staff.

    `own_part`: why the moderator who reads may not judge it; "" for everybody who may, and for the appellant.
    """

    id: int
    decision: DecisionView
    appellant: int
    state: AppealBrief
    is_late: bool
    messages: tuple[AppealMessageView, ...]
    decided_by: int | None
    own_part: str = ""

    @property
    def is_open(self) -> bool:
        return self.state.outcome is None
