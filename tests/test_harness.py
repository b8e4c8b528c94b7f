"""The harness itself: databases that are there, a clock that stands, queries that are counted."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from folkmoot.infra.audit import api as audit
from folkmoot.infra.audit.models import AuditRow
from folkmoot.infra.operator_key import secret
from folkmoot.kernel import clock as kernel_clock
from folkmoot.kernel.clock import FrozenClock
from tests.queries import assert_same_query_count, captured_queries


def test_every_database_answers() -> None:
    for alias in connections:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)


def test_there_is_an_operator_key() -> None:
    assert len(secret("anything")) == 32


def test_the_clock_stands_until_it_is_moved(clock: FrozenClock) -> None:
    assert kernel_clock.now() == datetime(2026, 3, 1, 12, tzinfo=UTC)
    clock.advance(timedelta(days=1))
    assert kernel_clock.now() == datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_queries_are_counted_over_all_databases() -> None:
    with captured_queries() as queries:
        connections["default"].cursor().execute("SELECT 1")
        connections["keys"].cursor().execute("SELECT 2")
    assert queries == ["default: SELECT 1", "keys: SELECT 2"]


def test_a_read_of_one_query_has_the_same_count() -> None:
    assert_same_query_count(lambda number: audit.record(None, "tried", "thing", number=number), AuditRow.objects.count)


def test_a_query_for_each_row_is_caught() -> None:
    def read() -> None:
        for row in AuditRow.objects.all():
            AuditRow.objects.filter(id=row.id).exists()

    with pytest.raises(AssertionError, match="3 queries for 2 rows, 21 for 20"):
        assert_same_query_count(lambda number: audit.record(None, "tried", "thing", number=number), read)
