"""What the policy may ask about how an author posts: how much within an hour, and to whom."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from django.db.models import Count, F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts.models import Post
from folkmoot.infra.rows import count, table
from folkmoot.kernel import clock
from folkmoot.kernel.ids import floor_id

_HOUR = timedelta(hours=1)
_LATELY = f'SELECT COUNT(*) FROM "{table(Post)}" WHERE author_id = %s AND id >= %s'  # noqa: S608 - a name of ours


def posts_last_hour(author_id: int) -> int:
    """How much somebody published within the hour before now; one query."""
    return count(_LATELY, author_id, floor_id(clock.now() - _HOUR))


def posts_in_the_hour_before(post_ids: Collection[int]) -> Mapping[int, int]:
    """For each post how much its author published within the hour before it; one query."""
    now = clock.now()
    hour = floor_id(now) - floor_id(now - _HOUR)
    earlier = (
        Post.objects.filter(author_id=OuterRef("author_id"), id__lt=OuterRef("id"), id__gte=OuterRef("hour_before"))
        .order_by()
        .values("author_id")
        .annotate(number=Count("id"))
        .values("number")
    )
    rows = Post.objects.filter(id__in=post_ids).annotate(hour_before=F("id") - hour)
    counted = rows.annotate(earlier=Coalesce(Subquery(earlier, output_field=IntegerField()), 0))
    return dict(counted.values_list("id", "earlier"))


def strangers(author_id: int, mentioned: Collection[int]) -> int:
    """How many of the mentioned accounts do not follow the author; one query, none without mentions."""
    others = set(mentioned) - {author_id}
    return len(others - graph.followers_among(author_id, others))


def strangers_of(mentioned_by: Mapping[int, Collection[int]]) -> dict[int, int]:
    """For each author how many of these accounts do not follow them, the author not counted; one query."""
    pairs = {(account, author) for author, accounts in mentioned_by.items() for account in accounts}
    following = graph.following_pairs(pairs)
    return {
        author: sum((account, author) not in following and account != author for account in set(accounts))
        for author, accounts in mentioned_by.items()
    }
