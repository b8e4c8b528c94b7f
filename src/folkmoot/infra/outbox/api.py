"""Publish an event; say who subscribes."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar, TypeVar

import msgspec
from django.db import connection, transaction

from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.jobs.together import register_together
from folkmoot.infra.metrics.counted import EVENTS
from folkmoot.infra.outbox.models import Consumed, OutboxEvent
from folkmoot.infra.rows import Lookup, delete, insert, new
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import floor_id, new_id


@dataclass(frozen=True, slots=True)
class Event:
    """A fact, in ids only. A subclass sets `kind`, such as "posts.published"."""

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Published:
    """An event as it lies in the outbox."""

    id: int
    kind: str
    body: bytes


E = TypeVar("E", bound=Event)
Handler = Callable[[Any], None]
Together = Callable[[list[Any]], None]
Tap = Callable[[list[Published]], None]
_subscribers: dict[str, dict[str, tuple[type[Event], Handler]]] = {}
_together: dict[str, Together] = {}
_taps: dict[Tap, None] = {}
_enqueuing: set[str] = set()
logger = logging.getLogger(__name__)


def publish(event: Event) -> None:
    """Put the event into the outbox. Must run inside the `atomic_write` that makes it true."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"{event.kind} was published outside a write")
    insert(new(OutboxEvent, id=new_id(), kind=event.kind, body=msgspec.json.encode(event)))


def subscribe(
    event: type[E],
    name: str,
    handler: Callable[[E], None],
    *,
    together: Together | None = None,
    enqueues: bool = False,
) -> None:
    """Have `handler` called once for each such event, in the worker, inside a short write transaction.

    `name` is stored, so it stays the same for ever: "feed.fan_out". Work that takes longer than a short transaction
    belongs in a job that the handler enqueues. Saying the same thing twice changes nothing. `together`: does the same
    for several events of all that this name is subscribed to, in their order, in one such transaction. `enqueues`:
    enqueuing jobs is all that it does, so it is done where the event is dispatched and takes no job of its own.
    """
    _subscribers.setdefault(event.kind, {})[name] = (event, handler)
    if together is not None:
        _together[name] = together
    if enqueues:
        _enqueuing.add(name)


def tap(look: Tap) -> None:
    """Have `look` see all events as they are dispatched, in that transaction; where several dispatch, perhaps twice."""
    _taps[look] = None


def dispatch(limit: int = 100) -> int:
    """Turn waiting events into jobs, a short transaction's worth; returns how many events were dispatched."""
    if not OutboxEvent.objects.exists():
        return 0
    with atomic_write():
        events = list(OutboxEvent.objects.select_for_update().order_by("id")[:limit])
        wanted = [one for event in events for one in _consumptions(event)]
        jobs.enqueue_many(_CONSUME, _left_after_enqueuing(wanted))
        for look in _taps:
            look([Published(event.id, event.kind, bytes(event.body)) for event in events])
        delete(OutboxEvent, [event.id for event in events])
    EVENTS.inc(len(events))
    return len(events)


def waiting() -> int:
    """How many events are not yet jobs."""
    return OutboxEvent.objects.count()


def _consumptions(event: OutboxEvent) -> list[dict[str, Any]]:
    body = bytes(event.body).decode()
    return [
        {"event": event.id, "kind": event.kind, "body": body, "subscriber": name}
        for name in _subscribers.get(event.kind, {})
    ]


def _left_after_enqueuing(wanted: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Have those handled that only enqueue; returns the others, and those of a handler that failed."""
    at_once: dict[str, list[dict[str, Any]]] = {}
    for one in wanted:
        if one["subscriber"] in _enqueuing:
            at_once.setdefault(one["subscriber"], []).append(one)
    handled = {name for name, found in at_once.items() if _enqueued(found)}
    return [one for one in wanted if one["subscriber"] not in handled]


def _enqueued(found: list[dict[str, Any]]) -> bool:
    try:
        with transaction.atomic():
            _hear(found)
    except Exception as error:  # noqa: BLE001 - as jobs they then meet their errors one by one, and nobody else waits
        logger.warning("%s enqueues nothing at once: %s", found[0]["subscriber"], type(error).__name__)
        return False
    return True


def sweep() -> None:
    """Forget what was consumed more than a week ago: no job for it can be left."""
    with atomic_write():
        Consumed.objects.filter(event_id__lt=floor_id(clock.now() - _REMEMBERED)).delete()


def _consume(*, event: int, kind: str, body: str, subscriber: str) -> None:
    event_type, handler = _subscribers[kind][subscriber]
    with atomic_write():
        _, fresh = Consumed.objects.get_or_create(event_id=event, subscriber=subscriber)
        if fresh:
            handler(msgspec.json.decode(body, type=event_type))


def _consume_together(found: list[dict[str, Any]]) -> None:
    """Several events for one subscriber, in the transaction that settles the jobs."""
    name = found[0]["subscriber"]
    known = {row.event_id for row in _CONSUMED(name, among=[one["event"] for one in found])}
    fresh = [one for one in found if one["event"] not in known]
    insert(*(Consumed(event_id=one["event"], subscriber=name) for one in fresh))
    if fresh:
        _hear(fresh)


def _hear(found: list[dict[str, Any]]) -> None:
    """Have one subscriber handle several events."""
    name = found[0]["subscriber"]
    events = [msgspec.json.decode(one["body"], type=_subscribers[one["kind"]][name][0]) for one in found]
    if name in _together:
        _together[name](events)
        return
    for one, event in zip(found, events, strict=True):
        _subscribers[one["kind"]][name][1](event)


_CONSUME = "outbox.consume"
_CONSUMED = Lookup(Consumed, "subscriber = %s AND event_id IN ({among})")
_MOST = 20
_REMEMBERED = timedelta(days=7)
jobs.register(_CONSUME, _consume)
register_together(_CONSUME, _consume_together, most=_MOST, inside=True)
