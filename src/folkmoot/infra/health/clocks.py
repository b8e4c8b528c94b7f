"""Clocks that are wrong: ids and sessions, tokens and leases go by them."""

import ctypes
import time
from collections.abc import Iterator

from folkmoot.infra.health.finding import Finding, ok, warn
from folkmoot.kernel.sentences import Sentence, sentence

_TIMEX_BYTES = 256
"""More than any `struct timex` has; all nought, it asks and changes nothing (adjtimex(2))."""
_TIME_ERROR = 5
_MOST_SKEW = 2.0
"""Seconds between this machine and that of a database."""


def kernel_knows() -> bool | None:
    """Whether the kernel holds its clock for right (kept by NTP); None where it does not say."""
    try:
        said = int(ctypes.CDLL(None, use_errno=True).ntp_adjtime(ctypes.create_string_buffer(_TIMEX_BYTES)))
    except AttributeError:
        return None
    return None if said < 0 else said != _TIME_ERROR


def check_kernel() -> Iterator[Finding]:
    """Nothing where the kernel does not say."""
    known = kernel_knows()
    if known is False:
        yield warn(
            sentence("Nothing keeps the clock of this machine right."),
            sentence("Keep it by NTP: systemd-timesyncd or chrony."),
        )
    elif known:
        yield ok(sentence("The clock of this machine is kept right."))


def check_databases() -> Iterator[Finding]:
    """The clock of each database server against that of this machine."""
    from django.db import connections

    for alias in connections:
        if connections[alias].vendor == "postgresql":
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
                yield skew(alias, float(cursor.fetchone()[0]) - time.time())


def skew(alias: str, seconds: float) -> Finding:
    """What to say of a database whose clock is so far ahead of this machine's."""
    if abs(seconds) < _MOST_SKEW:
        return ok(sentence("The clock of the database '{alias}' agrees with that of this machine.", alias=alias))
    text = _ahead(alias, round(seconds)) if seconds > 0 else _behind(alias, round(-seconds))
    return warn(text, sentence("Keep both by NTP."))


def _ahead(alias: str, seconds: int) -> Sentence:
    return sentence(
        "The clock of the database '{alias}' is {count} second ahead of that of this machine.",
        plural="The clock of the database '{alias}' is {count} seconds ahead of that of this machine.",
        alias=alias,
        count=seconds,
    )


def _behind(alias: str, seconds: int) -> Sentence:
    return sentence(
        "The clock of the database '{alias}' is {count} second behind that of this machine.",
        plural="The clock of the database '{alias}' is {count} seconds behind that of this machine.",
        alias=alias,
        count=seconds,
    )
