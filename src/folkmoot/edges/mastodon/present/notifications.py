"""What a person is told, in Mastodon's words where it has one."""

from collections.abc import Mapping, Sequence
from typing import Any

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import AppealBrief, DecisionView, Outcome, Treatment
from folkmoot.domains.notifications.api import NotificationGroup, NotificationKind, NotificationView, group_key, key_of
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import misc, statuses
from folkmoot.edges.mastodon.wire import notifications as wire
from folkmoot.edges.mastodon.wire.accounts import Account
from folkmoot.edges.mastodon.wire.base import UNSET, Optional, moment
from folkmoot.edges.mastodon.wire.misc import Report
from folkmoot.edges.mastodon.wire.statuses import Status
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.refs import SubjectKind
from folkmoot.kernel.viewer import Viewer

TYPES = {
    NotificationKind.MENTION: "mention",
    NotificationKind.REPLY: "mention",
    NotificationKind.QUOTE: "quote",
    NotificationKind.POST: "status",
    NotificationKind.BOOST: "reblog",
    NotificationKind.FAVOURITE: "favourite",
    NotificationKind.POLL: "poll",
    NotificationKind.FOLLOW: "follow",
    NotificationKind.FOLLOW_REQUEST: "follow_request",
    NotificationKind.DECISION: "moderation_warning",
    NotificationKind.REPORT_ANSWERED: "folkmoot.report_answered",
    NotificationKind.NOTE: "folkmoot.note",
    NotificationKind.GROUP_ASKED: "folkmoot.group_asked",
    NotificationKind.GROUP_ACCEPTED: "folkmoot.group_accepted",
    NotificationKind.GROUP_INVITED: "folkmoot.group_invited",
    NotificationKind.GROUP_ROLE: "folkmoot.group_role",
    NotificationKind.GROUP_REMOVED: "folkmoot.group_removed",
    NotificationKind.EVENT_CHANGED: "folkmoot.event_changed",
    NotificationKind.EVENT_CANCELLED: "folkmoot.event_cancelled",
    NotificationKind.EVENT_REMINDER: "folkmoot.event_reminder",
    NotificationKind.UPDATE: "update",
    NotificationKind.QUOTED_UPDATE: "quoted_update",
    NotificationKind.SIGN_UP: "admin.sign_up",
    NotificationKind.REPORT: "admin.report",
}
_SAMPLE = 8
_ACTIONS = {
    Treatment.REMOVE: "delete_statuses",
    Treatment.HOLD: "delete_statuses",
    Treatment.REDUCE: "none",
    Treatment.INFORM: "mark_statuses_as_sensitive",
    Treatment.WITHHOLD: "none",
    Treatment.RESTRICT: "silence",
    Treatment.NONE: "none",
}
STATES: Mapping[Outcome | None, str] = {
    None: "pending",
    Outcome.UPHOLD: "rejected",
    Outcome.AMEND: "approved",
    Outcome.OVERTURN: "approved",
    Outcome.CLOSED: "rejected",
}
_NONE: Mapping[int, str] = {}


def kinds_of(types: Sequence[str]) -> set[NotificationKind]:
    """The kinds behind Mastodon's types."""
    return {kind for kind, name in TYPES.items() if name in types}


def many(viewer: Viewer, views: Sequence[NotificationView]) -> list[wire.Notification]:
    """In their order; where moderators acted, the account is the reader's own, as no name is told."""
    own = accounts.accounts_by_ids([viewer.require_account()])
    authors = people.by_id([*own.values(), *_named(views)])
    about = [view.post for view in views if view.post is not None]
    posts = dict(zip((post.id for post in about), statuses.many(viewer, about), strict=True))
    reader = authors[viewer.require_account()]
    texts = _appeal_texts(viewer, views)
    return [
        notification(view, _actor(view.actor, authors) or reader, reader, posts, texts, report=_report(view, authors))
        for view in views
    ]


def grouped(viewer: Viewer, groups: Sequence[NotificationGroup], *, brief: bool = False) -> wire.GroupedNotifications:
    """Each person and each post once, the groups by their ids. `brief`: of all but the newest of each group only what
    their pictures need.
    """
    reader_id = viewer.require_account()
    told = [view for group in groups for view in group.notifications]
    own = accounts.accounts_by_ids([reader_id])
    known = people.by_id([*own.values(), *_named(told)])
    about = {view.post.id: view.post for view in told if view.post is not None}
    texts = _appeal_texts(viewer, told)
    shown = [group_of(group, known[reader_id], texts, report=_report(group.newest, known)) for group in groups]
    wanted = {account_id for group in shown for account_id in group.sample_account_ids}
    full = {account_id for group in shown for account_id in group.sample_account_ids[: 1 if brief else _SAMPLE]}
    return wire.GroupedNotifications(
        accounts=[account for account in known.values() if account.id in full],
        statuses=statuses.many(viewer, about.values()),
        notification_groups=shown,
        partial_accounts=[partial(one) for one in known.values() if one.id in wanted - full] if brief else UNSET,
    )


