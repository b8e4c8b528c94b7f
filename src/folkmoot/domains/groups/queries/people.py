"""The groups of a person, the people of a group, and what anybody may find."""

from collections.abc import Iterable

from django.db.models import QuerySet

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.graph import api as graph
from folkmoot.domains.groups.access import access_as_moderator, access_group, standing_of
from folkmoot.domains.groups.models import Group, GroupRemoval, Membership
from folkmoot.domains.groups.types import Admission, GroupView, MemberState, MemberView, Removal
from folkmoot.domains.groups.views import group_view
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.pages import Page, PageRequest, page_ids
from folkmoot.kernel.viewer import Viewer

FOUND = 60
"""Groups that one search shows at most."""


def mine(viewer: Viewer, state: MemberState = MemberState.MEMBER) -> tuple[GroupView, ...]:
    """One's own groups, or those that one has asked or that have invited one; by name."""
    rows = Membership.objects.filter(account_id=viewer.require_account(), state=state, group__closed_at=None)
    found = {row.group_id: row for row in rows.select_related("group")}
    people = _present(viewer, found)
    views = [group_view(found[key].group, account, standing_of(found[key])) for key, account in people.items()]
    return tuple(sorted(views, key=lambda group: (group.account.name.casefold(), group.id)))


def find(viewer: Viewer, words: str = "") -> tuple[GroupView, ...]:
    """Open groups and those by request whose name has the words, the largest first. Never a hidden one."""
    rows = Group.objects.filter(closed_at=None).exclude(admission=Admission.HIDDEN)
    if words.strip():
        named = accounts.search_groups(words.strip(), limit=FOUND)
        rows = rows.filter(id__in=[account.id for account in named])
    found = {row.id: row for row in rows.order_by("-members", "id")[:FOUND]}
    own = _own(viewer, found)
    return tuple(
        group_view(found[key], account, standing_of(own[key]) if key in own else None)
        for key, account in _present(viewer, found).items()
    )


def members(
    viewer: Viewer, group_id: int, page: PageRequest, *, state: MemberState = MemberState.MEMBER
) -> Page[MemberView]:
    """Who is in a group, the newest first: of a closed one only for members. Who asks or is invited, for moderators.

    Raises NotFound.
    """
    if state is not MemberState.MEMBER:
        access_as_moderator(viewer, group_id)
    elif not access_group(viewer, group_id).readable:
        raise NotFound("members of a closed group")
    rows = Membership.objects.filter(group_id=group_id, state=state)
    return _page(viewer, rows, page)


def staff_of(viewer: Viewer, group_id: int) -> tuple[MemberView, ...]:
    """Owners and moderators, who answer for a group: everybody who finds it may know them."""
    access_group(viewer, group_id)
    rows = Membership.objects.filter(group_id=group_id, state=MemberState.MEMBER).exclude(role="member")
    return _views(viewer, rows.order_by("-role", "id")[:FOUND])


def removals(viewer: Viewer, group_id: int, *, banned: bool | None = None) -> tuple[Removal, ...]:
    """Whom moderators removed from a group, the newest first. For its moderators. Raises NotFound, Forbidden."""
    access_as_moderator(viewer, group_id)
    rows = GroupRemoval.objects.filter(group_id=group_id)
    if banned:
        rows = rows.filter(banned=True, lifted_at=None)
    return _removals(rows.order_by("-id")[:FOUND], with_deciders=True)


def removals_told(ids: Iterable[int]) -> dict[int, Removal]:
    """Removals for those who are told of their own; without who decided."""
    return {one.id: one for one in _removals(GroupRemoval.objects.filter(id__in=list(ids)), with_deciders=False)}


def waiting_counts(viewer: Viewer) -> dict[int, int]:
    """How many ask to come into each of the groups that the viewer moderates."""
    own = Membership.objects.filter(account_id=viewer.require_account(), state=MemberState.MEMBER)
    moderated = own.exclude(role="member").values("group_id")
    counts: dict[int, int] = {}
    for key in Membership.objects.filter(group_id__in=moderated, state=MemberState.ASKED).values_list(
        "group_id", flat=True
    ):
        counts[key] = counts.get(key, 0) + 1
    return counts


def _removals(rows: "QuerySet[GroupRemoval]", *, with_deciders: bool) -> tuple[Removal, ...]:
    found = list(rows)
    people = accounts.accounts_by_ids({row.account_id for row in found})
    return tuple(
        Removal(
            row.id,
            row.group_id,
            people[row.account_id],
            row.reason,
            row.banned,
            time_of(row.id),
            row.removed_by if with_deciders else None,
        )
        for row in found
        if row.account_id in people
    )


def _own(viewer: Viewer, ids: Iterable[int]) -> dict[int, Membership]:
    if viewer.account_id is None:
        return {}
    rows = Membership.objects.filter(account_id=viewer.account_id, group_id__in=list(ids))
    return {row.group_id: row for row in rows}


def _present(viewer: Viewer, ids: Iterable[int]) -> dict[int, AccountView]:
    """The accounts of groups in the order of `ids`, without what was removed."""
    wanted = list(ids)
    found, met = accounts.accounts_by_ids(wanted), accounts.present_for(viewer, wanted)
    return {key: found[key] for key in wanted if key in found and key in met}


def _page(viewer: Viewer, rows: "QuerySet[Membership]", page: PageRequest) -> Page[MemberView]:
    if page.max_id is not None:
        rows = rows.filter(id__lt=page.max_id)
    if page.floor is not None:
        rows = rows.filter(id__gt=page.floor)
    ids = page_ids(
        list(rows.order_by("id" if page.upwards else "-id").values_list("id", flat=True)[: page.limit + 1]), page
    )
    return Page(
        _views(viewer, Membership.objects.filter(id__in=ids.items).order_by("-id")), ids.next_max_id, ids.prev_min_id
    )


def _views(viewer: Viewer, rows: "QuerySet[Membership]") -> tuple[MemberView, ...]:
    found = list(rows)
    ids = [row.account_id for row in found]
    people, present = accounts.accounts_by_ids(ids), accounts.present_for(viewer, ids)
    apart = graph.surroundings(viewer, ids).blocked_by
    return tuple(
        MemberView(row.id, people[row.account_id], standing_of(row))
        for row in found
        if row.account_id in people and row.account_id in present and row.account_id not in apart
    )
