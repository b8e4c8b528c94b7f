"""The loop of a worker process: dispatch the outbox, do what is due, repeat what is periodic."""

import logging
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import close_old_connections, connections

from folkmoot.infra.jobs import api
from folkmoot.infra.jobs.together import perform_together
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.unavailable import unavailable
from folkmoot.kernel import clock

logger = logging.getLogger(__name__)

IDLE_WAIT = 0.2
_AT_ONCE = 400
"""So many jobs are taken in one round."""

BEAT = timedelta(seconds=5)
_LONGEST_PAUSE = 5.0
_AGAIN = timedelta(minutes=1)
_LONGEST_STEP = timedelta(minutes=10)
"""So long may dispatching and periodic work take, each, before the worker counts as hung."""


@dataclass(slots=True)
class _Periodic:
    every: timedelta
    work: Callable[[], None]
    next_run: datetime | None = None


_periodic: dict[str, _Periodic] = {}


def every(interval: timedelta, name: str, work: Callable[[], None]) -> None:
    """Have `work` done about every `interval` by each worker; it must be idempotent and quick."""
    _periodic[name] = _Periodic(interval, work)


class Worker:
    """One worker. While it gets on, `alive` is called every few seconds, and its leases are prolonged."""

    def __init__(self, stop: threading.Event, *, alive: Callable[[], None]) -> None:
        self.owner = uuid.uuid4().hex
        self._stop = stop
        self._alive = alive
        self._over = threading.Event()
        self._get_on_by = 0.0
        self._pause = IDLE_WAIT

    def run(self) -> None:
        """Work until `stop` is set: the job in hand is finished first, and what was not begun is given back."""
        self._hope_for(_LONGEST_STEP)
        threading.Thread(target=self._beat, daemon=True).start()
        while not self._stop.is_set():
            self._stop.wait(self._round())
        self._over.set()
        self.give_back()

    def give_back(self) -> None:
        """Let others take at once what this worker has taken and not done."""
        try:
            close_old_connections()
            api.give_back(self.owner)
        except Exception as error:  # noqa: BLE001 - whatever it is, the leases run out by themselves
            _complain(error)

    def _round(self) -> float:
        """Do all that is due; returns the seconds to wait until the next round, more after each error."""
        try:
            while not self._stop.is_set():
                close_old_connections()
                if self._pause > IDLE_WAIT:
                    api.give_back(self.owner)  # what the round before took and did not come to
                if not step(self.owner, self._stop, self._hope_for):
                    break
            self._pause = IDLE_WAIT
        except Exception as error:  # noqa: BLE001 - whatever it is, the next round comes
            self._pause = min(self._pause * 2, _LONGEST_PAUSE)
            _complain(error)
        self._hope_for(_LONGEST_STEP)  # who waits for work is alive
        return self._pause

    def _hope_for(self, longest: timedelta) -> None:
        self._get_on_by = time.monotonic() + longest.total_seconds()

    def _beat(self) -> None:
        over = False
        while not over:
            if time.monotonic() <= self._get_on_by:  # what hangs is not alive, and worth no longer lease
                for act in (self._alive, partial(api.heartbeat, self.owner)):
                    _try(act)
                close_old_connections()
            over = self._over.wait(BEAT.total_seconds())
        connections.close_all()  # those of this thread


def _try(act: Callable[[], None]) -> None:
    """The next beat comes in time: a lease lasts four of them."""
    try:
        act()
    except Exception as error:  # noqa: BLE001 - whatever it is, the heart goes on beating
        _complain(error)


def step(owner: str, stop: threading.Event | None = None, hope_for: Callable[[timedelta], None] | None = None) -> int:
    """One round; returns how much there was to do. `hope_for` is told how long each part of it may take at most."""
    _told(hope_for, _LONGEST_STEP)
    _run_periodic()
    _told(hope_for, _LONGEST_STEP)
    done = outbox.dispatch()
    taken = api.take(owner, limit=_AT_ONCE)
    if taken:
        _told(hope_for, sum((api.longest_of(job) for job in taken), timedelta()))
    left = perform_together(taken)
    done += len(taken) - len(left)
    for job in left:
        if stop is not None and stop.is_set():
            break
        _told(hope_for, api.longest_of(job))
        api.perform(job)
        done += 1
    return done


def drain() -> None:
    """Do everything that is due, in this thread. For tests and command lines that must see the effects."""
    while step("drain"):
        pass


def _told(hope_for: Callable[[timedelta], None] | None, longest: timedelta) -> None:
    if hope_for is not None:
        hope_for(longest)


def _run_periodic() -> None:
    now = clock.now()
    for name, periodic in _periodic.items():
        if periodic.next_run is not None and now < periodic.next_run:
            continue
        periodic.next_run = now + periodic.every
        try:
            periodic.work()
        except Exception as error:  # noqa: BLE001 - one that fails must not keep the others from their turn
            periodic.next_run = now + min(periodic.every, _AGAIN)
            _complain(error, f"periodic work {name} failed")


def _complain(error: Exception, what: str = "the worker tries again after an error") -> None:
    """One line where a store is away, since then there are many; for everything else where it happened."""
    reason = unavailable(error)
    if reason is None:
        logger.error(what, exc_info=error)
    else:
        logger.error("%s: %s", what, reason)
