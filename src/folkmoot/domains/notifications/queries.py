"""What a person is told: which rows -> everything about them, in bulk -> rules -> views."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.apps import api as apps
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notifications import policy
from folkmoot.domains.notifications.grouping import collapse
from folkmoot.domains.notifications.kinds import ABOUT_POSTS, WITH_POSTS, NotificationKind
from folkmoot.domains.notifications.models import Notification
from folkmoot.domains.notifications.types import NotificationGroup, NotificationView
from folkmoot.domains.posts import api as posts
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.pages import Page, PageRequest, page_ids
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer

TIMELINE = "notifications"
_ROWS_PER_GROUP = 4
_MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class _Loaded:
    """All that rules and presentation of some rows need."""

    last_read_id: int
    accounts: Mapping[int, accounts.AccountView]
    silent: frozenset[int]
    posts: Mapping[int, posts.PostView]
    decisions: Mapping[int, integrity.DecisionView]
    reports: Mapping[int, integrity.ReportView]


def notifications_of(
    viewer: Viewer,
    page: PageRequest,
    *,
    kinds: Collection[NotificationKind] | None = None,
    exclude: Collection[NotificationKind] | None = None,
) -> Page[NotificationView]:
    """What the viewer is told, newest first, of the wanted kinds only.

    What can no longer be shown is left out, so a page may be short or even empty before the end: the end is where
    `next_max_id` is None.
    """
    wanted = policy.kinds_wanted(kinds, exclude)
    rows = Notification.objects.filter(account_id=viewer.require_account())
    rows = rows.filter(kind__in=wanted) if len(wanted) < len(NotificationKind) else rows
    if page.max_id is not None:
        rows = rows.filter(id__lt=page.max_id)
    if page.floor is not None:
        rows = rows.filter(id__gt=page.floor)
    found = {row.id: row for row in rows.order_by("id" if page.upwards else "-id")[: page.limit + 1]}
    ids = page_ids(list(found), page)
    return Page(_views(viewer, [found[one] for one in ids.items]), ids.next_max_id, ids.prev_min_id)


def notification(viewer: Viewer, notification_id: int) -> NotificationView:
    """One of the viewer's notifications. Raises NotFound."""
    rows = Notification.objects.filter(id=notification_id, account_id=viewer.require_account())
    views = _views(viewer, list(rows))
    if not views:
        raise NotFound("no such notification")
    return views[0]


def grouped(
    viewer: Viewer,
    page: PageRequest,
    *,
    kinds: Collection[NotificationKind] | None = None,
    exclude: Collection[NotificationKind] | None = None,
) -> Page[NotificationGroup]:
    """The same with follows, and favourites and boosts of the same post, told together; a page is of so many groups."""
    wider = page if page.upwards else replace(page, limit=min(page.limit * _ROWS_PER_GROUP, _MOST_ROWS))
    found = notifications_of(viewer, wider, kinds=kinds, exclude=exclude)
    groups, last = collapse(found.items, None if page.upwards else page.limit)
    return Page(groups, found.next_max_id if last is None else last, found.prev_min_id)


def unread_count(viewer: Viewer) -> int:
    """How many notifications came after the one up to which the viewer has read; 0 for nobody."""
    if viewer.account_id is None:
        return 0
    return Notification.objects.filter(account_id=viewer.account_id, id__gt=_last_read(viewer)).count()


def _views(viewer: Viewer, rows: Sequence[Notification]) -> tuple[NotificationView, ...]:
    if not rows:
        return ()
    loaded = _load(viewer, rows)
    return tuple(_present(loaded, row) for row in rows if _may_be_shown(loaded, row))


def _load(viewer: Viewer, rows: Sequence[Notification]) -> _Loaded:
    actors = {row.actor_id for row in rows if row.actor_id}
    account_id = viewer.require_account()
    post_ids = list(dict.fromkeys(_subjects(rows, WITH_POSTS)))
    shown = posts.hydrate(viewer, post_ids, surface=posts.Surface.NOTIFICATION)
    return _Loaded(
        last_read_id=_last_read(viewer),
        accounts=accounts.accounts_by_ids(actors),
        silent=graph.silenced_by(account_id, actors - {account_id}) | _withheld(actors - {account_id}),
        posts={post.id: post for post in shown if post.gap is None},
        decisions=integrity.decision_views(_subjects(rows, {NotificationKind.DECISION})),
        reports=integrity.report_views(_subjects(rows, {NotificationKind.REPORT_ANSWERED})),
    )


def _may_be_shown(loaded: _Loaded, row: Notification) -> bool:
    if row.kind == NotificationKind.DECISION:
        return row.subject_id in loaded.decisions
    if row.kind == NotificationKind.REPORT_ANSWERED:
        return row.subject_id in loaded.reports
    if row.kind == NotificationKind.NOTE:
        return row.subject_id in loaded.posts
    actor = loaded.accounts.get(row.actor_id)
    if actor is None or actor.erased or row.actor_id in loaded.silent:
        return False
    return row.kind not in ABOUT_POSTS or row.subject_id in loaded.posts


def _present(loaded: _Loaded, row: Notification) -> NotificationView:
    kind = NotificationKind(row.kind)
    return NotificationView(
        id=row.id,
        kind=kind,
        created_at=time_of(row.id),
        unread=row.id > loaded.last_read_id,
        actor=loaded.accounts.get(row.actor_id),
        post=loaded.posts[row.subject_id] if kind in WITH_POSTS else None,
        decision=loaded.decisions[row.subject_id] if kind is NotificationKind.DECISION else None,
        report=loaded.reports[row.subject_id] if kind is NotificationKind.REPORT_ANSWERED else None,
    )


def _subjects(rows: Iterable[Notification], kinds: Collection[NotificationKind]) -> list[int]:
    return [row.subject_id for row in rows if row.kind in kinds]


def _withheld(account_ids: Collection[int]) -> frozenset[int]:
    treatments = integrity.treatments_for([account_ref(one) for one in account_ids]) if account_ids else {}
    return frozenset(ref.id for ref, found in treatments.items() if found.is_withheld)


def _last_read(viewer: Viewer) -> int:
    return max((marker.last_read_id for marker in apps.markers(viewer, [TIMELINE])), default=0)
