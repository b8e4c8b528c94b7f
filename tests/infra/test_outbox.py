"""Events: at least once, with effects exactly once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest

from folkmoot.infra import worker
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.jobs import doing
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.clock import FrozenClock


@dataclass(frozen=True, slots=True)
class BellRang(outbox.Event):
    kind: ClassVar[str] = "tests.bell_rang"
    bell_id: int


heard: list[int] = []
outbox.subscribe(BellRang, "tests.listen", lambda event: heard.append(event.bell_id))


@pytest.fixture(autouse=True)
def _silence() -> None:
    heard.clear()


def test_a_subscriber_hears_an_event_once(drain: Callable[[], None]) -> None:
    with atomic_write():
        outbox.publish(BellRang(5))
    drain()
    drain()
    assert heard == [5]


def test_a_job_that_runs_twice_has_its_effect_once(drain: Callable[[], None]) -> None:
    with atomic_write():
        outbox.publish(BellRang(6))
    outbox.dispatch()
    (job,) = jobs.take("a worker that dies after the effect")
    doing._registry[job.name].do(**job.arguments)
    doing._registry[job.name].do(**job.arguments)
    assert heard == [6]


@atomic_write()
def _ring_and_fail(bell_id: int) -> None:
    outbox.publish(BellRang(bell_id))
    raise ZeroDivisionError


def test_an_event_that_is_rolled_back_is_heard_by_nobody(drain: Callable[[], None]) -> None:
    with pytest.raises(ZeroDivisionError):
        _ring_and_fail(7)
    drain()
    assert heard == []


def test_a_lease_that_ran_out_is_taken_by_another(clock: FrozenClock) -> None:
    jobs.enqueue("tests.work", number=1)
    (held,) = jobs.take("first")
    assert jobs.take("second") == []
    clock.advance(jobs.LEASE + timedelta(seconds=1))
    assert [job.id for job in jobs.take("second")] == [held.id]


def test_a_heartbeat_keeps_the_lease(clock: FrozenClock) -> None:
    jobs.enqueue("tests.work", number=1)
    jobs.take("first")
    clock.advance(jobs.LEASE / 2)
    jobs.heartbeat("first")
    clock.advance(jobs.LEASE / 2 + timedelta(seconds=1))
    assert jobs.take("second") == []


def _fail() -> None:
    raise ValueError("secret text of somebody")


jobs.register("tests.fail", _fail)


def test_what_keeps_failing_is_parked_and_can_be_retried(clock: FrozenClock) -> None:
    jobs.enqueue("tests.fail")
    for _ in range(jobs.MAX_ATTEMPTS):
        worker.step("w")
        clock.advance(timedelta(hours=1))
    (parked,) = jobs.parked()
    assert (parked.name, parked.attempts, jobs.waiting()) == ("tests.fail", jobs.MAX_ATTEMPTS, 0)
    jobs.retry(parked.id)
    assert (jobs.parked(), jobs.waiting()) == ([], 1)


def test_a_parked_job_says_which_error_but_not_whose_words() -> None:
    from folkmoot.infra.jobs.models import Job

    jobs.enqueue("tests.fail")
    worker.step("w")
    error = Job.objects.get().error
    assert error.startswith("ValueError\n")
    assert "somebody" not in error.splitlines()[0]


def test_a_unique_key_waits_once() -> None:
    jobs.enqueue("tests.work", unique_key="same", number=1)
    jobs.enqueue("tests.work", unique_key="same", number=2)
    assert [job.arguments for job in jobs.take("w")] == [{"number": 1}]
