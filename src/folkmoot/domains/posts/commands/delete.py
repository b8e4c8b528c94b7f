"""Take a post back. A gap stays in its thread."""

from collections import Counter

from django.db.models import F, Value
from django.db.models.functions import Greatest

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.media import api as media
from folkmoot.domains.posts.access import access_own_row, access_post
from folkmoot.domains.posts.commands.marks import MarkKind
from folkmoot.domains.posts.events import PostDeleted
from folkmoot.domains.posts.models import (
    AuthorCount,
    Mark,
    Poll,
    PollOption,
    PollVote,
    Post,
    PostCounts,
    PostMention,
    PostRevision,
    PostTag,
    Vote,
)
from folkmoot.domains.posts.policy import UNCOUNTED, counts_as_reply
from folkmoot.domains.posts.types import PostKind, PostView, Visibility
from folkmoot.domains.residency import api as residency
from folkmoot.infra.audit.api import record
from folkmoot.infra.outbox.api import publish as publish_event
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.viewer import Viewer


def delete(viewer: Viewer, *, post_id: int) -> PostView:
    """Delete one's own post; returns it as it was, so that it can be written anew. Raises NotFound, Gone."""
    row = access_own_row(viewer, post_id)
    if row.kind == PostKind.BOOST:
        raise Invalid("To take a boost back, undo it at the post itself.", field="post")
    before = access_post(viewer, post_id)
    with atomic_write():
        row = access_own_row(viewer, post_id, held=True)
        records = delete_rows([row], erased=False)
        _uncount(row)
        record(viewer.account_id, "post.delete", post_ref(post_id))
        publish_event(PostDeleted(post_id, row.author_id, tuple(told.account_id for told in before.mentions)))
    residency.records.delete(records)
    return before


def delete_rows(rows: list[Post], *, erased: bool) -> list[int]:
    """Leave only gaps of these posts; returns the vault records to delete once this is committed."""
    ids = [row.id for row in rows]
    revisions = PostRevision.objects.filter(post_id__in=ids)
    records = [row.record_id for row in rows if row.record_id]
    records += [revision.record_id for revision in revisions if revision.record_id]
    for model in (PostMention, PostTag, Poll, PollOption, PollVote, Vote):
        model.objects.filter(post_id__in=ids).delete()
    # Who muted the thread goes on hearing nothing of it: what was answered is still there.
    Mark.objects.filter(post_id__in=ids).exclude(kind=MarkKind.THREAD_MUTE).delete()
    revisions.delete()
    integrity.forget_signals([post_ref(post_id) for post_id in ids])
    integrity.forget_copies(ids)
    _take_boosts_away(ids)
    Post.objects.filter(id__in=ids).update(
        deleted_at=clock.now(),
        erased=erased,
        title="",
        text="",
        html="",
        warning="",
        source_url="",
        record_id=None,
        has_media=False,
    )
    media.delete_of_posts(ids)
    return records


def _take_boosts_away(ids: list[int]) -> None:
    """Who boosted one of these has written one post fewer for each."""
    boosts = Post.objects.filter(boost_of_id__in=ids)
    fewer = Counter(boosts.values_list("author_id", flat=True))
    boosts.delete()
    for number in set(fewer.values()):
        boosters = [account_id for account_id, found in fewer.items() if found == number]
        left = Greatest(F("posts") - number, Value(0))
        AuthorCount.objects.filter(account_id__in=boosters).update(posts=left)


def _uncount(row: Post) -> None:
    """The counterpart of `_count` in publishing."""
    uncount_references(row)
    if Visibility(row.visibility) not in UNCOUNTED:
        AuthorCount.objects.filter(account_id=row.author_id).update(posts=Greatest(F("posts") - 1, Value(0)))


def uncount_references(row: Post) -> None:
    """What the post answered or quoted has one reply or quote fewer."""
    visibility = Visibility(row.visibility)
    if row.reply_to_id is not None and counts_as_reply(visibility):
        PostCounts.objects.filter(post_id=row.reply_to_id).update(replies=Greatest(F("replies") - 1, Value(0)))
    if row.quote_of_id is not None and not visibility.in_vault:
        PostCounts.objects.filter(post_id=row.quote_of_id).update(quotes=Greatest(F("quotes") - 1, Value(0)))
