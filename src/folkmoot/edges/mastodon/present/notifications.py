"""What a person is told, in Mastodon's words where it has one."""

from collections.abc import Mapping, Sequence

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import AppealBrief, DecisionView, Outcome, Treatment
from folkmoot.domains.notifications.api import NotificationGroup, NotificationKind, NotificationView
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import statuses
from folkmoot.edges.mastodon.wire import notifications as wire
from folkmoot.edges.mastodon.wire.accounts import Account
from folkmoot.edges.mastodon.wire.base import UNSET, moment
from folkmoot.edges.mastodon.wire.statuses import Status
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
_STATES: Mapping[Outcome | None, str] = {
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
    authors = people.by_id([*own.values(), *(view.actor for view in views if view.actor is not None)])
    about = [view.post for view in views if view.post is not None]
    posts = dict(zip((post.id for post in about), statuses.many(viewer, about), strict=True))
    reader = authors[viewer.require_account()]
    texts = _appeal_texts(viewer, views)
    return [notification(view, _actor(view.actor, authors) or reader, reader, posts, texts) for view in views]


def grouped(viewer: Viewer, groups: Sequence[NotificationGroup]) -> wire.GroupedNotifications:
    """Each person and each post once, the groups by their ids."""
    reader_id = viewer.require_account()
    told = [view for group in groups for view in group.notifications]
    own = accounts.accounts_by_ids([reader_id])
    known = people.by_id([*own.values(), *(view.actor for view in told if view.actor is not None)])
    about = {view.post.id: view.post for view in told if view.post is not None}
    texts = _appeal_texts(viewer, told)
    shown = [group_of(group, known[reader_id], texts) for group in groups]
    wanted = {account_id for group in shown for account_id in group.sample_account_ids}
    return wire.GroupedNotifications(
        accounts=[account for account in known.values() if account.id in wanted],
        statuses=statuses.many(viewer, about.values()),
        notification_groups=shown,
    )


def group_of(group: NotificationGroup, reader: Account, texts: Mapping[int, str] = _NONE) -> wire.NotificationGroup:
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
        moderation_warning=_warning(newest.decision, reader, texts) if newest.decision is not None else UNSET,
        folkmoot=_folkmoot(newest),
    )


def _actor(actor: AccountView | None, authors: dict[int, Account]) -> Account | None:
    return authors[actor.id] if actor is not None else None


def notification(
    view: NotificationView,
    account: Account,
    reader: Account,
    posts: dict[int, Status],
    texts: Mapping[int, str] = _NONE,
) -> wire.Notification:
    return wire.Notification(
        id=str(view.id),
        type=TYPES[view.kind],
        group_key=f"ungrouped-{view.id}",
        created_at=moment(view.created_at),
        account=account,
        status=posts[view.post.id] if view.post is not None else UNSET,
        moderation_warning=_warning(view.decision, reader, texts) if view.decision is not None else UNSET,
        folkmoot=_folkmoot(view),
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
    return wire.Appeal(text=texts.get(appeal.id, ""), state=_STATES[appeal.outcome])


def _appeal_texts(viewer: Viewer, views: Sequence[NotificationView]) -> dict[int, str]:
    """What the reader wrote in appeals of the decisions that they are told of."""
    appealed = [view.decision.appeal for view in views if view.decision is not None]
    return integrity.appeal_texts(viewer, [one.id for one in appealed if one is not None])


def _folkmoot(view: NotificationView) -> wire.FolkmootNotification:
    told = ""
    if view.decision is not None:
        told = view.decision.reason
    if view.report is not None:
        told = view.report.outcome
    return wire.FolkmootNotification(
        kind=view.kind.value,
        unread=view.unread,
        decision_id=str(view.decision.id) if view.decision is not None else None,
        report_id=str(view.report.id) if view.report is not None else None,
        text=told,
    )
