"""The door of events."""

from folkmoot.domains.events.access import access_event, access_own, access_to_cancel, event_of_post
from folkmoot.domains.events.commands.calendar import calendar_token, owner_of_calendar, renew_calendar
from folkmoot.domains.events.commands.erase import erase
from folkmoot.domains.events.commands.leave import take_back_answers
from folkmoot.domains.events.commands.make import cancel, edit, make
from folkmoot.domains.events.commands.remind import remind
from folkmoot.domains.events.commands.respond import respond
from folkmoot.domains.events.events import EventCancelled, EventMoved, EventNear
from folkmoot.domains.events.queries import Listed, Told, calendar_of, list_events, people_of, told
from folkmoot.domains.events.types import (
    LINK_LIMIT,
    PLACE_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    Answer,
    EventDraft,
    EventView,
    Which,
)

__all__ = [
    "LINK_LIMIT",
    "PLACE_LIMIT",
    "TEXT_LIMIT",
    "TITLE_LIMIT",
    "Answer",
    "EventCancelled",
    "EventDraft",
    "EventMoved",
    "EventNear",
    "EventView",
    "Listed",
    "Told",
    "Which",
    "access_event",
    "access_own",
    "access_to_cancel",
    "calendar_of",
    "calendar_token",
    "cancel",
    "edit",
    "erase",
    "event_of_post",
    "list_events",
    "make",
    "owner_of_calendar",
    "people_of",
    "remind",
    "renew_calendar",
    "respond",
    "take_back_answers",
    "told",
]
