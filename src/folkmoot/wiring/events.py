"""Who listens to events, the people's kind: erasure, and what those who go are told."""

from collections.abc import Collection
from datetime import timedelta

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.events import api as events
from folkmoot.domains.events.api import Answer
from folkmoot.domains.groups import api as groups
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.notifications.api import NotificationKind
from folkmoot.infra import worker
from folkmoot.infra.outbox.api import subscribe

_COMING = (Answer.GOING, Answer.MAYBE)


def connect() -> None:
    subscribe(accounts.AccountErased, "events.erase", events.erase)
    subscribe(groups.GroupMemberLeft, "events.member_left", events.take_back_answers)
    subscribe(groups.GroupMemberRemoved, "events.member_removed", events.take_back_answers)
    subscribe(events.EventMoved, "notifications.event_changed", _tell_of_change)
    subscribe(events.EventCancelled, "notifications.event_cancelled", _tell_of_end)
    subscribe(events.EventNear, "notifications.event_reminder", _remind)
    worker.every(timedelta(minutes=10), "events.remind", _remind_due)


def _tell_of_change(event: events.EventMoved) -> None:
    _tell(event.event_id, NotificationKind.EVENT_CHANGED, _COMING)


def _tell_of_end(event: events.EventCancelled) -> None:
    _tell(event.event_id, NotificationKind.EVENT_CANCELLED, _COMING)


def _remind(event: events.EventNear) -> None:
    _tell(event.event_id, NotificationKind.EVENT_REMINDER, (Answer.GOING,))


def _tell(event_id: int, kind: NotificationKind, answers: Collection[Answer]) -> None:
    found = events.told(event_id, answers)
    if found is not None and found.account_ids:
        notifications.on_event(
            kind, account_ids=found.account_ids, organiser_id=found.organiser_id, post_id=found.post_id
        )


def _remind_due() -> None:
    events.remind()
