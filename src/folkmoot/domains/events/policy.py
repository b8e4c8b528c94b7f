"""Times of events. Pure."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from folkmoot.kernel.errors import Invalid

LONGEST = timedelta(days=366)
MOST_A_DAY = 20
REMINDED_BEFORE = timedelta(hours=24)


def zone_of(name: str) -> ZoneInfo:
    """Raises Invalid for what is no IANA zone."""
    if name not in available_timezones():
        raise Invalid("Please choose a time zone.", field="zone")
    return ZoneInfo(name)


def moment(said: datetime, zone: ZoneInfo, *, field: str) -> datetime:
    """In UTC. Of an hour that clocks show twice, the first unless `fold` says otherwise; Invalid for one that they
    leave out.
    """
    if said.tzinfo is not None:
        return said.astimezone(UTC)
    found = said.replace(tzinfo=zone).astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) != said.replace(tzinfo=None):
        raise Invalid("On this day the clocks leave this time out. Please choose another.", field=field)
    return found


def check_span(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Raises Invalid, naming the field."""
    if ends_at <= starts_at:
        raise Invalid("The end comes after the beginning.", field="ends")
    if ends_at - starts_at > LONGEST:
        raise Invalid("An event lasts a year at most.", field="ends")
    if ends_at <= now:
        raise Invalid("This is in the past.", field="ends")
