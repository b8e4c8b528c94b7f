"""Events as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from folkmoot.domains.events.api import EventView
from folkmoot.edges.web.sharing.shown import absolute
from folkmoot.infra.config import current

if TYPE_CHECKING:
    from icalendar import Event as Component

CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_file(shown: Iterable[EventView], *, name: str = "") -> bytes:
    """One VEVENT each, with the rules of their zones. A cancelled event stays in, as cancelled."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Folkmoot//Events//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
    for event in shown:
        calendar.add_component(_component(event))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _component(event: EventView) -> "Component":
    from icalendar import Event

    address = absolute(f"/events/{event.id}")
    made = Event()
    made.add("uid", f"event-{event.id}@{urlsplit(current().public_origin).hostname}")
    made.add("dtstamp", event.changed_at)
    made.add("last-modified", event.changed_at)
    made.add("sequence", event.sequence)
    made.add("status", "CANCELLED" if event.cancelled_at else "CONFIRMED")
    made.add("summary", event.title)
    made.add("dtstart", event.starts)
    made.add("dtend", event.ends)
    if event.place:
        made.add("location", event.place)
    made.add("description", "\n\n".join(filter(None, [event.text, event.link, address])))
    made.add("url", address)
    return made
