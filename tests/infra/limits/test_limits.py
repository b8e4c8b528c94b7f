"""Counting against limits: in the database and in shared memory."""

from datetime import timedelta

import pytest

from folkmoot.infra.limits import api as limits
from folkmoot.infra.limits.api import Limit
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import RateLimited

_THREE = Limit("three", 3, timedelta(minutes=5))


def test_the_fourth_of_three_is_refused_until_the_window_ends(clock: FrozenClock) -> None:
    clock.advance(timedelta(seconds=100))
    for _ in range(3):
        limits.pace(_THREE, "ana")
    with pytest.raises(RateLimited) as refused:
        limits.pace(_THREE, "ana")
    assert refused.value.retry_after == 200
    limits.pace(_THREE, "ben")
    clock.advance(timedelta(seconds=200))
    limits.pace(_THREE, "ana")


def test_amounts_in_the_database_and_a_refusal_that_counts_nothing(clock: FrozenClock) -> None:
    limit = Limit("bytes", 1000, timedelta(days=1))
    limits.hit(limit, "ana", 900)
    with pytest.raises(RateLimited) as refused:
        limits.hit(limit, "ana", 101)
    assert refused.value.retry_after == 12 * 3600
    limits.hit(limit, "ana", 100)
    with pytest.raises(RateLimited):
        limits.hit(limit, "ana", 1)


def test_the_headers(clock: FrozenClock) -> None:
    clock.advance(timedelta(seconds=100))
    app = Limit("app", 50, timedelta(minutes=5))
    assert limits.headers([limits.take(_THREE, 1), limits.take(app, 2)]) == {
        "X-RateLimit-Limit": "3",
        "X-RateLimit-Remaining": "2",
        "X-RateLimit-Reset": "2026-03-01T12:05:00.000Z",
        "RateLimit-Policy": '"three";q=3;w=300, "app";q=50;w=300',
        "RateLimit": '"three";r=2;t=200, "app";r=49;t=200',
    }


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("no address", "no address"),
    ],
)
def test_a_household_counts_as_one_address(address: str, counted: str) -> None:
    assert limits.network_of(address) == counted
