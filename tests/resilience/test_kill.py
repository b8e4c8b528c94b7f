"""kill -9 of every process, again and again, while people act: nothing acknowledged is lost, doubled or half done.

RESILIENCE_ROUNDS says how often (the suite: 6, each victim once), RESILIENCE_SEED which moments.
"""

import os
import random
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests import postgres
from tests.browser.people import Cast
from tests.live import LiveSite, kill, processes_below
from tests.resilience.town import Town

pytestmark = pytest.mark.live
ROUNDS = int(os.environ.get("RESILIENCE_ROUNDS", "6"))
SEED = int(os.environ.get("RESILIENCE_SEED", "20170217"))
_VICTIMS = ("worker", "web", "answering", "supervisor", "streaming", "all")
_BETWEEN = 5
_LONGEST_WAIT = 1.0


@pytest.fixture(params=[None, pytest.param("postgresql", marks=pytest.mark.postgres)], ids=["sqlite", "postgresql"])
def town(request: pytest.FixtureRequest) -> Iterator[Town]:
    with ExitStack() as stack:
        # A server that writes through: what it acknowledged must be on the disk.
        server = stack.enter_context(postgres.server(durable=True)) if request.param else None
        site = stack.enter_context(LiveSite(database=server.environment() if server else None))
        yield Town(site, stack.enter_context(Cast(site)), SEED)


def test_kill_minus_nine_loses_and_doubles_nothing(town: Town) -> None:
    chance = random.Random(SEED)
    with town.at_work():
        for number in range(ROUNDS):
            town.get_on(_BETWEEN)
            threading.Event().wait(chance.uniform(0, _LONGEST_WAIT))
            _kill(town.site, _VICTIMS[number % len(_VICTIMS)])
        town.get_on(_BETWEEN)
    town.check()


def _kill(site: LiveSite, victim: str) -> None:
    """A supervisor that was killed is started again at once: nothing of the old site is in its way."""
    if victim == "supervisor":
        site.stop(signal.SIGKILL)
        site.start()
        return
    found: list[int] = []

    def there() -> bool:
        found[:] = _processes(site, victim)
        return bool(found)

    site.wait_until(there)  # what was killed a moment ago is started again after a pause
    kill(found)


def _processes(site: LiveSite, victim: str) -> list[int]:
    """`answering`: the process below that of the web server, which answers."""
    if victim == "all":
        return processes_below(site.pid)
    pid = site.children().get("web" if victim == "answering" else victim)
    return [] if pid is None else processes_below(pid) if victim == "answering" else [pid]
