"""The only way to get a group on somebody's behalf."""

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountKind, AccountView
from folkmoot.domains.groups.models import Group, Membership
from folkmoot.domains.groups.types import GroupRole, GroupView, MemberState, Standing
from folkmoot.domains.groups.views import group_view
from folkmoot.kernel.errors import Forbidden, NotFound
from folkmoot.kernel.viewer import Viewer


def access_group(viewer: Viewer, group_id: int) -> GroupView:
    """A group that the viewer may know of. Raises NotFound, also for a hidden one; Gone for one that was closed."""
    return _view(viewer, accounts.access_account(viewer, group_id))


def access_group_by_name(viewer: Viewer, name: str) -> GroupView:
    """The same by its name, with or without a leading @."""
    return _view(viewer, accounts.access_account_by_name(viewer, name))


def access_as_member(viewer: Viewer, group_id: int) -> GroupView:
    """A group of which the viewer is a member. Raises NotFound, Forbidden."""
    viewer.require_account()
    group = access_group(viewer, group_id)
    if not group.is_member:
        raise Forbidden("not a member", safe="Only members of this group may do that.")
    return group


def access_as_moderator(viewer: Viewer, group_id: int) -> GroupView:
    """A group of which the viewer is owner or moderator. Raises NotFound, Forbidden."""
    viewer.require_account()
    group = access_group(viewer, group_id)
    if not group.moderated_by_viewer:
        raise Forbidden("not a moderator", safe="Only owners and moderators of this group may do that.")
    return group


def access_as_owner(viewer: Viewer, group_id: int) -> GroupView:
    """A group that the viewer owns. Raises NotFound, Forbidden."""
    viewer.require_account()
    group = access_group(viewer, group_id)
    if not group.owned_by_viewer:
        raise Forbidden("not an owner", safe="Only owners of this group may do that.")
    return group


def hold(group_id: int) -> Group:
    """The row of a group that is not closed; who else changes it or its members waits. Inside `atomic_write`."""
    row = Group.objects.select_for_update().filter(id=group_id, closed_at=None).first()
    if row is None:
        raise NotFound("no such group")
    return row


def find(group_id: int, account_id: int) -> Membership | None:
    return Membership.objects.filter(group_id=group_id, account_id=account_id).first()


def find_member(group_id: int, account_id: int) -> Membership:
    """Raises NotFound where that account is no member."""
    row = find(group_id, account_id)
    if row is None or row.state != MemberState.MEMBER:
        raise NotFound("no such member")
    return row


def refuse_outranked(group_id: int, actor_id: int, *, least: GroupRole) -> Membership:
    """The actor's own row, checked again while the group is held. Raises Forbidden."""
    row = find(group_id, actor_id)
    allowed = {GroupRole.OWNER} if least is GroupRole.OWNER else {GroupRole.OWNER, GroupRole.MODERATOR}
    if row is None or row.state != MemberState.MEMBER or GroupRole(row.role) not in allowed:
        raise Forbidden("role has changed", safe="Only owners and moderators of this group may do that.")
    return row


def _view(viewer: Viewer, account: AccountView) -> GroupView:
    row = Group.objects.filter(id=account.id, closed_at=None).first() if account.kind is AccountKind.GROUP else None
    if row is None:
        raise NotFound("no such group")
    return group_view(row, account, _own(viewer, account.id))


def _own(viewer: Viewer, group_id: int) -> Standing | None:
    row = find(group_id, viewer.account_id) if viewer.account_id is not None else None
    return standing_of(row) if row else None


def standing_of(row: Membership) -> Standing:
    return Standing(MemberState(row.state), GroupRole(row.role), row.since, row.at_home)
