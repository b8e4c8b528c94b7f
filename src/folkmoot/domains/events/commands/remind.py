"""Remind people the day before."""

from folkmoot.domains.events.events import EventNear
from folkmoot.domains.events.models import Event
from folkmoot.domains.events.policy import REMINDED_BEFORE
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock

_BATCH = 500


def remind() -> int:
    """Announce the events that begin within a day, each once for each time that it was given; returns how many."""
    now = clock.now()
    with atomic_write():
        near = Event.objects.filter(reminded_at=None, cancelled_at=None, starts_at__lte=now + REMINDED_BEFORE)
        rows = near.exclude(post_id=None).filter(starts_at__gt=now).order_by("starts_at", "id")
        ids = list(rows.select_for_update().values_list("id", flat=True)[:_BATCH])
        Event.objects.filter(id__in=ids).update(reminded_at=now)
        for event_id in ids:
            publish(EventNear(event_id))
    return len(ids)