def partial(account: Account) -> wire.PartialAccount:
    return wire.PartialAccount(
        id=account.id,
        acct=account.acct,
        url=account.url,
        avatar=account.avatar,
        avatar_static=account.avatar_static,
        locked=account.locked,
        bot=account.bot,
    )


def group_of(
    group: NotificationGroup, reader: Account, texts: Mapping[int, str] = _NONE, *, report: Report | Optional = UNSET
) -> wire.NotificationGroup:
    newest, oldest = group.notifications[0], group.notifications[-1]
    actors = [str(actor.id) for actor in group.actors[:_SAMPLE]] or [reader.id]
    return wire.NotificationGroup(
        group_key=group.key,
        notifications_count=len(group.notifications),
        type=TYPES[group.kind],
        most_recent_notification_id=newest.id,
        page_min_id=str(oldest.id),
        page_max_id=str(newest.id),
        latest_page_notification_at=moment(newest.created_at),
        sample_account_ids=actors,
        status_id=str(newest.post.id) if newest.post is not None else UNSET,
        report=report,
        moderation_warning=_warning(newest.decision, reader, texts) if newest.decision is not None else UNSET,
        folkmoot=_folkmoot(newest),
    )


def _named(views: Sequence[NotificationView]) -> list[AccountView]:
    """Who did it, and whom the reports among it are about."""
    return [one for view in views for one in (view.actor, view.reported) if one is not None]


def _report(view: NotificationView, known: Mapping[int, Account]) -> Report | Optional:
    if view.report is None or view.reported is None:
        return UNSET
    return misc.report(view.report, known[view.reported.id])


def _actor(actor: AccountView | None, authors: dict[int, Account]) -> Account | None:
    return authors[actor.id] if actor is not None else None


def notification(
    view: NotificationView,
    account: Account,
    reader: Account,
    posts: dict[int, Status],
    texts: Mapping[int, str] = _NONE,
    *,
    report: Report | Optional = UNSET,
) -> wire.Notification:
    return wire.Notification(
        id=str(view.id),
        type=TYPES[view.kind],
        group_key=group_key(view),
        created_at=moment(view.created_at),
        account=account,
        status=posts[view.post.id] if view.post is not None else UNSET,
        report=report,
        moderation_warning=_warning(view.decision, reader, texts) if view.decision is not None else UNSET,
        folkmoot=_folkmoot(view),
    )


def about_account(
    notification_id: int, kind: NotificationKind, *, unread: bool, post_id: int | None, account: Any, status: Any
) -> wire.Notification:
    """One of a kind that tells of nothing but an account and perhaps a post, which may be encoded already."""
    return wire.Notification(
        id=str(notification_id),
        type=TYPES[kind],
        group_key=key_of(kind, notification_id, post_id),
        created_at=moment(time_of(notification_id)),
        account=account,
        status=status,
        folkmoot=wire.FolkmootNotification(kind=kind.value, unread=unread, decision_id=None, report_id=None, text=""),
    )


def _warning(decision: DecisionView, reader: Account, texts: Mapping[int, str]) -> wire.AccountWarning:
    on_post = decision.ref.kind is SubjectKind.POST
    return wire.AccountWarning(
        id=str(decision.id),
        action=_ACTIONS[decision.treatment],
        text=f"{decision.clause_title}: {decision.reason}",
        status_ids=[str(decision.ref.id)] if on_post else None,
        target_account=reader,
        appeal=_appeal(decision.appeal, texts) if decision.appeal else None,
        created_at=moment(decision.created_at),
    )


def _appeal(appeal: AppealBrief, texts: Mapping[int, str]) -> wire.Appeal:
    return wire.Appeal(text=texts.get(appeal.id, ""), state=STATES[appeal.outcome])


def _appeal_texts(viewer: Viewer, views: Sequence[NotificationView]) -> dict[int, str]:
    """What the reader wrote in appeals of the decisions that they are told of."""
    appealed = [view.decision.appeal for view in views if view.decision is not None]
    return integrity.appeal_texts(viewer, [one.id for one in appealed if one is not None])


def _folkmoot(view: NotificationView) -> wire.FolkmootNotification:
    told = view.reason
    if view.decision is not None:
        told = view.decision.reason
    if view.report is not None and view.reported is None:
        told = view.report.outcome
    return wire.FolkmootNotification(
        kind=view.kind.value,
        unread=view.unread,
        decision_id=str(view.decision.id) if view.decision is not None else None,
        report_id=str(view.report.id) if view.report is not None else None,
        text=told,
    )
