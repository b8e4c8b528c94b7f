"""How people stand to groups, for the rules of reading and writing: in bulk, without anybody's words."""

from collections.abc import Collection, Mapping

from django.db.models import QuerySet

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.groups.models import Group, Membership
from folkmoot.domains.groups.types import (
    Admission,
    GroupRole,
    GroupTag,
    MemberState,
    Place,
    Posting,
)
from folkmoot.kernel.errors import Conflict, Forbidden, Invalid
from folkmoot.kernel.viewer import Viewer

_NOT_THERE = "There is no such group, or you are not one of its members."


def readable(viewer: Viewer, group_ids: Collection[int]) -> Mapping[int, int]:
    """Of these groups, those of which the viewer is a member, with the id above which posts are for them. One query."""
    if viewer.account_id is None or not group_ids:
        return {}
    rows = _members().filter(account_id=viewer.account_id, group_id__in=group_ids)
    return dict(rows.values_list("group_id", "reads_after"))


def names(group_ids: Collection[int], inside: Collection[int]) -> dict[int, GroupTag]:
    """What stands beside posts in these groups; of hidden ones only for who is `inside`. Two queries."""
    rows = {row.id: row for row in Group.objects.filter(id__in=group_ids, closed_at=None)} if group_ids else {}
    found = accounts.accounts_by_ids(rows.keys())
    return {
        key: GroupTag(found[key], Admission(row.admission))
        for key, row in rows.items()
        if key in found and (row.admission != Admission.HIDDEN or key in inside)
    }


def known_groups(person_id: int, ids: Collection[int]) -> frozenset[int]:
    """Those of the groups of which the person is a member, or asked, or is invited: for hidden accounts."""
    found = Membership.objects.filter(account_id=person_id, group_id__in=ids)
    return frozenset(found.values_list("group_id", flat=True))


def at_home(account_id: int) -> frozenset[int]:
    """The groups whose posts stand in somebody's home."""
    return frozenset(_members().filter(account_id=account_id, at_home=True).values_list("group_id", flat=True))


def members_among(group_id: int, account_ids: Collection[int], *, post_id: int) -> frozenset[int]:
    """Those of the accounts who may read a post for members alone."""
    rows = _members().filter(group_id=group_id, account_id__in=account_ids, reads_after__lt=post_id)
    return frozenset(rows.values_list("account_id", flat=True))


def moderator_ids(group_id: int) -> frozenset[int]:
    """Owners and moderators of a group."""
    return frozenset(_members().filter(group_id=group_id, role__in=_MODERATING).values_list("account_id", flat=True))


def moderates(account_id: int, group_id: int) -> bool:
    return _members().filter(account_id=account_id, group_id=group_id, role__in=_MODERATING).exists()


def place_to_begin(viewer: Viewer, group_id: int) -> Place:
    """Where a new thread goes. Raises Invalid for who is no member, Forbidden where only moderators begin."""
    group, row = _place(viewer, group_id)
    if group.posting == Posting.MODERATORS and GroupRole(row.role) is GroupRole.MEMBER:
        raise Forbidden("only moderators post", safe="In this group only owners and moderators begin. You may answer.")
    return Place(group_id, closed=Admission(group.admission).closed)


def place_to_answer(viewer: Viewer, group_id: int) -> Place | None:
    """Where an answer goes; None for who is no member."""
    try:
        group, _ = _place(viewer, group_id)
    except Invalid:
        return None
    return Place(group_id, closed=Admission(group.admission).closed)


def confirm_place(account_id: int, place: Place) -> None:
    """Once more, inside the writer's `atomic_write`: who left meanwhile, or whose group was closed, is refused."""
    group = Group.objects.select_for_update().filter(id=place.group_id, closed_at=None).first()
    inside = _members().filter(group_id=place.group_id, account_id=account_id).exists()
    if group is None or not inside or (Admission(group.admission).closed and not place.closed):
        raise Conflict("group changed while posting", safe="This group has just changed. Please look again.")


def _place(viewer: Viewer, group_id: int) -> tuple[Group, Membership]:
    rows = _members().filter(account_id=viewer.require_account(), group_id=group_id, group__closed_at=None)
    row = rows.select_related("group").first()
    if row is None or not accounts.present_for(viewer, [group_id]):
        raise Invalid(_NOT_THERE, field="group")
    return row.group, row


def _members() -> "QuerySet[Membership]":
    return Membership.objects.filter(state=MemberState.MEMBER)


_MODERATING = (GroupRole.OWNER.value, GroupRole.MODERATOR.value)
