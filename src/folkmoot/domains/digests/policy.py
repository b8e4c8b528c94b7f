"""When a digest is due, and how far back it looks. Pure."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from folkmoot.domains.digests.types import Frequency

AT = time(8)
"""On the person's own clock."""

_MONDAY = 0


def next_due(frequency: Frequency, zone: str, after: datetime) -> datetime | None:
    """The first eight in the morning after a moment; for weekly ones that of a Monday. `zone`: IANA name; "": UTC."""
    if frequency is Frequency.OFF:
        return None
    place = ZoneInfo(zone) if zone else UTC
    day = after.astimezone(place).date()
    while True:
        due = datetime.combine(day, AT, place).astimezone(UTC)
        if due > after and (frequency is Frequency.DAILY or day.weekday() == _MONDAY):
            return due
        day += timedelta(days=1)


def period(frequency: Frequency) -> timedelta:
    """What a first digest looks back on; later ones go back to the one before, and at most twice as far."""
    return timedelta(days=1) if frequency is Frequency.DAILY else timedelta(days=7)


def since(frequency: Frequency, *, told_until: datetime, now: datetime) -> datetime:
    return max(told_until, now - 2 * period(frequency))
