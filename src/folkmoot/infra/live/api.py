"""Say which events are carried; read them in order."""

from dataclasses import dataclass
from datetime import timedelta

import msgspec

from folkmoot.infra.live.models import LiveEvent, LiveHead
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.outbox.api import Event, Published
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock

KEPT = timedelta(minutes=10)
"""How far back somebody who comes again may go on reading."""

MOST = 1_000
"""How many events such a reader gets at most, the newest."""

_HEAD = 1
_carried: dict[str, type[Event]] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """An event at its place in the log."""

    place: int
    event: Event


def carry(*events: type[Event]) -> None:
    """Have events of these types copied into the log. Saying it again changes nothing."""
    _carried.update((event.kind, event) for event in events)
    outbox.tap(_append)


def newest() -> int:
    """The last place that was given; 0 before the first."""
    return LiveHead.objects.filter(id=_HEAD).values_list("last", flat=True).first() or 0


def after(place: int, limit: int = 200) -> tuple[Entry, ...]:
    """The entries behind a place, in their order."""
    return tuple(map(_entry, LiveEvent.objects.filter(place__gt=place).order_by("place")[:limit]))


def missed(place: int, *, upto: int) -> tuple[Entry, ...]:
    """What stands behind `place` up to `upto` and is not older than `KEPT`: the newest `MOST`, in their order."""
    since = clock.now() - KEPT
    rows = LiveEvent.objects.filter(place__gt=place, place__lte=upto, carried_at__gte=since).order_by("-place")[:MOST]
    return tuple(map(_entry, reversed(rows)))


def sweep() -> None:
    """Forget what nobody may go back to any more."""
    old = LiveEvent.objects.filter(carried_at__lt=clock.now() - KEPT - timedelta(minutes=5))
    if old.exists():
        with atomic_write():
            old.delete()


def _entry(row: LiveEvent) -> Entry:
    return Entry(row.place, msgspec.json.decode(bytes(row.body), type=_carried[row.kind]))


def _append(published: list[Published]) -> None:
    """In the dispatcher's transaction. Two dispatchers may have taken the same events: the second finds them here."""
    wanted = [event for event in published if event.kind in _carried]
    if not wanted:
        return
    LiveHead.objects.get_or_create(id=_HEAD)
    head = LiveHead.objects.select_for_update().get(id=_HEAD)
    known = set(LiveEvent.objects.filter(event_id__in=[one.id for one in wanted]).values_list("event_id", flat=True))
    fresh = [event for event in wanted if event.id not in known]
    now = clock.now()
    LiveEvent.objects.bulk_create(
        LiveEvent(place=place, event_id=event.id, kind=event.kind, body=event.body, carried_at=now)
        for place, event in enumerate(fresh, start=head.last + 1)
    )
    LiveHead.objects.filter(id=_HEAD).update(last=head.last + len(fresh))
