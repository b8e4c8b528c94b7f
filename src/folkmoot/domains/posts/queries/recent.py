"""Which public posts there are since a moment: for integrity, which compares them with new fact-checks."""

from datetime import datetime

from folkmoot.domains.posts.models import Post
from folkmoot.domains.posts.types import PostKind, Visibility
from folkmoot.kernel.ids import floor_id


def recent_public_ids(*, since: datetime, after: int, limit: int) -> list[int]:
    """Ids of public and unlisted posts since `since` and above `after`, the oldest first; no boosts."""
    rows = Post.objects.filter(id__gte=floor_id(since), id__gt=after, deleted_at=None)
    rows = rows.filter(visibility__in=[Visibility.PUBLIC, Visibility.UNLISTED]).exclude(kind=PostKind.BOOST)
    return list(rows.order_by("id").values_list("id", flat=True)[:limit])
