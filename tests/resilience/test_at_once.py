"""The same request many times at the same moment, as a nervous thumb or a broken client sends it."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http import HTTPStatus

import pytest

from tests import postgres
from tests.live import LiveSite
from tests.member import Member, Refused

pytestmark = pytest.mark.live
TIMES = 8


@pytest.fixture(params=[None, pytest.param("postgresql", marks=pytest.mark.postgres)], ids=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest) -> Iterator[LiveSite]:
    with ExitStack() as stack:
        server = stack.enter_context(postgres.server()) if request.param else None
        yield stack.enter_context(LiveSite(database=server.environment() if server else None))


def at_once(act: Callable[[], object]) -> list[object]:
    with ThreadPoolExecutor(TIMES) as pool:
        return [one.result() for one in [pool.submit(_until_taken, act) for _ in range(TIMES)]]


def _until_taken(act: Callable[[], object]) -> object:
    """Who comes while others have been waiting for too long is asked to come again, and does."""
    for _ in range(60):
        try:
            return act()
        except Refused as refusal:
            if refusal.status != HTTPStatus.SERVICE_UNAVAILABLE:
                raise
        threading.Event().wait(0.5)
    return act()


def test_what_comes_many_times_happens_once(site: LiveSite) -> None:
    ana, ben = Member(site.url, "ana"), Member(site.url, "ben")
    ids = at_once(lambda: ana.publish("Once, please", key="k")["id"])
    assert len(set(ids)) == 1
    assert [post["id"] for post in ana.posts()] == ids[:1]
    path = f"/api/v1/statuses/{ids[0]}"
    for verb in ("favourite", "reblog", "bookmark"):
        at_once(lambda verb=verb: ben.call("POST", f"{path}/{verb}"))  # type: ignore[misc] # bound in the loop
    at_once(lambda: ben.call("POST", f"/api/v1/accounts/{ana.id}/follow"))
    post = ben.call("GET", path)
    assert (post["favourites_count"], post["reblogs_count"], post["bookmarked"]) == (1, 1, True)
    account = ben.call("GET", f"/api/v1/accounts/{ana.id}")
    assert (account["followers_count"], account["statuses_count"]) == (1, 1)
