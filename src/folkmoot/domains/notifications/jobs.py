"""What takes longer than a subscriber may: many readers, many rows."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from folkmoot.domains.graph import api as graph
from folkmoot.domains.notifications import policy
from folkmoot.domains.notifications.kinds import WITH_POSTS, NotificationKind
from folkmoot.domains.notifications.models import (
    Notification,
    NotificationPermission,
    NotificationPolicy,
    NotificationRequest,
)
from folkmoot.domains.notifications.telling import store, tell, tell_each
from folkmoot.domains.posts import api as posts
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.jobs.together import register_together
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.viewer import Viewer

BATCH = 500

PUBLISHED = "notifications.published"
POLL_ENDED = "notifications.poll_ended"
EDITED = "notifications.edited"
FORGET_POST = "notifications.forget_post"
FORGET_ACCOUNT = "notifications.forget_account"


def _published(*, post_id: int) -> None:
    _tell_of([post_id])


def _published_together(found: list[dict[str, int]]) -> None:
    _tell_of([one["post_id"] for one in found])


def _tell_of(post_ids: Sequence[int]) -> None:
    """Tell those whom new posts concern, then those who asked to be told of their authors' posts."""
    known = posts.notices(post_ids)
    awaited = graph.with_subscribers({facts.author_id for facts in known.values()})
    for post_id in sorted(known):
        _tell(known[post_id], subscribed=known[post_id].author_id in awaited)


def _tell(facts: posts.NoticeFacts, *, subscribed: bool) -> None:
    post_id = facts.post_id
    found = policy.recipients(
        author_id=facts.author_id,
        reply_to_author_id=facts.reply_to_author_id,
        mentioned_ids=facts.mentioned_ids,
        quoted_author_id=facts.quoted_author_id,
    )
    concerned = {one: kind for one, kind in found.items() if one in facts.mentioned_ids or _can_read(one, post_id)}
    tell_each(concerned, actor_id=facts.author_id, subject_id=post_id)
    if subscribed and facts.subscribers_may_hear:
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


def _edited(*, post_id: int) -> None:
    """Tell those who boosted the post, then those who quote it; the news of the edit before gives way."""
    facts = posts.notice_facts(post_id)
    if facts is None:
        return
    after, boosters = 0, posts.boosters(post_id, limit=BATCH)
    while boosters:
        _tell_anew(boosters.values(), NotificationKind.UPDATE, actor_id=facts.author_id, subject_id=post_id)
        after = max(boosters)
        boosters = posts.boosters(post_id, after, BATCH)
    after, quoting = 0, posts.quoting(post_id, limit=BATCH)
    while quoting:
        for quote_id, author_id in quoting.items():
            _tell_anew([author_id], NotificationKind.QUOTED_UPDATE, actor_id=facts.author_id, subject_id=quote_id)
        after = max(quoting)
        quoting = posts.quoting(post_id, after, BATCH)


def _tell_anew(account_ids: Collection[int], kind: NotificationKind, *, actor_id: int, subject_id: int) -> None:
    with atomic_write():
        Notification.objects.filter(account_id__in=list(account_ids), subject_id=subject_id, kind=kind).delete()
        tell(account_ids, kind, actor_id=actor_id, subject_id=subject_id)


def _forget_post(*, post_id: int) -> None:
    _delete(Notification.objects.filter(subject_id=post_id, kind__in=WITH_POSTS))


def _forget_account(*, account_id: int) -> None:
    either = Q(account_id=account_id) | Q(actor_id=account_id)
    for rows in (Notification.objects, NotificationRequest.objects, NotificationPermission.objects):
        _delete(rows.filter(either))
    with atomic_write():
        NotificationPolicy.objects.filter(account_id=account_id).delete()


def _delete(rows: QuerySet[Any]) -> None:
    more = True
    while more:
        with atomic_write():
            ids = list(rows.values_list("id", flat=True)[:BATCH])
            rows.model.objects.filter(id__in=ids).delete()
            more = len(ids) == BATCH


jobs.register(PUBLISHED, _published)
register_together(PUBLISHED, _published_together, most=50)
jobs.register(POLL_ENDED, _poll_ended)
jobs.register(EDITED, _edited)
jobs.register(FORGET_POST, _forget_post)
jobs.register(FORGET_ACCOUNT, _forget_account)
