"""Counts of reach at a running site: several processes add up, and a site that is stopped loses none."""

import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests import postgres
from tests.browser.people import Cast, Person
from tests.live import LiveSite

pytestmark = pytest.mark.live
_PATIENCE = 20.0


@pytest.fixture(params=[None, pytest.param("postgresql", marks=pytest.mark.postgres)], ids=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest) -> Iterator[LiveSite]:
    """Two web processes."""
    with ExitStack() as stack:
        server = stack.enter_context(postgres.server()) if request.param else None
        yield stack.enter_context(LiveSite(database=server.environment() if server else None, web_processes="2"))


def test_counts_of_all_processes_add_up_and_outlive_a_stop(site: LiveSite) -> None:
    with Cast(site) as cast:
        ana, *readers = cast.people("Ana", *(f"Reader{number}" for number in range(12)))
        for reader in readers:
            cast.follow(reader, ana)
        post = cast.publish(ana, "Bread and salt")
        for reader in readers[:6]:
            _read(site, reader, "/?view=latest")
        _until(lambda: sum(shown for shown, _ in cast.reach(post).values()) >= 6)
        first = cast.reach(post)["latest"]
        for reader in readers[6:]:
            _read(site, reader, "/?view=latest")
        site.stop()
        assert (first, cast.reach(post)) == ((6, 0), {"latest": (12, 0)})


def _read(site: LiveSite, reader: Person, path: str) -> None:
    request = urllib.request.Request(site.url + path, headers={"Cookie": f"folkmoot_session={reader.token}"})  # noqa: S310 - http only
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - the same
        assert b"Bread and salt" in answer.read()


def _until(holds: Callable[[], bool]) -> None:
    """Look again until the site has written its counts."""
    ends = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < ends, "the counts were not written"
        time.sleep(0.2)
