"""How lively the community was, in numbers without names of posts. For staff."""

from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from folkmoot.domains.posts.models import Mark, Post, PostTag
from folkmoot.domains.posts.types import PostKind
from folkmoot.kernel.ids import floor_id
from folkmoot.kernel.viewer import Viewer

_FAVOURITE = "favourite"


def active_between(viewer: Viewer, since: datetime, until: datetime) -> frozenset[int]:
    """Who published, boosted, favourited or bookmarked something from `since` to before `until`. Staff only."""
    viewer.require_staff()
    authors = _within(Post.objects.all(), since, until).order_by().values_list("author_id", flat=True).distinct()
    readers = _within(Mark.objects.all(), since, until).order_by().values_list("account_id", flat=True).distinct()
    return frozenset(authors) | frozenset(readers)


def interactions_between(viewer: Viewer, since: datetime, until: datetime) -> int:
    """How many favourites, boosts and replies there were. Staff only."""
    viewer.require_staff()
    posts = _within(Post.objects.filter(deleted_at=None), since, until)
    boosts = posts.filter(kind=PostKind.BOOST).count()
    replies = posts.exclude(reply_to_id=None).count()
    return boosts + replies + _within(Mark.objects.filter(kind=_FAVOURITE), since, until).count()


def tag_between(viewer: Viewer, tag: str, since: datetime, until: datetime) -> tuple[int, int]:
    """How many public posts had a tag, and how many people wrote them. Staff only."""
    viewer.require_staff()
    posts = _tagged(tag, since, until)
    return posts.count(), posts.order_by().values("author_id").distinct().count()


def languages_between(
    viewer: Viewer, since: datetime, until: datetime, *, tag: str = "", limit: int = 10
) -> tuple[tuple[str, int], ...]:
    """In which languages people wrote, the most used first; with a tag, its public posts alone. Staff only."""
    viewer.require_staff()
    posts = _tagged(tag, since, until) if tag else _within(Post.objects.filter(deleted_at=None), since, until)
    rows = posts.exclude(kind=PostKind.BOOST).order_by().values("language").annotate(n=Count("id"))
    return tuple(rows.order_by("-n", "language").values_list("language", "n")[:limit])


def _tagged(tag: str, since: datetime, until: datetime) -> "QuerySet[Post]":
    found = PostTag.objects.filter(tag=tag, listed=True, post_id__gte=floor_id(since), post_id__lt=floor_id(until))
    return Post.objects.filter(id__in=found.values("post_id"), deleted_at=None)


def _within(rows: "QuerySet[Any]", since: datetime, until: datetime) -> "QuerySet[Any]":
    return rows.filter(id__gte=floor_id(since), id__lt=floor_id(until))
