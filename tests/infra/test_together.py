"""Jobs that are done several at a time: once each, in their order, and one that fails stops none of the others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import pytest

from folkmoot.infra import writes
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.jobs import doing, together
from folkmoot.infra.jobs.models import Job
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.outbox.models import Consumed
from folkmoot.infra.writes import atomic_write

_POISON = 13
batches: list[list[int]] = []
alone: list[int] = []


@dataclass(frozen=True, slots=True)
class Tolled(outbox.Event):
    kind: ClassVar[str] = "tests.tolled"
    bell_id: int


@dataclass(frozen=True, slots=True)
class Struck(outbox.Event):
    kind: ClassVar[str] = "tests.struck"
    bell_id: int


def _enqueue_chimes(bells: list[int]) -> None:
    jobs.enqueue_many("tests.chime", [{"bell": bell} for bell in bells])
    if _POISON in bells and len(bells) > 1:
        raise ZeroDivisionError


def _several(bells: list[int]) -> None:
    if _POISON in bells:
        raise ZeroDivisionError
    batches.append(bells)


def _one(bell: int) -> None:
    if bell == _POISON:
        raise ZeroDivisionError
    alone.append(bell)


outbox.subscribe(
    Tolled,
    "tests.toll",
    lambda event: _one(event.bell_id),
    together=lambda events: _several([event.bell_id for event in events]),
)
outbox.subscribe(
    Struck,
    "tests.strike",
    lambda event: jobs.enqueue("tests.chime", bell=event.bell_id),
    together=lambda events: _enqueue_chimes([event.bell_id for event in events]),
    enqueues=True,
)
jobs.register("tests.chime", _one)
together.register_together("tests.chime", lambda found: _several([one["bell"] for one in found]), most=3)


@pytest.fixture(autouse=True)
def _silence() -> None:
    batches.clear()
    alone.clear()


def _toll(*bells: int) -> None:
    with atomic_write():
        for bell in bells:
            outbox.publish(Tolled(bell))


def test_events_for_one_subscriber_are_heard_together_and_once(drain: Callable[[], None]) -> None:
    _toll(1, 2, 3)
    drain()
    drain()
    assert (batches, alone) == ([[1, 2, 3]], [])
    assert Consumed.objects.filter(subscriber="tests.toll").count() == 3
    assert not Job.objects.exists()


def test_jobs_are_done_so_many_at_a_time(drain: Callable[[], None]) -> None:
    jobs.enqueue_many("tests.chime", [{"bell": bell} for bell in (1, 2, 3, 4, 5)])
    drain()
    assert batches == [[1, 2, 3], [4, 5]]


def test_one_that_fails_waits_alone(drain: Callable[[], None]) -> None:
    _toll(1, _POISON, 3)
    drain()
    assert (batches, alone) == ([], [1, 3])
    (left,) = Job.objects.all()
    assert (left.arguments["body"], left.attempts) == ('{"bell_id":13}', 1)
    assert Consumed.objects.filter(subscriber="tests.toll").count() == 2


def test_what_was_heard_before_is_not_heard_again_in_a_batch(drain: Callable[[], None]) -> None:
    _toll(1, 2, 3)
    outbox.dispatch()
    taken = jobs.take("a worker that dies after the effect", limit=1)
    doing._registry[taken[0].name].do(**taken[0].arguments)
    Job.objects.update(lease_until=None)
    drain()
    assert (alone, batches) == ([1], [[2, 3]])


def _strike(*bells: int) -> None:
    with atomic_write():
        for bell in bells:
            outbox.publish(Struck(bell))


def test_who_only_enqueues_needs_no_job_of_its_own() -> None:
    _strike(1, 2)
    assert outbox.dispatch() == 2
    assert list(Job.objects.order_by("id").values_list("name", "arguments")) == [
        ("tests.chime", {"bell": 1}),
        ("tests.chime", {"bell": 2}),
    ]
    assert not Consumed.objects.exists()


def test_who_cannot_enqueue_together_does_it_one_by_one(drain: Callable[[], None]) -> None:
    _strike(1, _POISON, 3)
    assert outbox.dispatch() == 3
    assert [row.name for row in Job.objects.all()] == ["outbox.consume"] * 3
    drain()
    assert sorted([*alone, *(bell for batch in batches for bell in batch)]) == [1, 3]
    (left,) = Job.objects.all()
    assert (left.name, left.arguments, left.attempts) == ("tests.chime", {"bell": _POISON}, 1)


def test_no_commit_of_a_batch_waits_for_the_disk(drain: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    passing: list[str] = []
    monkeypatch.setattr(writes, "_pass_on_postgresql", passing.append)
    jobs.enqueue_many("tests.chime", [{"bell": bell} for bell in (1, 2)])
    drain()
    assert (batches, passing) == ([[1, 2]], ["default", "default"])  # taken, and settled
    with atomic_write():
        pass
    assert passing == ["default", "default"]
