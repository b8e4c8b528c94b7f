"""A person brings along what they favourited and boosted elsewhere, where the post is here, too. Nobody is told."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError
from django.db.models import F

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts.commands.boost import refuse_non_public
from folkmoot.domains.posts.commands.marks import MarkKind, put_mark
from folkmoot.domains.posts.commands.move_in import free_id, moved_ids
from folkmoot.domains.posts.commands.targets import target_of_mark
from folkmoot.domains.posts.models import AuthorCount, Post, PostCounts
from folkmoot.domains.posts.policy import narrower
from folkmoot.domains.posts.types import PostKind, Visibility
from folkmoot.infra.audit.api import record
from folkmoot.infra.config import current
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import parse_id, time_of
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.viewer import Viewer


def ids_by_address(viewer: Viewer, addresses: Collection[str]) -> dict[str, int]:
    """The posts of this site with these canonical addresses, where one is known: what the viewer moved in comes before
    what is of this site or was imported with its address. Whether the viewer may read them is not asked.
    """
    here = f"{current().public_origin}/"
    found = {one: id_ for one in addresses if one.startswith(here) and (id_ := parse_id(one.rpartition("/")[2]))}
    imported = Post.objects.filter(uri__in=addresses).values_list("uri", "id")
    found |= {uri: post_id for uri, post_id in imported if uri is not None}
    return found | {one: post_id for one, (post_id, _) in moved_ids(viewer, addresses).items()}


def move_favourite(viewer: Viewer, *, post_id: int) -> None:
    """Favourite a post as one did elsewhere; again changes nothing. Raises as `favourite` does."""
    target = target_of_mark(viewer, post_id)
    account_id = viewer.require_account()
    integrity.refuse_restricted(account_id, [integrity.Limited.REACT])
    with atomic_write():
        if put_mark(account_id, target.id, MarkKind.FAVOURITE):
            PostCounts.objects.filter(post_id=target.id).update(favourites=F("favourites") + 1)


def move_boost(viewer: Viewer, *, post_id: int, at: datetime, visibility: Visibility) -> None:
    """Boost a post with the time of `at`, though not before the post itself; no feed takes it up. A post that is
    boosted already stays as it is. Raises as `boost` does.
    """
    booster_id = viewer.require_account()
    target = target_of_mark(viewer, post_id)
    integrity.refuse_restricted(booster_id, [integrity.Limited.POST])
    refuse_non_public(target, booster_id)
    if Post.objects.filter(author_id=booster_id, boost_of_id=target.id).exists():
        return
    boost_id = free_id(min(max(at, time_of(target.id)), clock.now()), f"boost {booster_id} {target.id}")
    try:
        with atomic_write():
            _insert(Post(
                id=boost_id, author_id=booster_id, kind=PostKind.BOOST, thread_id=boost_id, boost_of_id=target.id,
                visibility=narrower(visibility, target.visibility), language=target.language, moved_in=True,
            ))  # fmt: skip
    except IntegrityError:
        if not Post.objects.filter(author_id=booster_id, boost_of_id=target.id).exists():
            raise  # somebody else took the id just now: the next attempt finds another


def _insert(row: Post) -> None:
    row.save(force_insert=True)
    PostCounts.objects.filter(post_id=row.boost_of_id or 0).update(boosts=F("boosts") + 1)
    counted, _ = AuthorCount.objects.get_or_create(account_id=row.author_id)
    newest = max(counted.last_post_id or 0, row.id)
    AuthorCount.objects.filter(account_id=row.author_id).update(posts=F("posts") + 1, last_post_id=newest)
    record(row.author_id, "post.boost", post_ref(row.boost_of_id or 0), moved_in=True)
