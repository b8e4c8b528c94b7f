"""The rows of memberships together with the counter that stands for them; for this domain's commands only.

Every function runs inside the caller's `atomic_write`, while the group is held.
"""

from django.db.models import F

from folkmoot.domains.groups.models import Group, Membership
from folkmoot.domains.groups.types import MemberState
from folkmoot.kernel import clock
from folkmoot.kernel.ids import new_id


def put_in(group_id: int, account_id: int, state: MemberState, *, freely: bool) -> None:
    """A new row. `freely`: nobody of the group let them in, so that older posts for members are not for them."""
    identifier = new_id()
    Membership.objects.create(
        id=identifier,
        group_id=group_id,
        account_id=account_id,
        state=state,
        since=clock.now(),
        reads_after=identifier if freely else 0,
    )
    _count(group_id, state, 1)


def take_out(row: Membership) -> None:
    Membership.objects.filter(id=row.id).delete()
    _count(row.group_id, MemberState(row.state), -1)


def _count(group_id: int, state: MemberState, by: int) -> None:
    if state is MemberState.MEMBER:
        Group.objects.filter(id=group_id).update(members=F("members") + by)
