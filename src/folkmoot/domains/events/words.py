"""What an event says: checked, sealed where it is not for everybody, and told by a post."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from folkmoot.domains.events.models import Event
from folkmoot.domains.events.types import LINK_LIMIT, PLACE_LIMIT, TEXT_LIMIT, TITLE_LIMIT, EventDraft
from folkmoot.domains.residency import api as residency
from folkmoot.infra.config import current
from folkmoot.infra.text import clean_text
from folkmoot.kernel.errors import Invalid


class Words(msgspec.Struct, frozen=True, kw_only=True):
    title: str = ""
    text: str = ""
    place: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class When:
    starts_at: datetime
    ends_at: datetime
    zone: str


def checked(draft: EventDraft) -> Words:
    """Raises Invalid, naming the field."""
    title = " ".join(clean_text(draft.title, limit=TITLE_LIMIT, field="title").split())
    if not title:
        raise Invalid("Please give the event a title.", field="title")
    return Words(
        title=title,
        text=clean_text(draft.text, limit=TEXT_LIMIT, field="text").strip(),
        place=" ".join(clean_text(draft.place, limit=PLACE_LIMIT, field="place").split()),
        link=_link(draft.link.strip()),
    )


def seal(owner_id: int, words: Words) -> int:
    """The id of the record in the vault."""
    return residency.records.put(owner_id, residency.RecordKind.EVENT, msgspec.json.encode(words))


def of_rows(rows: Iterable[Event]) -> dict[int, Words]:
    """By the event's id; what cannot be opened any more is left out."""
    kept = list(rows)
    records = residency.records.get([row.record_id for row in kept if row.record_id is not None])
    found: dict[int, Words] = {}
    for row in kept:
        if row.record_id is None:
            found[row.id] = Words(title=row.title, text=row.text, place=row.place, link=row.link)
        elif plain := records.get(row.record_id):
            found[row.id] = msgspec.json.decode(plain, type=Words)
    return found


def announcement(event_id: int, words: Words, when: When, *, cancelled: bool = False) -> str:
    """The text of the post. Its times are figures, so that it needs no language of its own."""
    title = f"✕ {words.title} ✕" if cancelled else words.title
    parts = [title, f"{_span(when)}\n{words.place}".strip(), words.text, words.link]
    return "\n\n".join([*filter(None, parts), f"{current().public_origin}/events/{event_id}"])


def _span(when: When) -> str:
    zone = ZoneInfo(when.zone)
    starts, ends = when.starts_at.astimezone(zone), when.ends_at.astimezone(zone)
    end = f"{ends:%H:%M}" if starts.date() == ends.date() else f"{ends:%Y-%m-%d %H:%M}"
    return f"{starts:%Y-%m-%d %H:%M} – {end} ({when.zone})"


def _link(link: str) -> str:
    if link and (urlsplit(link).scheme not in {"http", "https"} or not urlsplit(link).netloc or " " in link):
        raise Invalid("A link begins with https:// or http://.", field="link")
    if len(link) > LINK_LIMIT:
        raise Invalid("This link is too long.", field="link")
    return link
