from collections import defaultdict
from collections.abc import Collection

from folkmoot.domains.feed.models import PostReach
from folkmoot.domains.feed.types import NO_REACH, Reach, SurfaceReach


def reach_of(post_ids: Collection[int]) -> dict[int, Reach]:
    """The reach of each of these posts, as far as it is written: a few seconds old. One query."""
    found: dict[int, list[SurfaceReach]] = defaultdict(list)
    rows = PostReach.objects.filter(post_id__in=post_ids).order_by("post_id", "surface")
    for row in rows:
        found[row.post_id].append(SurfaceReach(row.surface, row.shown, row.lost))
    return {one: _summed(tuple(found[one])) if one in found else NO_REACH for one in post_ids}


def shown_of(post_ids: Collection[int]) -> dict[int, int]:
    """How often each was shown so far, for the order of cases."""
    return {one: reach.shown for one, reach in reach_of(post_ids).items()}


def _summed(surfaces: tuple[SurfaceReach, ...]) -> Reach:
    return Reach(sum(one.shown for one in surfaces), sum(one.lost for one in surfaces), surfaces)
