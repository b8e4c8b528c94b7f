"""Statements that are made once say what the ORM would say."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.transaction import TransactionManagementError

from folkmoot.infra.audit.models import AuditRow
from folkmoot.infra.jobs.models import Job
from folkmoot.infra.outbox.models import Consumed
from folkmoot.infra.rows import Lookup, column, count, delete, insert, insert_values, new, table, update
from folkmoot.infra.writes import atomic_write

_AT = datetime(2026, 3, 1, 12, 0, 0, 5000, tzinfo=UTC)
_BY_NAME = Lookup(Job, "name = %s AND id IN ({among})")
_BY_ID = Lookup(AuditRow, "id = %s")


def _job(number: int, name: str = "ring") -> Job:
    return Job(id=number, name=name, arguments={"bell": number, "said": "ding 'dong' %s"}, run_at=_AT)


def test_a_row_comes_back_as_the_orm_gives_it() -> None:
    with atomic_write():
        insert(_job(1), _job(2), _job(3, "other"))
    found = sorted(_BY_NAME("ring", among=[1, 2, 3]), key=lambda row: row.id)
    assert [row.id for row in found] == [1, 2]
    assert found[0].run_at == _AT
    assert found[0].arguments == {"bell": 1, "said": "ding 'dong' %s"}
    names = [field.attname for field in Job._meta.fields]
    for row in found:
        known = Job.objects.get(id=row.id)
        assert [getattr(row, name) for name in names] == [getattr(known, name) for name in names]


def test_a_row_that_is_not_there_is_none() -> None:
    assert _BY_ID.first(5) is None


def test_a_new_row_is_what_its_model_makes() -> None:
    ours, theirs = new(Job, id=1, name="ring", arguments={}, run_at=_AT), Job(id=1, name="ring", run_at=_AT)
    names = [field.attname for field in Job._meta.fields if field.attname != "arguments"]
    assert [getattr(ours, name) for name in names] == [getattr(theirs, name) for name in names]
    assert (ours._state.adding, ours._state.db) == (theirs._state.adding, theirs._state.db)
    with atomic_write():
        insert(ours)
    assert Job.objects.get(id=1).run_at == _AT
    with pytest.raises(TypeError, match=r"Job has no \['bell'\]"):
        new(Job, id=2, bell=1)


def test_what_is_made_for_each_row_is_made_anew() -> None:
    first, second = new(AuditRow, id=1), new(AuditRow, id=2)
    assert first.detail == second.detail == {}
    assert first.detail is not second.detail


def test_statements_meet_djangos_errors_and_its_broken_transactions() -> None:
    with pytest.raises(DatabaseError), atomic_write():
        count("SELECT COUNT(*) FROM there_is_no_such_table")
    with atomic_write():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            count("SELECT COUNT(*) FROM jobs_job")


def test_a_percent_sign_stays_one() -> None:
    with atomic_write():
        insert(_job(1, "100%s"), _job(2, "ring"))
    assert column("SELECT name FROM jobs_job WHERE name LIKE '100%%' AND id < %s", 9) == ["100%s"]


def test_nothing_is_asked_to_insert_nothing(django_assert_num_queries: pytest.FixtureRequest) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator] # a fixture of pytest-django
        insert()
        insert_values(Consumed, ("event_id", "subscriber"), [])
        assert delete(Job, []) == 0


def test_an_automatic_key_is_made_by_the_database() -> None:
    with atomic_write():
        insert(Consumed(event_id=1, subscriber="a"), Consumed(event_id=2, subscriber="a"))
    assert len({row.id for row in Consumed.objects.all()}) == 2


def test_what_breaks_a_constraint_is_refused_or_kept_as_asked() -> None:
    with atomic_write():
        insert(Consumed(event_id=1, subscriber="a"))
        insert_values(Consumed, ("event_id", "subscriber"), [(1, "a"), (2, "a")], keep=True)
    with pytest.raises(IntegrityError), atomic_write():
        insert(Consumed(event_id=3, subscriber="a"), Consumed(event_id=1, subscriber="a"))
    assert sorted(Consumed.objects.values_list("event_id", flat=True)) == [1, 2]


def test_statements_of_ones_own_count_change_and_delete() -> None:
    with atomic_write():
        insert(_job(1), _job(2), _job(3, "other"))
        assert update("UPDATE jobs_job SET attempts = attempts + 1 WHERE name = %s", "ring") == 2
        assert delete(Job, [1, 9]) == 1
    assert table(Job) == "jobs_job"
    assert count("SELECT COUNT(*) FROM jobs_job WHERE attempts = %s", 1) == 1
    assert column("SELECT id FROM jobs_job WHERE id IN ({among}) ORDER BY id", among=[2, 3]) == [2, 3]
