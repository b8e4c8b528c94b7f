"""What every test has: all databases, a worker that drains on demand, a clock that stands still."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.core.signals import request_finished
from django.db import DEFAULT_DB_ALIAS, close_old_connections
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from folkmoot.domains.feed.reach.flushing import tally
from folkmoot.domains.residency import keys
from folkmoot.infra import costly, fresh, worker
from folkmoot.infra.changes import api as changes
from folkmoot.infra.limits import pacing
from folkmoot.kernel import clock as kernel_clock
from folkmoot.kernel import ids
from tests import parts

_WITHOUT_DATABASE = ("tests/kernel/", "tests/architecture/", "tests/browser/", "tests/live/")
settings.register_profile("tests", deadline=None)  # a busy machine may stand still for a moment
settings.load_profile("tests")
costly.TIMES_ITS_COST = 0.0  # tests read what is so, not what was so a moment ago
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = parts.missing()
    for item in items:
        outside = any(item.get_closest_marker(name) for name in ("browser", "live", "postgres"))
        if outside:
            item.add_marker(pytest.mark.enable_socket)
        elif not item.nodeid.startswith(_WITHOUT_DATABASE) and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(databases="__all__"))
        for marker, name in missing.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=f"this machine has no {name}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if not skipped:
        return
    terminalreporter.section("NOT TESTED", sep="!", red=True)
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        terminalreporter.line(f"{report.nodeid}: {reason}")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The databases of tests are as `folkmoot migrate` leaves those of sites: they tell what changes in them."""
    with django_db_blocker.unblock():
        changes.install(DEFAULT_DB_ALIAS)


@pytest.fixture(autouse=True)
def _nothing_of_other_tests() -> Iterator[None]:
    keys.forget_cached()
    fresh.forget_all(pinned=True)
    tally.forget()
    pacing.forget()
    # The end of a request would close the connection that holds the test's transaction.
    request_finished.disconnect(close_old_connections)
    for periodic in worker._periodic.values():
        periodic.next_run = None
    yield
    keys.forget_cached()


@pytest.fixture
def drain() -> Callable[[], None]:
    """Dispatch the outbox and do every job that is due."""
    return worker.drain


@pytest.fixture
def clock() -> Iterator[kernel_clock.FrozenClock]:
    """The clock stands at noon of 1 March 2026, UTC, until the test moves it."""
    ids.renumber(1)  # or ids would go on from the latest moment that a test before this one lived in
    with kernel_clock.frozen(NOON) as frozen:
        yield frozen
    ids.renumber(1)
