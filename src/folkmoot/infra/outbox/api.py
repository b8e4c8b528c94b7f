"""Publish an event; say who subscribes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar, TypeVar

import msgspec
from django.db import connection

from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.outbox.models import Consumed, OutboxEvent
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import floor_id, new_id


@dataclass(frozen=True, slots=True)
class Event:
    """A fact, in ids only. A subclass sets `kind`, such as "posts.published"."""

    kind: ClassVar[str]


E = TypeVar("E", bound=Event)
Handler = Callable[[Any], None]
_subscribers: dict[str, dict[str, tuple[type[Event], Handler]]] = {}


def publish(event: Event) -> None:
    """Put the event into the outbox. Must run inside the `atomic_write` that makes it true."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"{event.kind} was published outside a write")
    OutboxEvent.objects.create(id=new_id(), kind=event.kind, body=msgspec.json.encode(event))


def subscribe(event: type[E], name: str, handler: Callable[[E], None]) -> None:
    """Have `handler` called once for each such event, in the worker, inside a short write transaction.

    `name` is stored, so it stays the same for ever: "feed.fan_out". Work that takes longer than a short transaction
    belongs in a job that the handler enqueues. Saying the same thing twice changes nothing.
    """
    _subscribers.setdefault(event.kind, {})[name] = (event, handler)


def dispatch(limit: int = 500) -> int:
    """Turn waiting events into jobs; returns how many events were dispatched."""
    if not OutboxEvent.objects.exists():
        return 0
    with atomic_write():
        events = list(OutboxEvent.objects.order_by("id")[:limit])
        for event in events:
            for name in _subscribers.get(event.kind, {}):
                jobs.enqueue(
                    _CONSUME,
                    event=event.id,
                    kind=event.kind,
                    body=bytes(event.body).decode(),
                    subscriber=name,
                )
        OutboxEvent.objects.filter(id__in=[event.id for event in events]).delete()
    return len(events)


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


_CONSUME = "outbox.consume"
_REMEMBERED = timedelta(days=7)
jobs.register(_CONSUME, _consume)
