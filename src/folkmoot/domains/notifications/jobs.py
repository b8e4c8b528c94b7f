"""What takes longer than a subscriber may: many readers, many rows."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from folkmoot.domains.graph import api as graph
from folkmoot.domains.notifications import policy
from folkmoot.domains.notifications.kinds import WITH_POSTS, NotificationKind
from folkmoot.domains.notifications.models import Notification
from folkmoot.domains.notifications.telling import store, tell, tell_each
from folkmoot.domains.posts import api as posts
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.viewer import Viewer

BATCH = 500

PUBLISHED = "notifications.published"
POLL_ENDED = "notifications.poll_ended"
FORGET_POST = "notifications.forget_post"
FORGET_ACCOUNT = "notifications.forget_account"


def _published(*, post_id: int) -> None:
    """Tell those whom a new post concerns, then those who asked to be told of its author's posts."""
    facts = posts.notice_facts(post_id)
    if facts is None:
        return
    found = policy.recipients(
        author_id=facts.author_id,
        reply_to_author_id=facts.reply_to_author_id,
        mentioned_ids=facts.mentioned_ids,
        quoted_author_id=facts.quoted_author_id,
    )
    concerned = {one: kind for one, kind in found.items() if one in facts.mentioned_ids or _can_read(one, post_id)}
    tell_each(concerned, actor_id=facts.author_id, subject_id=post_id)
    if facts.subscribers_may_hear:
        _tell_subscribers(facts.author_id, post_id, without=found.keys())


def _tell_subscribers(author_id: int, post_id: int, *, without: Collection[int]) -> None:
    after, batch = 0, graph.follower_ids(author_id, limit=BATCH, notify=True)
    while batch:
        others = [one for one in batch if one not in without]
        tell(others, NotificationKind.POST, actor_id=author_id, subject_id=post_id)
        after = batch[-1]
        batch = graph.follower_ids(author_id, after, BATCH, notify=True)


def _can_read(account_id: int, post_id: int) -> bool:
    shown = posts.hydrate(Viewer(account_id=account_id), [post_id], surface=posts.Surface.NOTIFICATION)
    return bool(shown)


def _poll_ended(*, post_id: int) -> None:
    """Tell those who voted, and the author, to whom it is news as well."""
    facts = posts.notice_facts(post_id)
    if facts is None:
        return
    tell(posts.poll_voters(post_id), NotificationKind.POLL, actor_id=facts.author_id, subject_id=post_id)
    store({facts.author_id: NotificationKind.POLL}, actor_id=facts.author_id, subject_id=post_id)


def _forget_post(*, post_id: int) -> None:
    _delete(Notification.objects.filter(subject_id=post_id, kind__in=WITH_POSTS))


def _forget_account(*, account_id: int) -> None:
    _delete(Notification.objects.filter(Q(account_id=account_id) | Q(actor_id=account_id)))


def _delete(rows: QuerySet[Notification]) -> None:
    more = True
    while more:
        with atomic_write():
            ids = list(rows.values_list("id", flat=True)[:BATCH])
            Notification.objects.filter(id__in=ids).delete()
            more = len(ids) == BATCH


jobs.register(PUBLISHED, _published)
jobs.register(POLL_ENDED, _poll_ended)
jobs.register(FORGET_POST, _forget_post)
jobs.register(FORGET_ACCOUNT, _forget_account)
