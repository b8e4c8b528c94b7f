"""A store that takes nothing: words in the form of whoever asks, and reading goes on where it can."""

import errno
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, InterfaceError, OperationalError, connection
from django.test import Client

from folkmoot.domains.graph import api as graph
from folkmoot.infra.unavailable import unavailable
from folkmoot.infra.writes import in_passing
from folkmoot.kernel.errors import DiskFull, Unavailable
from tests import cast
from tests.edges.web.conftest import Browser, browser
from tests.edges.web.pages import text_of

__all__ = ["browser"]

_FULL = OSError(errno.ENOSPC, "No space left on device")
_AWAY = Unavailable("tests")


def _wrapped(outer: type[Exception], cause: BaseException) -> Exception:
    """As Django raises what a driver raised."""
    error = outer()
    error.__cause__ = cause
    return error


def _sqlite(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("tests")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (_FULL, DiskFull),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), DiskFull),
        (_wrapped(OperationalError, _sqlite(sqlite3.SQLITE_FULL)), DiskFull),
        (_wrapped(OperationalError, psycopg.errors.DiskFull()), DiskFull),
        (OSError(errno.EROFS, "Read-only file system"), Unavailable),
        (_wrapped(OperationalError, _sqlite(sqlite3.SQLITE_BUSY)), Unavailable),
        (_wrapped(OperationalError, _sqlite(sqlite3.SQLITE_READONLY_DBMOVED)), Unavailable),
        (_wrapped(OperationalError, psycopg.errors.AdminShutdown()), Unavailable),
        (_wrapped(OperationalError, psycopg.errors.LockNotAvailable()), Unavailable),
        (_wrapped(OperationalError, psycopg.OperationalError("connection refused")), Unavailable),
        (_wrapped(InterfaceError, psycopg.InterfaceError("the connection is closed")), Unavailable),
        (_wrapped(ValueError, _FULL), DiskFull),
    ],
)
def test_what_says_nothing_of_what_was_asked(error: Exception, kind: type[Unavailable]) -> None:
    assert type(unavailable(error)) is kind


@pytest.mark.parametrize(
    "error",
    [
        ValueError("no"),
        OSError(errno.ENOENT, "No such file"),
        _wrapped(OperationalError, _sqlite(sqlite3.SQLITE_ERROR)),
        _wrapped(IntegrityError, psycopg.errors.UniqueViolation()),
    ],
)
def test_what_is_an_error_like_any_other(error: Exception) -> None:
    assert unavailable(error) is None


@contextmanager
def _failing(monkeypatch: pytest.MonkeyPatch, name: str, error: Exception) -> Iterator[None]:
    def fail(*_args: Any, **_named: Any) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(graph, name, fail)
        yield


@pytest.mark.parametrize(("error", "status", "again"), [(_AWAY, 503, "10"), (_FULL, 507, "120")])
def test_a_page_says_it_in_words(
    monkeypatch: pytest.MonkeyPatch, browser: Browser, error: Exception, status: int, again: str
) -> None:
    page, _ = browser(cast.ana()), cast.ben()
    with _failing(monkeypatch, "follow", error):
        answer = page.post("/@ben/relate", {"verb": "follow"})
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (status, again, "no-store")
    reason = unavailable(error)
    assert reason is not None
    assert text_of(answer).endswith(f"Please try again {reason.safe} Go to the start page")


def test_a_failure_before_anybody_is_known_is_said_too(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    def away(_address: str) -> bool:
        raise _AWAY

    client.raise_request_exception = False
    monkeypatch.setattr("folkmoot.wiring.middleware.accounts.has_access", away)
    page = client.get("/", headers={"Accept-Language": "de"})
    assert (page.status_code, page["Retry-After"]) == (503, "10")
    assert 'lang="de"' in page.content.decode()
    said = client.get("/api/v1/instance")
    assert (said.status_code, json.loads(said.content)["error"]) == (503, Unavailable.default_safe)


def test_what_is_written_in_passing_is_left_out() -> None:
    with in_passing():
        _fail(_AWAY)
    with pytest.raises(ValueError, match="no"), in_passing():
        _fail(ValueError("no"))


def _fail(error: Exception) -> None:
    raise error


def test_a_database_that_may_only_be_read_is_read(browser: Browser) -> None:
    """Also the home of somebody who comes back after a pause."""
    if connection.vendor != "sqlite":
        pytest.skip("tests/resilience/test_stores.py shows it on PostgreSQL")
    page, _ = browser(cast.ana()), cast.ben()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            assert page.get("/").status_code == 200
            refused = page.post("/@ben/relate", {"verb": "follow"})
        finally:
            cursor.execute("PRAGMA query_only = OFF")
    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    assert not graph.follows(cast.ana().id, cast.ben().id)
