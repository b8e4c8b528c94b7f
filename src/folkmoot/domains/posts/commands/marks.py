"""Favourites, bookmarks, pins, muted threads: said once, taken back, both idempotent."""

from enum import StrEnum

from django.db.models import F, Value
from django.db.models.functions import Greatest

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts.access import access_own_row, access_post
from folkmoot.domains.posts.commands.targets import target_of_mark
from folkmoot.domains.posts.events import PostFavourited, PostUnfavourited
from folkmoot.domains.posts.models import Mark, PostCounts
from folkmoot.domains.posts.types import PostView
from folkmoot.infra.audit.api import record
from folkmoot.infra.limits import acts
from folkmoot.infra.outbox.api import publish as publish_event
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

MOST_PINS = 5


class MarkKind(StrEnum):
    FAVOURITE = "favourite"
    BOOKMARK = "bookmark"
    PIN = "pin"
    THREAD_MUTE = "mute"


def favourite(viewer: Viewer, *, post_id: int) -> PostView:
    """Raises NotFound, and Forbidden for an account that may not favourite."""
    target = target_of_mark(viewer, post_id)
    account_id = viewer.require_account()
    integrity.refuse_restricted(account_id, [integrity.Limited.REACT])
    acts.count(acts.REACTIONS, account_id)
    with atomic_write():
        if put_mark(account_id, target.id, MarkKind.FAVOURITE):
            PostCounts.objects.filter(post_id=target.id).update(favourites=F("favourites") + 1)
            publish_event(PostFavourited(target.id, account_id, target.author.id))
    return access_post(viewer, target.id)


def unfavourite(viewer: Viewer, *, post_id: int) -> PostView:
    """Raises NotFound."""
    target = access_post(viewer, post_id).shown
    with atomic_write():
        if _unmark(viewer.require_account(), target.id, MarkKind.FAVOURITE):
            fewer = Greatest(F("favourites") - 1, Value(0))
            PostCounts.objects.filter(post_id=target.id).update(favourites=fewer)
            publish_event(PostUnfavourited(target.id, viewer.require_account()))
    return access_post(viewer, target.id)


def bookmark(viewer: Viewer, *, post_id: int) -> PostView:
    """Raises NotFound."""
    target = target_of_mark(viewer, post_id)
    acts.count(acts.REACTIONS, viewer.require_account())
    with atomic_write():
        put_mark(viewer.require_account(), target.id, MarkKind.BOOKMARK)
    return access_post(viewer, target.id)


def unbookmark(viewer: Viewer, *, post_id: int) -> PostView:
    """Raises NotFound."""
    target = access_post(viewer, post_id).shown
    with atomic_write():
        _unmark(viewer.require_account(), target.id, MarkKind.BOOKMARK)
    return access_post(viewer, target.id)


def pin(viewer: Viewer, *, post_id: int) -> PostView:
    """Keep one of one's own posts at the top of one's page. Raises NotFound, Invalid beyond five."""
    row = access_own_row(viewer, post_id)
    if row.boost_of_id is not None:
        raise Invalid("Only a post of your own can be pinned.", field="post")
    account_id = viewer.require_account()
    with atomic_write():
        pins = Mark.objects.filter(account_id=account_id, kind=MarkKind.PIN).exclude(post_id=post_id)
        if pins.count() >= MOST_PINS:
            raise Invalid(sentence("You can pin {most_pins} posts.", most_pins=MOST_PINS), field="post")
        put_mark(account_id, post_id, MarkKind.PIN)
    return access_post(viewer, post_id)


def unpin(viewer: Viewer, *, post_id: int) -> PostView:
    """Raises NotFound."""
    access_own_row(viewer, post_id)
    with atomic_write():
        _unmark(viewer.require_account(), post_id, MarkKind.PIN)
    return access_post(viewer, post_id)


def mute_thread(viewer: Viewer, *, post_id: int) -> PostView:
    """Hear no more of what is answered in this thread. Raises NotFound."""
    target = target_of_mark(viewer, post_id)
    acts.count(acts.ARRANGING, viewer.require_account())
    with atomic_write():
        put_mark(viewer.require_account(), target.thread_id, MarkKind.THREAD_MUTE)
    return access_post(viewer, target.id)


def unmute_thread(viewer: Viewer, *, post_id: int) -> PostView:
    """Raises NotFound."""
    target = access_post(viewer, post_id).shown
    with atomic_write():
        _unmark(viewer.require_account(), target.thread_id, MarkKind.THREAD_MUTE)
    return access_post(viewer, target.id)


def put_mark(account_id: int, post_id: int, kind: MarkKind) -> bool:
    """Whether it is new. Inside `atomic_write`; counts are the caller's."""
    _, fresh = Mark.objects.get_or_create(account_id=account_id, post_id=post_id, kind=kind, defaults={"id": new_id()})
    if fresh:
        record(account_id, f"post.{kind}", post_ref(post_id))
    return fresh


def _unmark(account_id: int, post_id: int, kind: MarkKind) -> bool:
    deleted, _ = Mark.objects.filter(account_id=account_id, post_id=post_id, kind=kind).delete()
    if deleted:
        record(account_id, f"post.un{kind}", post_ref(post_id))
    return bool(deleted)
