"""What happens to groups when somebody erases their account."""

from folkmoot.domains.accounts.api import AccountErased
from folkmoot.domains.groups import access, rows
from folkmoot.domains.groups.commands.make import close_held
from folkmoot.domains.groups.events import GroupRoleSet
from folkmoot.domains.groups.models import Group, GroupRemoval, Membership
from folkmoot.domains.groups.policy import Candidate, heir
from folkmoot.domains.groups.types import GroupRole, MemberState
from folkmoot.infra.audit.api import record
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.refs import account_ref


def erase(event: AccountErased) -> None:
    """Subscriber: take the account out of its groups. Where it was the last owner, another follows, or the group ends.

    The worker holds one transaction for it: one erases an account with tens of memberships, not thousands.
    """
    GroupRemoval.objects.filter(account_id=event.account_id).delete()
    for row in Membership.objects.filter(account_id=event.account_id).order_by("id"):
        with atomic_write():
            _take_out(row)


def _take_out(row: Membership) -> None:
    Group.objects.select_for_update().filter(id=row.group_id).first()
    rows.take_out(row)
    if row.state != MemberState.MEMBER:
        return
    left = Membership.objects.filter(group_id=row.group_id, state=MemberState.MEMBER)
    if left.filter(role=GroupRole.OWNER).exists():
        return
    next_owner = heir(Candidate(one.account_id, GroupRole(one.role), one.since) for one in left)
    if next_owner is None:
        access.hold(row.group_id)
        close_held(row.group_id, None)
        return
    left.filter(account_id=next_owner.account_id).update(role=GroupRole.OWNER)
    record(None, "group.inherit", account_ref(row.group_id), account=next_owner.account_id)
    publish(GroupRoleSet(row.group_id, next_owner.account_id))
