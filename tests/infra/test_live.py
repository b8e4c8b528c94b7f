"""The live log: what is carried, in which order, for how long."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest

from folkmoot.infra.live import api as live
from folkmoot.infra.live.models import LiveEvent
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.outbox.api import Event, Published
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.clock import FrozenClock


@dataclass(frozen=True, slots=True)
class Rang(Event):
    kind: ClassVar[str] = "tests.rang"
    bell: int


@dataclass(frozen=True, slots=True)
class Whispered(Event):
    kind: ClassVar[str] = "tests.whispered"


@pytest.fixture(autouse=True)
def _carried() -> Iterator[None]:
    live.carry(Rang)
    yield
    del live._carried[Rang.kind]


def ring(*bells: int) -> None:
    with atomic_write():
        for bell in bells:
            outbox.publish(Rang(bell))
        outbox.publish(Whispered())
    outbox.dispatch()


def bells(entries: tuple[live.Entry, ...]) -> list[Event]:
    return [entry.event for entry in entries]


def test_what_is_carried_stands_in_the_log_in_its_order() -> None:
    start = live.newest()
    ring(1, 2)
    ring(3)
    entries = live.after(start)
    assert bells(entries) == [Rang(1), Rang(2), Rang(3)]
    assert [entry.place for entry in entries] == [start + 1, start + 2, start + 3]
    assert bells(live.after(start + 1, limit=1)) == [Rang(2)]
    assert live.newest() == start + 3


def test_what_two_dispatchers_took_stands_there_once() -> None:
    start = live.newest()
    taken = [Published(77, Rang.kind, b'{"bell":1}')]
    live._append(taken)
    live._append(taken)
    assert bells(live.after(start)) == [Rang(1)]
    assert live.newest() == start + 1


def test_a_write_that_failed_leaves_nothing() -> None:
    start = live.newest()
    with pytest.raises(RuntimeError, match="stop"):
        _ring_and_fail()
    outbox.dispatch()
    assert live.after(start) == ()


def _ring_and_fail() -> None:
    with atomic_write():
        outbox.publish(Rang(1))
        raise RuntimeError("stop")


def test_missed_events_are_kept_for_a_while_and_up_to_a_number(
    clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = live.newest()
    ring(1)
    clock.advance(live.KEPT)
    ring(2, 3, 4)
    upto = live.newest()
    assert bells(live.missed(start, upto=upto)) == [Rang(1), Rang(2), Rang(3), Rang(4)]
    clock.advance(timedelta(seconds=1))
    assert bells(live.missed(start, upto=upto - 1)) == [Rang(2), Rang(3)]
    monkeypatch.setattr(live, "MOST", 2)
    assert bells(live.missed(start, upto=upto)) == [Rang(3), Rang(4)]


def test_the_numbers_go_on_when_the_log_was_swept(clock: FrozenClock) -> None:
    ring(1)
    newest = live.newest()
    clock.advance(live.KEPT + timedelta(minutes=6))
    live.sweep()
    assert not LiveEvent.objects.exists()
    ring(2)
    assert [(entry.place, entry.event) for entry in live.after(newest)] == [(newest + 1, Rang(2))]
