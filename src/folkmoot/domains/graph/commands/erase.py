"""Take an erased account out of the graph, a batch at a time."""

from typing import Any

from django.db.models import F, Q, QuerySet

from folkmoot.domains.accounts.api import AccountErased
from folkmoot.domains.graph import follows
from folkmoot.domains.graph.models import (
    AccountList,
    AccountNote,
    Block,
    Endorsement,
    FeaturedTag,
    Filter,
    Follow,
    FollowedTag,
    GraphCounts,
    ListMember,
    Mute,
)
from folkmoot.domains.graph.types import FollowState
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.writes import atomic_write

BATCH = 500


def erase(event: AccountErased) -> None:
    """Subscriber: have everything that the graph knows of the account removed."""
    jobs.enqueue(_ERASE, account_id=event.account_id)


def _erase(*, account_id: int) -> None:
    while _erase_follows(account_id):
        pass
    _erase_rows(ListMember.objects.filter(Q(account_id=account_id) | Q(list__owner_id=account_id)))
    _erase_rows(AccountList.objects.filter(owner_id=account_id))
    _erase_rows(Filter.objects.filter(owner_id=account_id))
    _erase_rows(FeaturedTag.objects.filter(account_id=account_id))
    _erase_rows(Endorsement.objects.filter(Q(owner_id=account_id) | Q(account_id=account_id)))
    _erase_rows(FollowedTag.objects.filter(account_id=account_id))
    _erase_rows(AccountNote.objects.filter(Q(owner_id=account_id) | Q(account_id=account_id)))
    _erase_rows(Block.objects.filter(Q(blocker_id=account_id) | Q(blocked_id=account_id)))
    _erase_rows(Mute.objects.filter(Q(muter_id=account_id) | Q(muted_id=account_id)))
    with atomic_write():
        GraphCounts.objects.filter(account_id=account_id).delete()


def _erase_follows(account_id: int) -> bool:
    """Remove one batch and correct the counters of the others; says whether there was anything."""
    rows = Follow.objects.filter(Q(follower_id=account_id) | Q(followee_id=account_id))
    with atomic_write():
        pairs = {row.id: (row.follower_id, row.followee_id) for row in rows[:BATCH]}
        follows.hold(*{other for pair in pairs.values() for other in pair})
        accepted = list(rows.filter(id__in=pairs, state=FollowState.ACCEPTED))
        followees = [row.followee_id for row in accepted if row.follower_id == account_id]
        followers = [row.follower_id for row in accepted if row.followee_id == account_id]
        GraphCounts.objects.filter(account_id__in=followees).update(followers=F("followers") - 1)
        GraphCounts.objects.filter(account_id__in=followers).update(following=F("following") - 1)
        Follow.objects.filter(id__in=pairs).delete()
    return bool(pairs)


def _erase_rows(rows: QuerySet[Any]) -> None:
    more = True
    while more:
        with atomic_write():
            ids = list(rows.values_list("id", flat=True)[:BATCH])
            rows.model.objects.filter(id__in=ids).delete()
            more = len(ids) == BATCH


_ERASE = "graph.erase"
jobs.register(_ERASE, _erase)
