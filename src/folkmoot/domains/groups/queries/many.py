"""How many readers at once stand to groups, by those who tell all of them of one post."""

from collections import defaultdict
from collections.abc import Collection

from folkmoot.domains.groups.models import Membership
from folkmoot.domains.groups.types import MemberState


def readable_by_many(account_ids: Collection[int], group_ids: Collection[int]) -> dict[int, dict[int, int]]:
    """For each account that is a member of any of these groups what `readable` says of it; one query."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    if group_ids:
        rows = Membership.objects.filter(
            group_id__in=group_ids, account_id__in=account_ids, state=MemberState.MEMBER
        ).values_list("account_id", "group_id", "reads_after")
        for account_id, group_id, reads_after in rows:
            found[account_id][group_id] = reads_after
    return dict(found)


def home_readers_among(group_id: int, account_ids: Collection[int]) -> frozenset[int]:
    """Those of the accounts in whose homes the group stands."""
    rows = Membership.objects.filter(
        group_id=group_id, account_id__in=account_ids, state=MemberState.MEMBER, at_home=True
    )
    return frozenset(rows.values_list("account_id", flat=True))
