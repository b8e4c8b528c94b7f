"""The rows of follows together with the counters that stand for them; for the commands of this domain only.

Every function runs inside the caller's `atomic_write`.
"""

from django.db.models import F

from folkmoot.domains.graph.events import RequestWithdrawn, Unfollowed
from folkmoot.domains.graph.models import Follow, GraphCounts, ListMember
from folkmoot.domains.graph.types import FollowState
from folkmoot.infra.outbox.api import publish


def hold(*account_ids: int) -> None:
    """Make everybody else who changes follows or blocks between these accounts wait for this transaction."""
    rows = [GraphCounts(account_id=account_id) for account_id in sorted(account_ids)]
    GraphCounts.objects.bulk_create(rows, ignore_conflicts=True)
    list(GraphCounts.objects.select_for_update().filter(account_id__in=account_ids).order_by("account_id"))


def find(follower_id: int, followee_id: int) -> Follow | None:
    return Follow.objects.filter(follower_id=follower_id, followee_id=followee_id).first()


def count(follower_id: int, followee_id: int, *, by: int = 1) -> None:
    """Note that an accepted follow came (`by` 1) or went (`by` -1)."""
    GraphCounts.objects.filter(account_id=follower_id).update(following=F("following") + by)
    GraphCounts.objects.filter(account_id=followee_id).update(followers=F("followers") + by)


def accept(row: Follow) -> None:
    """Turn a held request into a follow."""
    Follow.objects.filter(id=row.id).update(state=FollowState.ACCEPTED)
    count(row.follower_id, row.followee_id)


def end(follower_id: int, followee_id: int) -> bool:
    """End a held follow or request if there is one, with what hangs on it; says whether there was one."""
    row = find(follower_id, followee_id)
    if row is None:
        return False
    Follow.objects.filter(id=row.id).delete()
    ListMember.objects.filter(list__owner_id=follower_id, account_id=followee_id).delete()
    if row.state == FollowState.ACCEPTED:
        count(follower_id, followee_id, by=-1)
        publish(Unfollowed(follower_id, followee_id))
    else:
        publish(RequestWithdrawn(follower_id, followee_id))
    return True
