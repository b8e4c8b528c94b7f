"""The loop of a worker process: dispatch the outbox, do what is due, repeat what is periodic."""

import logging
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections

from folkmoot.infra.jobs import api
from folkmoot.infra.outbox import api as outbox
from folkmoot.kernel import clock

logger = logging.getLogger(__name__)

IDLE_WAIT = 0.2
_HEARTBEAT = api.LEASE.total_seconds() / 3


@dataclass(slots=True)
class _Periodic:
    every: timedelta
    work: Callable[[], None]
    next_run: datetime | None = None


_periodic: dict[str, _Periodic] = {}


def every(interval: timedelta, name: str, work: Callable[[], None]) -> None:
    """Have `work` done about every `interval` by each worker; it must be idempotent and quick."""
    _periodic[name] = _Periodic(interval, work)


def run(stop: threading.Event) -> None:
    """Work until `stop` is set; the job in hand is finished first."""
    owner = uuid.uuid4().hex
    threading.Thread(target=_beat, args=(owner, stop), daemon=True).start()
    while not stop.is_set():
        close_old_connections()
        if not step(owner, stop):
            stop.wait(IDLE_WAIT)


def step(owner: str, stop: threading.Event | None = None) -> int:
    """One round; returns how much there was to do."""
    _run_periodic()
    done = outbox.dispatch()
    for job in api.take(owner):
        if stop is not None and stop.is_set():
            break
        api.perform(job)
        done += 1
    return done


def drain() -> None:
    """Do everything that is due, in this thread. For tests and command lines that must see the effects."""
    while step("drain"):
        pass


def _run_periodic() -> None:
    now = clock.now()
    for name, periodic in _periodic.items():
        if periodic.next_run is not None and now < periodic.next_run:
            continue
        periodic.next_run = now + periodic.every
        try:
            periodic.work()
        except Exception:
            logger.exception("periodic work %s failed", name)


def _beat(owner: str, stop: threading.Event) -> None:
    while not stop.wait(_HEARTBEAT):
        try:
            api.heartbeat(owner)
        except DatabaseError:
            # The next beat comes in time: the lease lasts three of them.
            logger.exception("a heartbeat failed")
        close_old_connections()
