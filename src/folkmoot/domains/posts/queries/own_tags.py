"""How an author uses hashtags, in what everybody may read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from folkmoot.domains.posts.models import Post, PostTag
from folkmoot.kernel.ids import time_of


@dataclass(frozen=True, slots=True)
class OwnTag:
    tag: str
    posts: int
    last_at: datetime | None


def tags_of_author(account_id: int, tags: Collection[str]) -> dict[str, OwnTag]:
    """How often an author wrote each of these tags (case-folded), and when last; one query."""
    found = {one.tag: one for one in _counted(account_id, tags)}
    return {tag: found.get(tag, OwnTag(tag, 0, None)) for tag in tags}


def most_used_tags(account_id: int, *, limit: int) -> tuple[OwnTag, ...]:
    """The tags that an author wrote most."""
    return tuple(sorted(_counted(account_id, None), key=lambda one: (-one.posts, one.tag))[:limit])


def _counted(account_id: int, tags: Collection[str] | None) -> list[OwnTag]:
    own = Post.objects.filter(author_id=account_id, deleted_at=None).values("id")
    rows = PostTag.objects.filter(post_id__in=own)
    rows = rows if tags is None else rows.filter(tag__in=tags)
    counted = rows.values("tag").annotate(count=Count("id"), last=Max("post_id")).order_by("tag")
    return [OwnTag(row["tag"], row["count"], time_of(row["last"])) for row in counted]
