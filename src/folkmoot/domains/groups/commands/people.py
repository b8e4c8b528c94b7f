"""What owners and moderators do with people: answer, invite, remove, name."""

from datetime import timedelta

from django.db.models import QuerySet

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountKind
from folkmoot.domains.graph import api as graph
from folkmoot.domains.groups import access, rows
from folkmoot.domains.groups.events import (
    GroupAccepted,
    GroupInvited,
    GroupMemberRemoved,
    GroupRequestEnded,
    GroupRoleSet,
)
from folkmoot.domains.groups.models import GroupRemoval, Membership
from folkmoot.domains.groups.policy import MOST_INVITATIONS_A_DAY, outranks
from folkmoot.domains.groups.types import REASON_LIMIT, GroupRole, MemberState
from folkmoot.infra.audit.api import record
from folkmoot.infra.limits import api as limits
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.text import clean_text
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Forbidden, Invalid, NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer

LIMIT = limits.Limit("invitations to groups", most=MOST_INVITATIONS_A_DAY, within=timedelta(days=1))


def answer(viewer: Viewer, *, group_id: int, account_id: int, accept: bool) -> None:
    """Let somebody in who asked, or not. Owners and moderators. Raises NotFound where nobody asks any more."""
    access.access_as_moderator(viewer, group_id)
    with atomic_write():
        access.hold(group_id)
        access.refuse_outranked(group_id, viewer.require_account(), least=GroupRole.MODERATOR)
        row = access.find(group_id, account_id)
        if row is None or row.state != MemberState.ASKED:
            raise NotFound("nobody asks")
        rows.take_out(row)
        if accept:
            rows.put_in(group_id, account_id, MemberState.MEMBER, freely=False)
            publish(GroupAccepted(group_id, account_id))
        publish(GroupRequestEnded(group_id, account_id))
        record(viewer.account_id, "group.answer", account_ref(group_id), account=account_id, accepted=accept)


def invite(viewer: Viewer, *, group_id: int, account_id: int) -> None:
    """Invite a person of this community; who asked already is let in. Inviting again changes nothing.

    Raises NotFound, Forbidden, and Invalid for who cannot be invited: shut out, a page, or apart by a block.
    """
    group = access.access_as_member(viewer, group_id)
    if not group.may_invite:
        raise Forbidden("may not invite", safe="In this group owners and moderators invite.")
    person = accounts.access_account(viewer, account_id)
    _refuse_apart(viewer, person.id)
    if person.kind is not AccountKind.PERSON or not person.local:
        raise Invalid("Only a person of this community can be invited.", field="person")
    limits.hit(LIMIT, viewer.require_account())
    with atomic_write():
        access.hold(group_id)
        if _bans(group_id, account_id).exists():
            raise Invalid("The group has shut this person out. Lift that first.", field="person")
        row = access.find(group_id, account_id)
        if row is None:
            rows.put_in(group_id, account_id, MemberState.INVITED, freely=False)
            publish(GroupInvited(group_id, account_id, viewer.require_account()))
        elif row.state == MemberState.ASKED and group.moderated_by_viewer:
            rows.take_out(row)
            rows.put_in(group_id, account_id, MemberState.MEMBER, freely=False)
            publish(GroupAccepted(group_id, account_id))
            publish(GroupRequestEnded(group_id, account_id))
        record(viewer.account_id, "group.invite", account_ref(group_id), account=account_id)


def remove_member(viewer: Viewer, *, group_id: int, account_id: int, reason: str, ban: bool = False) -> None:
    """Remove a member, or take an invitation back, with a reason that they are told; `ban`: they may not come back.

    Owners remove everybody but owners, moderators only members. Raises NotFound, Forbidden, Invalid without a reason.
    """
    access.access_as_moderator(viewer, group_id)
    said = clean_text(reason, limit=REASON_LIMIT, field="reason")
    if not said.strip():
        raise Invalid("Please say why. They read it.", field="reason")
    actor_id = viewer.require_account()
    with atomic_write():
        access.hold(group_id)
        actor = access.refuse_outranked(group_id, actor_id, least=GroupRole.MODERATOR)
        row = access.find(group_id, account_id)
        if row is None:
            raise NotFound("no such member")
        if not outranks(GroupRole(actor.role), GroupRole(row.role)):
            raise Forbidden("outranked", safe="Only an owner may remove a moderator, and nobody an owner.")
        rows.take_out(row)
        removal = _note_removal(group_id, account_id, actor_id, said, ban=ban)
        record(actor_id, "group.remove", account_ref(group_id), account=account_id, ban=ban)
        publish(GroupMemberRemoved(group_id, account_id, removal))


def lift_ban(viewer: Viewer, *, group_id: int, account_id: int) -> None:
    """Let somebody come back who was shut out. Owners and moderators; idempotent."""
    access.access_as_moderator(viewer, group_id)
    with atomic_write():
        if _bans(group_id, account_id).update(lifted_at=clock.now()):
            record(viewer.account_id, "group.lift", account_ref(group_id), account=account_id)


def set_role(viewer: Viewer, *, group_id: int, account_id: int, role: GroupRole) -> None:
    """Make a member an owner, a moderator or a member again. Owners only; one owner remains. Idempotent."""
    access.access_as_owner(viewer, group_id)
    with atomic_write():
        access.hold(group_id)
        access.refuse_outranked(group_id, viewer.require_account(), least=GroupRole.OWNER)
        row = access.find_member(group_id, account_id)
        if row.role == role:
            return
        owners = Membership.objects.filter(group_id=group_id, role=GroupRole.OWNER)
        if row.role == GroupRole.OWNER and not owners.exclude(id=row.id).exists():
            raise Invalid("Somebody must remain who owns this group.", field="role")
        Membership.objects.filter(id=row.id).update(role=role)
        record(viewer.account_id, "group.role", account_ref(group_id), account=account_id, role=role)
        publish(GroupRoleSet(group_id, account_id))


def hand_over(viewer: Viewer, *, group_id: int, account_id: int) -> None:
    """Make another member the owner in one's own place; oneself one stays on as moderator."""
    person_id = viewer.require_account()
    if account_id == person_id:
        raise Invalid("You own this group already.", field="person")
    with atomic_write():
        set_role(viewer, group_id=group_id, account_id=account_id, role=GroupRole.OWNER)
        set_role(viewer, group_id=group_id, account_id=person_id, role=GroupRole.MODERATOR)


def _note_removal(group_id: int, account_id: int, actor_id: int, reason: str, *, ban: bool) -> int:
    if ban:
        _bans(group_id, account_id).update(lifted_at=clock.now())
    row = GroupRemoval.objects.create(
        id=new_id(), group_id=group_id, account_id=account_id, removed_by=actor_id, reason=reason, banned=ban
    )
    return row.id


def _bans(group_id: int, account_id: int) -> "QuerySet[GroupRemoval]":
    return GroupRemoval.objects.filter(group_id=group_id, account_id=account_id, banned=True, lifted_at=None)


def _refuse_apart(viewer: Viewer, account_id: int) -> None:
    around = graph.surroundings(viewer, [account_id])
    if account_id in around.blocked_by | around.blocking:
        raise Invalid("You cannot invite this person.", field="person")
