"""Workers that die, hang, wake up again or stop in the middle; stores that are away. No job is lost or done twice."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import OperationalError

from folkmoot.infra import worker
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.jobs import doing
from folkmoot.infra.jobs.models import Job
from folkmoot.kernel import clock as kernel_clock
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import DiskFull, Unavailable
from tests import cast
from tests.edges.web.conftest import Browser, browser
from tests.edges.web.pages import text_of

__all__ = ["browser"]

done: list[int] = []
errors: dict[int, Exception] = {}


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A round of a worker would close the connection that holds the test's transaction."""
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)


def _work(*, number: int) -> None:
    if number in errors:
        raise errors[number]
    done.append(number)


jobs.register("tests.number", _work)


@pytest.fixture(autouse=True)
def _nothing_done() -> Iterator[None]:
    done.clear()
    errors.clear()
    yield
    errors.clear()


def _enqueue(count: int) -> None:
    for number in range(count):
        jobs.enqueue("tests.number", number=number)


def _lose(clock: FrozenClock, owner: str) -> list[jobs.DueJob]:
    """A worker takes what it can get and is heard of no more."""
    taken = jobs.take(owner)
    clock.advance(jobs.LEASE + timedelta(seconds=1))
    return taken


def test_what_was_lost_with_its_worker_is_done_by_another_one_by_one(clock: FrozenClock) -> None:
    _enqueue(3)
    assert len(_lose(clock, "dies")) == 3
    for number in range(3):
        [job] = jobs.take("lives")
        assert (jobs.perform(job), done) == (True, list(range(number + 1)))
    assert jobs.take("lives") == []


def test_what_kills_its_workers_is_parked_with_the_reason_and_retried_from_the_page(
    clock: FrozenClock, browser: Browser
) -> None:
    _enqueue(1)
    for owner in ("first", "second", "third"):
        assert len(_lose(clock, owner)) == 1
    assert jobs.take("fourth") == []
    [parked] = jobs.parked()
    assert (parked.name, parked.attempts, parked.error) == ("tests.number", jobs.MAX_LOSSES, jobs.LOST)

    page = browser(cast.olga())
    assert "The worker that did this died or hung, and nothing came back." in text_of(page.get("/console/jobs"))
    page.post(f"/console/jobs/{parked.id}/retry")
    [job] = jobs.take("fifth")
    assert (jobs.perform(job), done, jobs.parked(), jobs.waiting()) == (True, [0], [], 0)


def test_a_worker_that_wakes_up_begins_nothing_that_another_has(clock: FrozenClock) -> None:
    _enqueue(2)
    asleep = _lose(clock, "asleep")
    [first] = jobs.take("awake")
    assert [jobs.perform(job) for job in asleep if job.id == first.id] == [False]
    assert (jobs.perform(first), done) == (True, [0])
    assert [jobs.perform(job) for job in asleep if job.id == first.id] == [False]
    assert done == [0]


def test_a_failure_of_a_worker_that_woke_up_leaves_the_job_to_its_new_owner(clock: FrozenClock) -> None:
    _enqueue(1)
    [old] = jobs.take("asleep")
    Job.objects.update(lease_until=kernel_clock.now() - timedelta(seconds=1))
    [new] = jobs.take("awake")
    errors[0] = ValueError()
    assert not jobs.perform(old)
    row = Job.objects.get()
    assert (row.lease_owner, row.attempts) == ("awake", 0)
    errors.clear()
    assert (jobs.perform(new), done) == (True, [0])


def test_own_leases_that_ran_out_are_no_loss(clock: FrozenClock) -> None:
    _enqueue(1)
    assert len(_lose(clock, "slow")) == len(_lose(clock, "slow")) == 1
    assert Job.objects.get().losses == 0


def test_a_worker_that_is_told_to_stop_finishes_one_job_and_gives_back_the_others() -> None:
    stop = threading.Event()

    def work(*, number: int) -> None:
        done.append(number)
        stop.set()

    jobs.register("tests.stopping", work)
    for number in range(3):
        jobs.enqueue("tests.stopping", number=number)
    worker.Worker(stop, alive=lambda: None).run()
    assert done == [0]
    rows = Job.objects.filter(name="tests.stopping")
    assert [(row.lease_owner, row.lease_until, row.losses) for row in rows] == [("", None, 0)] * 2


