"""What a person is told: which rows -> everything about them, in bulk -> rules -> views."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.apps import api as apps
from folkmoot.domains.graph import api as graph
from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import Removal
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notifications import policy
from folkmoot.domains.notifications.grouping import TOLD_TOGETHER, collapse
from folkmoot.domains.notifications.kinds import FOR_STAFF, WITH_POSTS, WITH_REPORTS, NotificationKind
from folkmoot.domains.notifications.models import Notification
from folkmoot.domains.notifications.types import NotificationGroup, NotificationView
from folkmoot.domains.posts import api as posts
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.pages import Page, PageRequest, page_ids
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer

TIMELINE = "notifications"
MOST_UNREAD = 100
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
    staff: bool
    """The reader is a moderator or operator; asked only where there is news for them."""
    removals: Mapping[int, Removal]


def notifications_of(
    viewer: Viewer,
    page: PageRequest,
    *,
    kinds: Collection[NotificationKind] | None = None,
    exclude: Collection[NotificationKind] | None = None,
    from_account: int | None = None,
    aside: bool = False,
) -> Page[NotificationView]:
    """What the viewer is told, newest first, of the wanted kinds only, and of one account where it is named.

    `aside`: also what waits in requests, which is always there where an account is named.

    What can no longer be shown is left out, so a page may be short or even empty before the end: the end is where
    `next_max_id` is None.
    """
    wanted = policy.kinds_wanted(kinds, exclude)
    rows = Notification.objects.filter(account_id=viewer.require_account())
    rows = rows.filter(kind__in=wanted) if len(wanted) < len(NotificationKind) else rows
    if from_account is not None:
        rows = rows.filter(actor_id=from_account)
    elif not aside:
        rows = rows.filter(filtered=False)
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
    from_account: int | None = None,
    aside: bool = False,
    together: Collection[NotificationKind] = TOLD_TOGETHER,
) -> Page[NotificationGroup]:
    """The same with those of the kinds `together` (follows, sign-ups, and favourites and boosts of the same post) told
    together; a page is of so many groups.
    """
    wider = page if page.upwards else replace(page, limit=min(page.limit * _ROWS_PER_GROUP, _MOST_ROWS))
    found = notifications_of(viewer, wider, kinds=kinds, exclude=exclude, from_account=from_account, aside=aside)
    groups, last = collapse(found.items, None if page.upwards else page.limit, together)
    return Page(groups, found.next_max_id if last is None else last, found.prev_min_id)


def unread_count(viewer: Viewer) -> int:
    """How many notifications the viewer may see and has not read, up to `MOST_UNREAD`; 0 for nobody."""
    if viewer.account_id is None:
        return 0
    rows = Notification.objects.filter(
        account_id=viewer.account_id, filtered=False, id__gt=_last_read(viewer)
    ).order_by("-id")
    found = list(rows[:MOST_UNREAD])
    if not found:
        return 0
    loaded = _load(viewer, found)
    return sum(_may_be_shown(loaded, row) for row in found)


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
    reports = integrity.report_views(_subjects(rows, WITH_REPORTS))
    named = {*actors, *_subjects(rows, {NotificationKind.GROUP_ASKED}), *(one.responsible for one in reports.values())}
    return _Loaded(
        last_read_id=_last_read(viewer),
        accounts=accounts.accounts_by_ids(named),
        silent=graph.silenced_by(account_id, actors - {account_id}) | _withheld(actors - {account_id}),
        posts={post.id: post for post in shown if post.gap is None},
        decisions=integrity.decision_views(_subjects(rows, {NotificationKind.DECISION})),
        reports=reports,
        staff=any(row.kind in FOR_STAFF for row in rows) and account_id in accounts.roles_of([account_id]),
        removals=groups.removals_told(_subjects(rows, {NotificationKind.GROUP_REMOVED})),
    )


def _may_be_shown(loaded: _Loaded, row: Notification) -> bool:
    without_actor: dict[str, Container[int]] = {
        NotificationKind.DECISION: loaded.decisions,
        NotificationKind.REPORT_ANSWERED: loaded.reports,
        NotificationKind.NOTE: loaded.posts,
    }
    if row.kind in without_actor:
        return row.subject_id in without_actor[row.kind]
    actor = loaded.accounts.get(row.actor_id)
    if actor is None or actor.erased or row.actor_id in loaded.silent:
        return False
    if row.kind in FOR_STAFF:
        return loaded.staff and (row.kind != NotificationKind.REPORT or _names_somebody(loaded, row.subject_id))
    if row.kind == NotificationKind.QUOTED_UPDATE:
        return _still_quotes(loaded.posts.get(row.subject_id))
    return row.kind not in WITH_POSTS or row.subject_id in loaded.posts


def _names_somebody(loaded: _Loaded, report_id: int) -> bool:
    report = loaded.reports.get(report_id)
    return report is not None and report.responsible in loaded.accounts


def _still_quotes(post: posts.PostView | None) -> bool:
    """Whether the reader may see what their post quotes."""
    return post is not None and post.quote is not None and post.quote.gap is None


def _present(loaded: _Loaded, row: Notification) -> NotificationView:
    kind = NotificationKind(row.kind)
    report = loaded.reports[row.subject_id] if kind in WITH_REPORTS else None
    return NotificationView(
        id=row.id,
        kind=kind,
        created_at=time_of(row.id),
        unread=row.id > loaded.last_read_id,
        actor=loaded.accounts.get(row.actor_id),
        post=loaded.posts[row.subject_id] if kind in WITH_POSTS else None,
        decision=loaded.decisions[row.subject_id] if kind is NotificationKind.DECISION else None,
        report=report,
        group=loaded.accounts.get(row.subject_id) if kind is NotificationKind.GROUP_ASKED else None,
        reason=loaded.removals[row.subject_id].reason if row.subject_id in loaded.removals else "",
        reported=loaded.accounts[report.responsible] if report and kind is NotificationKind.REPORT else None,
    )


def _subjects(rows: Iterable[Notification], kinds: Collection[NotificationKind]) -> list[int]:
    return [row.subject_id for row in rows if row.kind in kinds]


def _withheld(account_ids: Collection[int]) -> frozenset[int]:
    treatments = integrity.treatments_for([account_ref(one) for one in account_ids]) if account_ids else {}
    return frozenset(ref.id for ref, found in treatments.items() if found.is_withheld)


def _last_read(viewer: Viewer) -> int:
    return max((marker.last_read_id for marker in apps.markers(viewer, [TIMELINE])), default=0)
