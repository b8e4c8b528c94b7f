"""Reading what is about one person or one thread, and the web home: CPU time of the web process, against a static body
of the same size.

The community and the writer of `reading`. All 1,000 tokens in turn: of 100 profiles, the 20 newest posts; of 100
threads of 20 posts, what answers their first; each reader's 40 newest notifications of 60. Before those are told, the
first page of each reader in a browser.
"""

from collections.abc import Iterator
from typing import Final

from benchmarks.community import Community, add_notifications, add_threads
from benchmarks.harness import Result
from benchmarks.reading import Surface, measure_surfaces

_PROFILES: Final = 100
_THREADS, _LENGTH = 100, 20
_TOLD: Final = 60
_LEAST: Final = 0.125
_LEAST_OF_HOME: Final = 0.05


def measure(*, short: bool) -> list[Result]:
    return measure_surfaces(_surfaces, short=short)


def _surfaces(community: Community) -> Iterator[Surface]:
    yield Surface("reading: web home", ("/",), _LEAST_OF_HOME, _LEAST_OF_HOME, in_browser=True, warming=10)
    profiles = [f"/api/v1/accounts/{one}/statuses" for one in community.account_ids[-_PROFILES:]]
    threads = [f"/api/v1/statuses/{one}/context" for one in add_threads(community, _THREADS, _LENGTH)]
    add_notifications(community, _TOLD)
    yield Surface("reading: profile", tuple(profiles), _LEAST, _LEAST)
    yield Surface("reading: notifications", ("/api/v1/notifications",), _LEAST, _LEAST)
    yield Surface("reading: thread", tuple(threads), _LEAST, _LEAST)
