"""What somebody chose, and what waits aside."""

from collections.abc import Collection, Sequence

from django.db.models import Count

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.notifications.kinds import WITH_POSTS
from folkmoot.domains.notifications.models import Notification
from folkmoot.domains.notifications.models import NotificationPolicy as PolicyRow
from folkmoot.domains.notifications.models import NotificationRequest as RequestRow
from folkmoot.domains.notifications.screening.rules import DEFAULT_POLICY, Choice, Policy
from folkmoot.domains.notifications.types import NotificationRequest, Waiting
from folkmoot.domains.posts import api as posts
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.pages import Page, PageRequest, page_ids
from folkmoot.kernel.viewer import Viewer


def policy(viewer: Viewer) -> Policy:
    """What the viewer chose; everything is accepted until then. Raises NotSignedIn."""
    row = PolicyRow.objects.filter(account_id=viewer.require_account()).first()
    return policy_of_row(row) if row else DEFAULT_POLICY


def policy_of_row(row: PolicyRow) -> Policy:
    return Policy(
        not_following=Choice(row.not_following),
        not_followers=Choice(row.not_followers),
        new_accounts=Choice(row.new_accounts),
        private_mentions=Choice(row.private_mentions),
        limited_accounts=Choice(row.limited_accounts),
    )


def waiting(viewer: Viewer) -> Waiting:
    """How many accounts and notifications wait aside. Raises NotSignedIn."""
    account_id = viewer.require_account()
    aside = Notification.objects.filter(account_id=account_id, filtered=True)
    return Waiting(RequestRow.objects.filter(account_id=account_id).count(), aside.count())


def requests(viewer: Viewer, page: PageRequest) -> Page[NotificationRequest]:
    """What waits aside, an account at a time, the newest request first; walked by the id of the request."""
    rows = RequestRow.objects.filter(account_id=viewer.require_account())
    if page.max_id is not None:
        rows = rows.filter(id__lt=page.max_id)
    if page.floor is not None:
        rows = rows.filter(id__gt=page.floor)
    found = {row.id: row for row in rows.order_by("id" if page.upwards else "-id")[: page.limit + 1]}
    ids = page_ids(list(found), page)
    return Page(_views(viewer, [found[one] for one in ids.items]), ids.next_max_id, ids.prev_min_id)


def request(viewer: Viewer, request_id: int) -> NotificationRequest:
    """One of the viewer's. Raises NotFound."""
    found = _views(viewer, RequestRow.objects.filter(id=request_id, account_id=viewer.require_account()))
    if not found:
        raise NotFound("no such request")
    return found[0]


def _views(viewer: Viewer, rows: Collection[RequestRow]) -> tuple[NotificationRequest, ...]:
    kept = list(rows)
    if not kept:
        return ()
    actors = accounts.accounts_by_ids([row.actor_id for row in kept])
    aside = Notification.objects.filter(account_id=viewer.require_account(), filtered=True)
    aside = aside.filter(actor_id__in=actors)
    counts = dict(aside.values_list("actor_id").annotate(count=Count("id")).order_by())
    last = _last_posts(viewer, kept)
    return tuple(
        NotificationRequest(
            id=row.id,
            account=actors[row.actor_id],
            count=counts.get(row.actor_id, 0),
            last_post=last.get(row.last_id),
            created_at=time_of(row.id),
            updated_at=time_of(row.last_id),
        )
        for row in kept
        if row.actor_id in actors
    )


def _last_posts(viewer: Viewer, rows: Sequence[RequestRow]) -> dict[int, posts.PostView]:
    newest = Notification.objects.filter(id__in=[row.last_id for row in rows], kind__in=WITH_POSTS)
    subjects = dict(newest.values_list("id", "subject_id"))
    shown = posts.hydrate(viewer, list(dict.fromkeys(subjects.values())), surface=posts.Surface.NOTIFICATION)
    by_id = {post.id: post for post in shown if post.gap is None}
    return {one: by_id[subject] for one, subject in subjects.items() if subject in by_id}
