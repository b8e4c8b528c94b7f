"""Private selections of the accounts one follows."""

from collections.abc import Collection

from folkmoot.domains.graph import policy
from folkmoot.domains.graph.access import access_list
from folkmoot.domains.graph.models import AccountList, Follow, ListMember
from folkmoot.domains.graph.queries.lists import list_view
from folkmoot.domains.graph.types import FollowState, ListView, RepliesPolicy
from folkmoot.infra.audit.api import record
from folkmoot.infra.limits import acts
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer


def create_list(
    viewer: Viewer,
    *,
    title: str,
    replies_policy: RepliesPolicy = RepliesPolicy.LIST,
    exclusive: bool = False,
) -> ListView:
    """Make an empty list. `exclusive`: its members' posts are read there only. Raises Invalid."""
    account_id = viewer.require_account()
    name = policy.title(title, limit=policy.LIST_TITLE_LIMIT)
    with atomic_write():
        if AccountList.objects.filter(owner_id=account_id).count() >= policy.MOST_LISTS:
            raise Invalid(
                sentence("There is room for {most_lists} lists.", most_lists=policy.MOST_LISTS), field="title"
            )
        row = AccountList.objects.create(
            id=new_id(),
            owner_id=account_id,
            title=name,
            replies_policy=replies_policy,
            exclusive=exclusive,
        )
        record(account_id, "list.create", f"list:{row.id}")
    return list_view(row)


def edit_list(
    viewer: Viewer,
    *,
    list_id: int,
    title: str | None = None,
    replies_policy: RepliesPolicy | None = None,
    exclusive: bool | None = None,
) -> ListView:
    """Change what is given; None leaves it as it is. Raises NotFound, Invalid."""
    name = None if title is None else policy.title(title, limit=policy.LIST_TITLE_LIMIT)
    changes = {"title": name, "replies_policy": replies_policy, "exclusive": exclusive}
    values = {field: value for field, value in changes.items() if value is not None}
    with atomic_write():
        row = access_list(viewer, list_id)
        if values:
            AccountList.objects.filter(id=row.id).update(**values)
            record(row.owner_id, "list.edit", f"list:{row.id}", fields=sorted(values))
            row.refresh_from_db()
    return list_view(row)


def delete_list(viewer: Viewer, *, list_id: int) -> None:
    """Delete a list; the accounts on it stay followed. Raises NotFound."""
    with atomic_write():
        row = access_list(viewer, list_id)
        row.delete()
        record(row.owner_id, "list.delete", f"list:{list_id}")


def add_to_list(viewer: Viewer, *, list_id: int, account_ids: Collection[int]) -> None:
    """Put accounts on a list, all of them or, on refusal, none. Those that are on it already stay.

    Raises NotFound where the viewer does not follow one of them, Invalid where the list is full.
    """
    wanted = set(account_ids)
    acts.count(acts.ARRANGING, viewer.require_account())
    with atomic_write():
        row = access_list(viewer, list_id)
        _require_followed(row.owner_id, wanted)
        present = set(ListMember.objects.filter(list=row).values_list("account_id", flat=True))
        if len(present | wanted) > policy.MOST_LIST_MEMBERS:
            raise Invalid(
                sentence(
                    "A list has room for {most_list_members} accounts.", most_list_members=policy.MOST_LIST_MEMBERS
                ),
                field="account",
            )
        fresh = [ListMember(id=new_id(), list=row, account_id=member) for member in sorted(wanted - present)]
        ListMember.objects.bulk_create(fresh, ignore_conflicts=True)
        record(row.owner_id, "list.add", f"list:{row.id}", accounts=sorted(wanted - present))


def remove_from_list(viewer: Viewer, *, list_id: int, account_ids: Collection[int]) -> None:
    """Take accounts off a list. Idempotent. Raises NotFound."""
    with atomic_write():
        row = access_list(viewer, list_id)
        if ListMember.objects.filter(list=row, account_id__in=set(account_ids)).delete()[0]:
            record(row.owner_id, "list.remove", f"list:{row.id}", accounts=sorted(set(account_ids)))


def _require_followed(owner_id: int, account_ids: set[int]) -> None:
    followed = Follow.objects.filter(follower_id=owner_id, followee_id__in=account_ids, state=FollowState.ACCEPTED)
    if followed.count() != len(account_ids):
        raise NotFound("not followed", safe="Only accounts that you follow can be on a list.")
