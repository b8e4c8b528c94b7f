"""Events, under `/api/folkmoot/v1/events`."""

from datetime import datetime

import msgspec

from folkmoot.domains.events import api as events
from folkmoot.domains.events.api import Answer, EventDraft, Which
from folkmoot.domains.posts.api import Visibility
from folkmoot.edges.mastodon.call import Call
from folkmoot.edges.mastodon.incoming import Id
from folkmoot.edges.mastodon.present import events as present
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire import events as wire
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.ids import parse_id

routes = Routes()
_HOME = "/api/folkmoot/v1/events"
_KEY_LIMIT = 200


class SentEvent(msgspec.Struct):
    """Times in ISO 8601, with an offset or by the clocks of `zone`. `visibility`: public or private (followers); with
    `group_id` it is the group's; `by_group`: the group itself invites.
    """

    title: str = ""
    starts_at: str = ""
    ends_at: str = ""
    zone: str = "UTC"
    text: str = ""
    place: str = ""
    link: str = ""
    visibility: str = "public"
    group_id: Id | None = None
    by_group: bool = False


class SentChange(msgspec.Struct):
    """What is not sent stays. Times as when it is made."""

    title: str | None = None
    starts_at: str | None = None
    ends_at: str | None = None
    zone: str | None = None
    text: str | None = None
    place: str | None = None
    link: str | None = None


class SentAnswer(msgspec.Struct):
    answer: Answer


@routes.get(
    _HOME,
    "read:statuses",
    asks=Asks.ANYONE,
    fields={"show": str, "group_id": str, "after": str, "limit": int},
)
def listed(call: Call) -> list[wire.Event]:
    """What is to come, the next first. `show`: all, mine, groups or past; `group_id`: of one group; `after`: of the
    last event that one has.
    """
    asked = call.text("show", Which.ALL)
    if asked not in set(Which):
        raise Invalid("show: all, mine, groups or past", field="show")
    found = events.list_events(
        call.viewer,
        Which(asked),
        group_id=parse_id(call.text("group_id")),
        after=parse_id(call.text("after")),
        limit=call.limit(),
    )
    return present.many(call.viewer, found.items)


@routes.post(_HOME, "write:statuses", sends=SentEvent)
def make(call: Call) -> wire.Event:
    """A repeated `Idempotency-Key` gives the event of the first time."""
    sent = call.read(SentEvent)
    made = events.make(
        call.viewer,
        draft=EventDraft(
            title=sent.title,
            starts=_time(sent.starts_at, "starts_at"),
            ends=_time(sent.ends_at, "ends_at"),
            zone=sent.zone,
            text=sent.text,
            place=sent.place,
            link=sent.link,
            visibility=_visibility(sent.visibility),
            group_id=sent.group_id,
            by_group=sent.by_group,
        ),
        idempotency_key=call.request.headers.get("Idempotency-Key", "")[:_KEY_LIMIT] or None,
    )
    return present.one(call.viewer, made)


@routes.get(f"{_HOME}/<event_id>", "read:statuses", asks=Asks.ANYONE)
def one(call: Call) -> wire.Event:
    return present.one(call.viewer, events.access_event(call.viewer, call.id("event_id")))


@routes.put(f"{_HOME}/<event_id>", "write:statuses", sends=SentChange)
def change(call: Call) -> wire.Event:
    """Change what it says; who goes is told of another time or place. Who may see it stays."""
    sent, event_id = call.read(SentChange), call.id("event_id")
    before = events.access_own(call.viewer, event_id)
    draft = EventDraft(
        title=_kept(sent.title, before.title),
        starts=before.starts_at if sent.starts_at is None else _time(sent.starts_at, "starts_at"),
        ends=before.ends_at if sent.ends_at is None else _time(sent.ends_at, "ends_at"),
        zone=_kept(sent.zone, before.zone),
        text=_kept(sent.text, before.text),
        place=_kept(sent.place, before.place),
        link=_kept(sent.link, before.link),
    )
    return present.one(call.viewer, events.edit(call.viewer, event_id=event_id, draft=draft))


@routes.post(f"{_HOME}/<event_id>/cancel", "write:statuses")
def cancel(call: Call) -> wire.Event:
    """For good; who wanted to come is told. Cancelling again changes nothing."""
    return present.one(call.viewer, events.cancel(call.viewer, event_id=call.id("event_id")))


@routes.post(f"{_HOME}/<event_id>/respond", "write:statuses", sends=SentAnswer)
def respond(call: Call) -> wire.Event:
    """`answer`: going, maybe or not."""
    sent = call.read(SentAnswer)
    return present.one(call.viewer, events.respond(call.viewer, event_id=call.id("event_id"), answer=sent.answer))


def _kept(sent: str | None, before: str) -> str:
    return before if sent is None else sent


def _time(text: str, field: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Invalid("Please give a day and a time.", field=field) from None


def _visibility(name: str) -> Visibility:
    if name not in {"public", "private"}:
        raise Invalid("Please choose who may see this event.", field="visibility")
    return Visibility.PUBLIC if name == "public" else Visibility.FOLLOWERS
