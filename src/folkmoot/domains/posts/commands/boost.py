"""Carry somebody's post on, or stop to."""

from django.db import IntegrityError
from django.db.models import F, Value
from django.db.models.functions import Greatest

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts.access import access_post
from folkmoot.domains.posts.commands.publish import count_new
from folkmoot.domains.posts.commands.targets import target_of_mark
from folkmoot.domains.posts.events import PostBoosted, PostUnboosted
from folkmoot.domains.posts.models import AuthorCount, Post, PostCounts
from folkmoot.domains.posts.policy import may_carry_on, narrower
from folkmoot.domains.posts.types import PostKind, PostView, Visibility
from folkmoot.infra.audit.api import record
from folkmoot.infra.limits import acts
from folkmoot.infra.outbox.api import publish as publish_event
from folkmoot.infra.room import api as room
from folkmoot.infra.room.api import Growth
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Forbidden
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.viewer import Viewer


def boost(viewer: Viewer, *, post_id: int, visibility: Visibility = Visibility.PUBLIC) -> PostView:
    """Carry a post on to one's own followers; returns the boost. Boosting twice gives the first one.

    Raises NotFound, and Forbidden for a post that is not public or an account that may publish nothing.
    """
    booster_id = viewer.require_account()
    target = target_of_mark(viewer, post_id)
    integrity.refuse_restricted(booster_id, [integrity.Limited.POST])
    refuse_non_public(target, booster_id)
    seen_by = narrower(visibility, target.visibility)
    boosts = Post.objects.filter(author_id=booster_id, boost_of_id=target.id)
    if (present := boosts.first()) is None:
        room.require(Growth.POST)
        acts.count(acts.posts(), booster_id)
        boost_id = new_id()
        try:
            with atomic_write():
                _insert(boost_id, booster_id, target, seen_by)
        except IntegrityError:
            boost_id = boosts.get().id
    else:
        boost_id = present.id
    return access_post(viewer, boost_id)


def refuse_non_public(target: PostView, booster_id: int) -> None:
    """Raises Forbidden."""
    if not may_carry_on(target.visibility, own=target.author.id == booster_id):
        raise Forbidden("boost of a non-public post", safe="This post is not public, so it cannot be boosted.")


def unboost(viewer: Viewer, *, post_id: int) -> PostView:
    """Take one's boost back; returns the original. Idempotent."""
    booster_id = viewer.require_account()
    target = access_post(viewer, post_id).shown
    with atomic_write():
        row = Post.objects.filter(author_id=booster_id, boost_of_id=target.id).first()
        if row is not None and Post.objects.filter(id=row.id).delete()[0]:
            PostCounts.objects.filter(post_id=target.id).update(boosts=Greatest(F("boosts") - 1, Value(0)))
            AuthorCount.objects.filter(account_id=booster_id).update(posts=Greatest(F("posts") - 1, Value(0)))
            record(booster_id, "post.unboost", post_ref(target.id))
            publish_event(PostUnboosted(row.id, target.id, booster_id))
    return access_post(viewer, target.id)


def _insert(boost_id: int, booster_id: int, target: PostView, visibility: Visibility) -> None:
    Post.objects.create(
        id=boost_id,
        author_id=booster_id,
        kind=PostKind.BOOST,
        visibility=visibility,
        thread_id=boost_id,
        boost_of_id=target.id,
        language=target.language,
    )
    PostCounts.objects.filter(post_id=target.id).update(boosts=F("boosts") + 1)
    count_new(booster_id, boost_id)
    record(booster_id, "post.boost", post_ref(target.id))
    publish_event(PostBoosted(boost_id, target.id, booster_id, target.author.id))
