"""The order of the queue: three numbers and the time that a case waits."""

import math
from datetime import UTC, datetime, timedelta

import pytest

from folkmoot.domains.integrity.priority import CROWD, Voice, Weight, confidence, reliability

pytestmark = pytest.mark.django_db(databases="__all__")

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
SURE = Voice(reliability=1.0)


def test_the_product_is_severity_times_reach_times_confidence() -> None:
    weight = Weight(severity=5, people=999, confidence=0.25)
    assert weight.reach == 4.0
    assert weight.product == 5.0
    assert weight.key(MONDAY) == pytest.approx(math.log2(5.0) - MONDAY.timestamp() / 86_400)


def test_nobody_reached_yet_multiplies_by_one_and_never_by_nought() -> None:
    assert Weight(1, 0, 0.05).product == pytest.approx(0.05)
    assert Weight(1, -3, 1.0).reach == 1.0


def test_ten_times_as_many_people_add_one() -> None:
    assert Weight(1, 99, 1.0).reach - Weight(1, 9, 1.0).reach == pytest.approx(1.0)


def test_a_day_of_waiting_doubles_a_case() -> None:
    twice, once = Weight(2, 0, 0.5), Weight(1, 0, 0.5)
    assert once.key(MONDAY) == pytest.approx(twice.key(MONDAY + timedelta(days=1)))


def test_nothing_waits_for_ever() -> None:
    least, most = Weight(1, 0, 0.0501), Weight(5, 10**12, 1.0)
    assert least.key(MONDAY) < most.key(MONDAY + timedelta(days=9))
    assert least.key(MONDAY) > most.key(MONDAY + timedelta(days=11))


def test_reliability_is_a_half_until_something_is_known() -> None:
    assert reliability(0, 0) == 0.5
    assert reliability(3, 3) == pytest.approx(0.8)
    assert reliability(0, 8) == pytest.approx(0.1)


def test_who_was_right_before_counts_more() -> None:
    assert confidence([Voice(0.5)], []) == 0.25
    assert confidence([Voice(0.9)], []) == pytest.approx(0.45)
    assert confidence([Voice(0.1)], []) == pytest.approx(0.05)


def test_a_flood_counts_at_most_as_three_who_were_always_right() -> None:
    flood = [Voice(0.5)] * 5_000
    assert confidence(flood, []) == confidence([SURE] * CROWD, []) == 0.875


def test_a_trusted_flagger_is_above_any_flood() -> None:
    assert confidence([Voice(0.5, trusted=True)], []) == pytest.approx(0.95)
    assert confidence([Voice(0.5)] * 5_000, []) < 0.95


def test_the_highest_score_counts_and_adds_to_what_people_say() -> None:
    assert confidence([], [0.2, 0.8]) == pytest.approx(0.8)
    assert confidence([Voice(0.5)], [0.8]) == pytest.approx(0.85)
    assert confidence([], [7.0]) == 1.0
    assert confidence([], []) == 0.05
