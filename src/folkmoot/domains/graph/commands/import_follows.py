"""Follows that a community brings along, many at once."""

from collections import Counter
from collections.abc import Iterable

from folkmoot.domains.graph.follows import hold
from folkmoot.domains.graph.models import Follow, GraphCounts
from folkmoot.domains.graph.types import FollowState
from folkmoot.infra.audit.api import record
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.ids import new_id


def import_follows(pairs: Iterable[tuple[int, int]]) -> int:
    """Store one batch of (follower, followee) as accepted follows and count them; returns how many were new.

    For the command line: nobody is asked or told, and blocks are not looked at. Follows that exist, and those of
    oneself, are left out. Keep a batch to about a thousand.
    """
    wanted = {pair for pair in pairs if pair[0] != pair[1]}
    with atomic_write():
        hold(*{account_id for pair in wanted for account_id in pair})
        fresh = sorted(wanted - _present(wanted))
        Follow.objects.bulk_create(
            [
                Follow(id=new_id(), follower_id=follower, followee_id=followee, state=FollowState.ACCEPTED)
                for follower, followee in fresh
            ]
        )
        _count(fresh)
        record(None, "follow.import", "graph", follows=len(fresh))
    return len(fresh)


def _present(pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    rows = Follow.objects.filter(
        follower_id__in={follower for follower, _ in pairs},
        followee_id__in={followee for _, followee in pairs},
    )
    return set(rows.values_list("follower_id", "followee_id"))


def _count(pairs: list[tuple[int, int]]) -> None:
    following, followers = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    held = list(GraphCounts.objects.filter(account_id__in=following.keys() | followers.keys()))
    for row in held:
        row.following += following[row.account_id]
        row.followers += followers[row.account_id]
    GraphCounts.objects.bulk_create(
        held, update_conflicts=True, unique_fields=["account_id"], update_fields=["following", "followers"]
    )
