"""What becomes of an event to which somebody goes; connected in wiring."""

from collections.abc import Collection

from folkmoot.domains.notifications.kinds import OF_EVENTS, NotificationKind
from folkmoot.domains.notifications.models import Notification
from folkmoot.domains.notifications.telling import store
from folkmoot.infra.writes import atomic_write


def on_event(kind: NotificationKind, *, account_ids: Collection[int], organiser_id: int, post_id: int) -> None:
    """Tell these people; what they were told of the same event before is old, and gives way."""
    with atomic_write():
        Notification.objects.filter(account_id__in=account_ids, subject_id=post_id, kind__in=OF_EVENTS).delete()
        store(dict.fromkeys(account_ids, kind), actor_id=organiser_id, subject_id=post_id)
