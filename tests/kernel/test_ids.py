"""Ids sort by time, are never given twice, and survive a clock that goes back."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.kernel import clock
from folkmoot.kernel.ids import MAX_ID, IdGenerator, floor_id, id_at, parse_id, time_of

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MOMENTS = st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))


@given(steps=st.lists(st.integers(-5_000, 5_000), max_size=50))
def test_ids_rise_strictly_whatever_the_clock_does(steps: list[int]) -> None:
    generator = IdGenerator(7)
    with clock.frozen(NOON) as frozen:
        made = []
        for step in steps:
            frozen.advance(timedelta(milliseconds=step))
            made.append(generator.next())
    assert made == sorted(set(made))


def test_more_than_a_millisecond_holds_go_on_in_the_next() -> None:
    generator = IdGenerator(0)
    with clock.frozen(NOON):
        made = [generator.next() for _ in range(5_000)]
    assert len(set(made)) == 5_000
    assert {time_of(one) - NOON for one in made} == {timedelta(milliseconds=step) for step in range(3)}


def test_two_nodes_never_meet() -> None:
    with clock.frozen(NOON):
        first, second = ({generator.next() for _ in range(2_000)} for generator in (IdGenerator(1), IdGenerator(2)))
    assert first & second == set()


@given(moment=MOMENTS, discriminator=st.integers(0, 2**21 - 1))
def test_an_id_tells_its_time(moment: datetime, discriminator: int) -> None:
    made = id_at(moment, discriminator)
    assert 0 <= made <= MAX_ID
    assert timedelta() <= moment - time_of(made) < timedelta(milliseconds=1)
    assert floor_id(moment) <= made


@given(text=st.text())
def test_whatever_a_caller_writes_is_an_id_or_none(text: str) -> None:
    found = parse_id(text)
    assert found is None or str(found) == text.lstrip("0")


def test_what_is_no_id() -> None:
    for text in ("", "0", "-1", "1.0", "9223372036854775808", "99999999999999999999", "१२", "1 ", "1e3"):
        assert parse_id(text) is None
    assert parse_id("9223372036854775807") == MAX_ID
