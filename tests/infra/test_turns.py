"""Who publishes works alone, but never waits for long and lets others work while it waits itself."""

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for

import pytest
from django.db import connections

from folkmoot.infra import turns
from folkmoot.infra.outbox.models import Consumed
from folkmoot.infra.rows import insert
from folkmoot.infra.turns import in_turn, passed_on
from folkmoot.infra.writes import atomic_write


def _in_turn(said: str) -> str:
    with in_turn():
        return said


def _done(one: "Future[str]") -> bool:
    return bool(wait_for([one], timeout=0.05).done)


@pytest.fixture
def long_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_MOMENT", 60.0)


@pytest.mark.usefixtures("long_moment")
def test_others_wait_until_it_is_their_turn() -> None:
    with ThreadPoolExecutor(1) as pool:
        with in_turn():
            other = pool.submit(_in_turn, "other")
            assert not _done(other)
        assert other.result(10) == "other"


@pytest.mark.usefixtures("long_moment")
def test_a_turn_that_is_passed_on_is_taken_again() -> None:
    with ThreadPoolExecutor(1) as pool:
        with in_turn():
            with passed_on():
                assert pool.submit(_in_turn, "first").result(10) == "first"
            second = pool.submit(_in_turn, "second")
            assert not _done(second)
        assert second.result(10) == "second"


def test_nobody_waits_for_longer_than_a_moment() -> None:
    with ThreadPoolExecutor(1) as pool, in_turn():
        assert pool.submit(_in_turn, "without a turn").result(10) == "without a turn"


@pytest.mark.usefixtures("long_moment")
def test_what_breaks_ends_the_turn() -> None:
    with pytest.raises(ValueError, match="broken"), in_turn(), passed_on():
        raise ValueError("broken")
    with in_turn(), ThreadPoolExecutor(1) as pool:
        with passed_on():
            pass
        other = pool.submit(_in_turn, "other")
        assert not _done(other)
        with passed_on():
            assert other.result(10) == "other"


@pytest.mark.usefixtures("long_moment")
@pytest.mark.django_db(transaction=True, databases="__all__")
def test_a_commit_lets_others_work() -> None:
    held: list[str] = []
    with ThreadPoolExecutor(1) as pool, in_turn():
        with atomic_write():
            insert(Consumed(event_id=1, subscriber="a"))
            connections["default"].on_commit(lambda: held.append(pool.submit(_in_turn, "meanwhile").result(10)))
        assert held == ["meanwhile"]
        assert not _done(after := pool.submit(_in_turn, "after"))
        with passed_on():
            assert after.result(10) == "after"
