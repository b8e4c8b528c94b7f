"""How long a case that somebody took stays theirs."""

from datetime import datetime, timedelta

from folkmoot.kernel import clock

LEASE = timedelta(minutes=15)


def lease_holds(taken_until: datetime | None) -> bool:
    """Whether a take still counts. One that ends too far ahead was made before the clock went back: it does not."""
    now = clock.now()
    return taken_until is not None and now < taken_until <= now + 2 * LEASE
