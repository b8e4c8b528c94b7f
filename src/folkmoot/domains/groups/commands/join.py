"""Come into a group, and go."""

from folkmoot.domains.groups import access, rows
from folkmoot.domains.groups.commands.make import close_held
from folkmoot.domains.groups.events import GroupAsked, GroupMemberLeft, GroupRequestEnded
from folkmoot.domains.groups.models import GroupRemoval, Membership
from folkmoot.domains.groups.policy import comes_in_freely, state_on_joining
from folkmoot.domains.groups.types import Admission, GroupRole, GroupView, MemberState
from folkmoot.domains.residency import api as residency
from folkmoot.infra.audit.api import record
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Forbidden, Invalid, NotFound
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer


def join(viewer: Viewer, *, group_id: int) -> GroupView:
    """Join an open group, accept its invitation, or ask to come in. Doing it again changes nothing.

    Raises NotFound, and Forbidden for who was shut out.
    """
    person_id = viewer.require_account()
    access.access_group(viewer, group_id)
    with atomic_write():
        group = access.hold(group_id)
        _refuse_shut_out(group_id, person_id)
        row = access.find(group_id, person_id)
        before = MemberState(row.state) if row else None
        if group.admission == Admission.HIDDEN and row is None:
            raise NotFound("no such group")
        after = state_on_joining(Admission(group.admission), before)
        if before not in {MemberState.MEMBER, after}:
            _come(row, group_id, person_id, after, freely=comes_in_freely(Admission(group.admission), before))
    return access.access_group(viewer, group_id)


def leave(viewer: Viewer, *, group_id: int) -> None:
    """Leave a group, or take a request back, or decline an invitation. Idempotent.

    Raises NotFound, and Invalid for the only owner while others are there; alone, they close the group by leaving.
    """
    person_id = viewer.require_account()
    access.access_group(viewer, group_id)
    closed = False
    with atomic_write():
        access.hold(group_id)
        row = access.find(group_id, person_id)
        if row is None:
            return
        if row.state == MemberState.MEMBER:
            closed = _refuse_last_owner(row)
        rows.take_out(row)
        record(person_id, "group.leave", account_ref(group_id))
        if row.state == MemberState.ASKED:
            publish(GroupRequestEnded(group_id, person_id))
        if row.state == MemberState.MEMBER:
            publish(GroupMemberLeft(group_id, person_id))
        if closed:
            close_held(group_id, person_id)
    if closed:
        residency.erase_person(group_id)


def show_at_home(viewer: Viewer, *, group_id: int, shown: bool) -> GroupView:
    """Whether the group's posts stand in one's home. Raises NotFound, Forbidden for who is no member."""
    access.access_as_member(viewer, group_id)
    with atomic_write():
        Membership.objects.filter(group_id=group_id, account_id=viewer.require_account()).update(at_home=shown)
    return access.access_group(viewer, group_id)


def _come(row: Membership | None, group_id: int, person_id: int, state: MemberState, *, freely: bool) -> None:
    if row is not None:
        rows.take_out(row)
    rows.put_in(group_id, person_id, state, freely=freely)
    record(person_id, "group.join" if state is MemberState.MEMBER else "group.ask", account_ref(group_id))
    if state is MemberState.ASKED:
        publish(GroupAsked(group_id, person_id))
    elif row is not None and row.state == MemberState.ASKED:
        publish(GroupRequestEnded(group_id, person_id))


def _refuse_shut_out(group_id: int, person_id: int) -> None:
    if GroupRemoval.objects.filter(group_id=group_id, account_id=person_id, banned=True, lifted_at=None).exists():
        raise Forbidden("banned", safe="The moderators of this group decided that you cannot come back to it for now.")


def _refuse_last_owner(row: Membership) -> bool:
    """Whether the group ends with this member. Raises Invalid where others would be left without an owner."""
    others = Membership.objects.filter(group_id=row.group_id, state=MemberState.MEMBER).exclude(id=row.id)
    if not others.exists():
        return True
    if row.role == GroupRole.OWNER and not others.filter(role=GroupRole.OWNER).exists():
        raise Invalid("You are the only owner. Please hand the group over first, or close it.", field="group")
    return False
