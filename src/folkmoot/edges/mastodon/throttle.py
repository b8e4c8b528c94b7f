"""How much a person, an address and an app may ask in five minutes, with the headers by which clients pace themselves.

All web processes count together, in memory (`infra.limits.pacing`): a row for each call would make every read a write.
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from folkmoot.infra.config import current
from folkmoot.infra.limits import api as limits
from folkmoot.infra.limits import pacing
from folkmoot.infra.limits.api import Allowance, Limit
from folkmoot.kernel.errors import RateLimited

WINDOW = timedelta(minutes=5)
PERSON, ADDRESS, APP = "person", "address", "app"


class Allowances(NamedTuple):
    """What is left to whoever called: the first is their own, a second one the app's."""

    all: Sequence[Allowance]

    @property
    def headers(self) -> dict[str, str]:
        return limits.headers(self.all)

    def check(self) -> None:
        """Raise RateLimited where nothing is left of one of them."""
        for one in self.all:
            if one.remaining < 0:
                raise RateLimited(f"client API, {one.limit.name}", safe="Too many requests", retry_after=one.wait)


class Throttle:
    """Counts calls in windows of five minutes. Thread-safe, and one count for all processes of the site."""

    def take(self, account_id: int | None, address: str, app_id: int | None = None) -> Allowances:
        """Count one call: of a person, or of a network address where no person is signed in; and of the app."""
        person, network, app = _limits()
        own = (
            limits.take(network, limits.network_of(address)) if account_id is None else limits.take(person, account_id)
        )
        return Allowances([own] if app_id is None else [own, limits.take(app, app_id)])

    def forget(self) -> None:
        """Start again from nought."""
        pacing.forget()


def _limits() -> tuple[Limit, Limit, Limit]:
    config = current()
    return _made(config.api_per_person, config.api_per_address, config.api_per_app)


@lru_cache(maxsize=4)
def _made(person: int, address: int, app: int) -> tuple[Limit, Limit, Limit]:
    return Limit(PERSON, person, WINDOW), Limit(ADDRESS, address, WINDOW), Limit(APP, app, WINDOW)


throttle = Throttle()