def test_a_full_disk_puts_a_job_off_without_using_up_an_attempt(clock: FrozenClock) -> None:
    _enqueue(1)
    errors[0] = OSError(28, "No space left on device")
    for _ in range(2 * jobs.MAX_ATTEMPTS):
        [job] = jobs.take("w")
        assert not jobs.perform(job)
        clock.advance(timedelta(minutes=1))
    assert (jobs.parked(), Job.objects.get().attempts) == ([], 0)
    errors.clear()
    [job] = jobs.take("w")
    assert (jobs.perform(job), done) == (True, [0])


def test_a_store_that_is_away_is_no_failure_of_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    _enqueue(1)
    errors[0] = Unavailable("gone")
    monkeypatch.setattr(doing, "stores_answer", lambda: False)
    [job] = jobs.take("w")
    with pytest.raises(Unavailable):
        jobs.perform(job)
    jobs.give_back("w")
    errors.clear()
    [job] = jobs.take("w")
    assert (jobs.perform(job), done) == (True, [0])


def test_a_worker_goes_on_after_an_error_of_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    _enqueue(1)
    stop, take, failures = threading.Event(), jobs.take, [OperationalError("away"), DiskFull("full")]

    def failing(owner: str, limit: int) -> list[jobs.DueJob]:
        if failures:
            raise failures.pop()
        if done:
            stop.set()
        return take(owner, limit)

    monkeypatch.setattr(jobs, "take", failing)
    monkeypatch.setattr(worker, "_LONGEST_PAUSE", 0.01)
    worker.Worker(stop, alive=lambda: None).run()
    assert done == [0]


def test_a_job_that_never_ends_is_no_sign_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the supervisor ends the worker, and the lease runs out."""
    beats, stop = _Beats(), threading.Event()
    monkeypatch.setattr(jobs, "heartbeat", beats.count)
    monkeypatch.setattr(worker, "BEAT", timedelta(milliseconds=5))

    def hang(*, number: int) -> None:
        assert beats.fall_silent()
        stop.set()

    jobs.register("tests.hanging", hang, longest=timedelta(milliseconds=100))
    jobs.enqueue("tests.hanging", number=1)
    worker.Worker(stop, alive=beats.count).run()
    assert beats.number > 0


def test_a_worker_that_has_nothing_to_do_is_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or else the supervisor would kill it again and again wherever little happens."""
    stop, beats = threading.Event(), _Beats()
    monkeypatch.setattr(worker, "BEAT", timedelta(milliseconds=5))
    monkeypatch.setattr(worker, "IDLE_WAIT", 2.0)
    monkeypatch.setattr(worker, "_periodic", {})

    def alive() -> None:
        beats.count()
        if beats.number == 50:
            stop.set()

    began = time.monotonic()
    worker.Worker(stop, alive=alive).run()
    assert (beats.number >= 50, time.monotonic() - began < 15) == (True, True)


class _Beats:
    def __init__(self) -> None:
        self.number = 0
        self._beat = threading.Event()

    def count(self, _owner: str = "") -> None:
        self.number += 1
        self._beat.set()

    def fall_silent(self) -> bool:
        """True as soon as no beat has come for half a second; False if they go on."""
        for _ in range(100):
            self._beat.clear()
            if not self._beat.wait(0.5):
                return True
        return False


def test_work_that_is_asked_for_while_it_runs_is_done_once_more() -> None:
    jobs.enqueue("tests.number", unique_key="same", number=1)
    [running] = jobs.take("w")
    jobs.enqueue("tests.number", unique_key="same", number=2)
    jobs.enqueue("tests.number", unique_key="same", number=3)
    jobs.perform(running)
    assert [job.arguments["number"] for job in jobs.take("w")] == [2]


def test_one_periodic_work_that_fails_keeps_no_other_from_its_turn(
    monkeypatch: pytest.MonkeyPatch, drain: Callable[[], None]
) -> None:
    def away() -> None:
        raise OSError(30, "Read-only file system")

    turns: list[str] = []
    periodic = {"first": worker._Periodic(timedelta(hours=1), away)}
    periodic["second"] = worker._Periodic(timedelta(hours=1), lambda: turns.append("second"))
    monkeypatch.setattr(worker, "_periodic", periodic)
    drain()
    assert turns == ["second"]
