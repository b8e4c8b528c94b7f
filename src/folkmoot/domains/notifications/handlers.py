"""What happens elsewhere and concerns somebody: one subscriber for each event, connected in wiring."""

from collections.abc import Sequence

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountErased
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notifications import jobs as work
from folkmoot.domains.notifications.kinds import NotificationKind
from folkmoot.domains.notifications.models import Notification, NotificationRequest
from folkmoot.domains.notifications.telling import store, tell
from folkmoot.domains.posts import api as posts
from folkmoot.infra.jobs import api as jobs


def on_followed(event: graph.Followed) -> None:
    tell([event.followee_id], NotificationKind.FOLLOW, actor_id=event.follower_id)


def on_follow_requested(event: graph.FollowRequested) -> None:
    tell([event.followee_id], NotificationKind.FOLLOW_REQUEST, actor_id=event.follower_id)


def on_request_ended(event: graph.FollowAccepted | graph.FollowRejected | graph.RequestWithdrawn) -> None:
    """A request that has been answered or taken back is no news any more."""
    Notification.objects.filter(
        account_id=event.followee_id,
        kind=NotificationKind.FOLLOW_REQUEST,
        actor_id=event.follower_id,
    ).delete()


def on_blocked(event: graph.Blocked) -> None:
    """Nothing that the blocked account did is left among what the blocker is told."""
    Notification.objects.filter(account_id=event.blocker_id, actor_id=event.blocked_id).delete()
    NotificationRequest.objects.filter(account_id=event.blocker_id, actor_id=event.blocked_id).delete()


def on_published(event: posts.PostPublished) -> None:
    jobs.enqueue(work.PUBLISHED, post_id=event.post_id)


def on_published_together(events: Sequence[posts.PostPublished]) -> None:
    jobs.enqueue_many(work.PUBLISHED, [{"post_id": event.post_id} for event in events])


def on_boosted(event: posts.PostBoosted) -> None:
    tell([event.author_id], NotificationKind.BOOST, actor_id=event.booster_id, subject_id=event.post_id)


def on_unboosted(event: posts.PostUnboosted) -> None:
    Notification.objects.filter(
        subject_id=event.post_id,
        kind=NotificationKind.BOOST,
        actor_id=event.booster_id,
    ).delete()


def on_favourited(event: posts.PostFavourited) -> None:
    tell([event.author_id], NotificationKind.FAVOURITE, actor_id=event.account_id, subject_id=event.post_id)


def on_unfavourited(event: posts.PostUnfavourited) -> None:
    Notification.objects.filter(
        subject_id=event.post_id,
        kind=NotificationKind.FAVOURITE,
        actor_id=event.account_id,
    ).delete()


def on_edited(event: posts.PostEdited) -> None:
    """Whom the author names only now is told; whom the post named before is not told again."""
    tell(event.mentioned_ids, NotificationKind.MENTION, actor_id=event.author_id, subject_id=event.post_id)
    jobs.enqueue(work.EDITED, post_id=event.post_id)


def on_poll_ended(event: posts.PollEnded) -> None:
    jobs.enqueue(work.POLL_ENDED, post_id=event.post_id)


def on_deleted(event: posts.PostDeleted) -> None:
    jobs.enqueue(work.FORGET_POST, post_id=event.post_id)


def on_decision(
    event: integrity.DecisionMade
    | integrity.DecisionUndone
    | integrity.DecisionExpired
    | integrity.AppealReplied
    | integrity.AppealDecided,
) -> None:
    """Tell the account concerned, and of a page those who manage it: nobody signs in as a page.

    When the decision is undone or runs out, or its appeal is answered or decided, that is told anew, in place of the
    news before.
    """
    decision = integrity.decision_views([event.decision_id]).get(event.decision_id)
    if decision is None:
        return
    Notification.objects.filter(subject_id=decision.id, kind=NotificationKind.DECISION).delete()
    concerned = [decision.responsible, *(person.id for person in accounts.managers_of(decision.responsible))]
    store(dict.fromkeys(concerned, NotificationKind.DECISION), subject_id=decision.id)


def on_report_answered(event: integrity.ReportAnswered) -> None:
    report = integrity.report_views([event.report_id]).get(event.report_id)
    if report is not None:
        store({report.reporter: NotificationKind.REPORT_ANSWERED}, subject_id=report.id)


def on_note_shown(*, post_id: int) -> None:
    """Tell the author that members' context stands under their post; of a page, those who manage it."""
    facts = posts.notice_facts(post_id)
    if facts is not None:
        concerned = [facts.author_id, *(person.id for person in accounts.managers_of(facts.author_id))]
        store(dict.fromkeys(concerned, NotificationKind.NOTE), subject_id=post_id)


def on_account_erased(event: AccountErased) -> None:
    jobs.enqueue(work.FORGET_ACCOUNT, account_id=event.account_id)
