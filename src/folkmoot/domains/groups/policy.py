"""Who may do what in a group. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from folkmoot.domains.groups.types import Admission, GroupRole, MemberState

MOST_A_DAY = 3
"""Groups that somebody makes a day."""
MOST_INVITATIONS_A_DAY = 50
_RANKS = {GroupRole.MEMBER: 0, GroupRole.MODERATOR: 1, GroupRole.OWNER: 2}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member who may become the owner."""

    account_id: int
    role: GroupRole
    since: datetime


def outranks(actor: GroupRole, target: GroupRole) -> bool:
    """Whether the actor may remove the target: owners everybody but owners, moderators only members."""
    return _RANKS[actor] > _RANKS[target]


def heir(candidates: Iterable[Candidate]) -> Candidate | None:
    """Who owns the group when its last owner is gone: the longest-serving moderator, else member."""
    ordered = sorted(candidates, key=lambda one: (-_RANKS[one.role], one.since, one.account_id))
    return ordered[0] if ordered else None


def state_on_joining(admission: Admission, present: MemberState | None) -> MemberState:
    """What joining makes of somebody who is let in at once where the group is open or has invited them."""
    if admission is Admission.OPEN or present is MemberState.INVITED:
        return MemberState.MEMBER
    return MemberState.ASKED


def comes_in_freely(admission: Admission, present: MemberState | None) -> bool:
    """Whether nobody of the group let them in: then what was written for members before is not for them."""
    return admission is Admission.OPEN and present is not MemberState.INVITED
