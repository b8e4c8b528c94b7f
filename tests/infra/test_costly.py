"""What is costly is worked out seldom, however often strangers ask."""

import threading
import time
from typing import NoReturn

import pytest

from folkmoot.infra import costly
from folkmoot.infra.costly import Costly


class Clock:
    now = 0.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """`time.monotonic` stands until the test moves it, and the cache keeps what it makes."""
    found = Clock()
    monkeypatch.setattr(costly, "TIMES_ITS_COST", 20.0)
    monkeypatch.setattr(time, "monotonic", lambda: found.now)
    return found


class Work:
    """Takes so many seconds, and says how often it was done."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self.done, self._clock, self._seconds = 0, clock, seconds

    def __call__(self) -> int:
        self._clock.now += self._seconds
        self.done += 1
        return self.done


def test_it_is_kept_for_twenty_times_what_it_cost(clock: Clock) -> None:
    kept, work = Costly[int](most=2), Work(clock, 3.0)
    assert [kept.get("q1", work) for _ in range(100)] == [1] * 100
    clock.now += 59.0
    assert kept.get("q1", work) == 1
    clock.now += 2.0
    assert kept.get("q1", work) == 2


def test_each_key_has_its_own_and_only_so_many_are_kept(clock: Clock) -> None:
    kept, work = Costly[int](most=2), Work(clock, 3.0)
    assert [kept.get(key, work) for key in ("a", "b", "a", "c", "b", "a")] == [1, 2, 1, 3, 2, 4]


def test_what_fails_is_not_kept(clock: Clock) -> None:
    kept = Costly[int](most=2)

    def fail() -> NoReturn:
        raise ValueError("no such quarter")

    with pytest.raises(ValueError, match="no such quarter"):
        kept.get("a", fail)
    assert kept.get("a", Work(clock, 1.0)) == 1


def test_who_asks_meanwhile_is_given_the_last_one(clock: Clock) -> None:
    kept, begun, go_on = Costly[int](most=2), threading.Event(), threading.Event()
    assert kept.get("a", Work(clock, 1.0)) == 1
    clock.now += 100.0

    def slow() -> int:
        begun.set()
        assert go_on.wait(10)
        return 2

    first = threading.Thread(target=kept.get, args=("a", slow))
    first.start()
    assert begun.wait(10)
    assert kept.get("a", Work(clock, 1.0)) == 1
    go_on.set()
    first.join()
    assert kept._kept["a"].value == 2
