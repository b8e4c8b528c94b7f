"""Mastodon's archive: `outbox.json` holds the posts as ActivityStreams, `actor.json` the profile, `bookmarks.json` and
CSV files the rest.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from folkmoot.domains.moving.into.actors import profile
from folkmoot.domains.moving.into.boxes import Box
from folkmoot.domains.moving.into.entries import STRANGE, Entry, File, boosted, in_fours, moment, refused
from folkmoot.domains.moving.types import Part
from folkmoot.domains.posts.api import (
    TEXT_LIMIT,
    WARNING_LIMIT,
    MovedPost,
    PollDraft,
    PostDraft,
    PostKind,
    Visibility,
)
from folkmoot.infra import text as texts
from folkmoot.kernel.errors import Invalid

_PUBLIC = {"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"}
_HOUR = 3600


def entries(box: Box, root: str) -> Iterator[Entry]:
    """The profile, everything in the outbox, the oldest first, and the bookmarks. `root` is the folder of it all."""
    outbox = box.json(f"{root}outbox.json")
    items = outbox.get("orderedItems") if isinstance(outbox, dict) else None
    if not isinstance(items, list):
        raise Invalid("The file outbox.json in this archive is not as Mastodon writes it.", field="file")
    yield from profile(box, root)
    found = [_entry(item, root) for item in items]
    found.sort(key=_time_of)
    for entry in found:
        yield from in_fours(entry)
    for name, part in (("likes", Part.FAVOURITES), ("bookmarks", Part.BOOKMARKS)):
        if box.holds(f"{root}{name}.json"):
            kept = box.json(f"{root}{name}.json")
            for uri in _listed(kept.get("orderedItems")) if isinstance(kept, dict) else ():
                yield Entry(part, _address(uri)[:500])


def _entry(item: object, root: str) -> Entry:
    if not isinstance(item, dict):
        return refused("", STRANGE)
    name = str(item.get("id", ""))
    if item.get("type") == "Announce":
        return boosted(_address(item.get("object")), moment(item.get("published")), _visibility(item))
    note = item.get("object")
    if item.get("type") != "Create" or not isinstance(note, dict):
        return refused(name, STRANGE)
    created = moment(note.get("published") or item.get("published"))
    origin = str(note.get("id") or name)
    if created is None or not origin:
        return refused(name, STRANGE)
    text = texts.plain(str(note.get("content") or ""))
    poll = _poll(note)
    draft = PostDraft(
        text=text,
        kind=PostKind.ARTICLE if len(text) > TEXT_LIMIT else PostKind.POST,
        title=texts.excerpt(text, 80) if len(text) > TEXT_LIMIT else "",
        visibility=_visibility(note),
        warning=str(note.get("summary") or "")[:WARNING_LIMIT],
        sensitive=bool(note.get("sensitive")),
        language=_language(note),
        poll=poll,
    )
    post = MovedPost(
        origin=origin,
        draft=draft,
        created_at=created,
        edited_at=moment(note.get("updated")) if note.get("updated") else None,
        reply_to=str(note.get("inReplyTo") or ""),
        poll_ends_at=moment(note.get("endTime") or note.get("closed")) or created if poll else None,
    )
    files = tuple(_file(one, root) for one in _listed(note.get("attachment")) if isinstance(one, dict))
    return Entry(Part.POSTS, origin[:500], post, () if poll else files)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _time_of(entry: Entry) -> float:
    """What cannot be read comes first."""
    at = entry.post.created_at if entry.post else entry.values.get("at")
    return at.timestamp() if isinstance(at, datetime) else 0


def _address(thing: object) -> str:
    """Of a post that is named by its address, or lies there itself."""
    return str(thing.get("id") or "") if isinstance(thing, dict) else str(thing or "")


def _visibility(note: Mapping[str, Any]) -> Visibility:
    """For no more readers than there: whoever cannot be named here is left out."""
    to, cc = _names(note.get("to")), _names(note.get("cc"))
    if to & _PUBLIC:
        return Visibility.PUBLIC
    if cc & _PUBLIC:
        return Visibility.UNLISTED
    return Visibility.FOLLOWERS if any(one.endswith("/followers") for one in to) else Visibility.DIRECT


def _names(value: object) -> set[str]:
    return {str(one) for one in value} if isinstance(value, list) else {str(value)} if value else set()


def _language(note: Mapping[str, Any]) -> str:
    said = note.get("contentMap")
    code = next(iter(said), "") if isinstance(said, dict) else ""
    return code if code.isascii() and code.replace("-", "").isalnum() and len(code) <= 12 else ""  # noqa: PLR2004 - the column


def _poll(note: Mapping[str, Any]) -> PollDraft | None:
    options = note.get("oneOf") or note.get("anyOf")
    if not isinstance(options, list):
        return None
    named = tuple(str(one.get("name", ""))[:100] for one in options if isinstance(one, dict))
    return PollDraft(options=named, lasts_seconds=_HOUR, multiple=bool(note.get("anyOf")))


def _file(document: Mapping[str, Any], root: str) -> File:
    """`url` is a path inside the archive; some servers write the folder in which they keep media before it."""
    path = str(document.get("url", "")).lstrip("/")
    begin = path.find("media_attachments/")
    name = path[begin:] if begin > 0 else path
    return File(root + name, str(document.get("name") or "")[:1500], focus_of(document.get("focalPoint")))


def focus_of(value: object) -> tuple[float, float]:
    """Two numbers from -1 to 1, else the middle."""
    if isinstance(value, list) and len(value) == 2 and all(isinstance(one, int | float) for one in value):  # noqa: PLR2004 - x and y
        x, y = (max(-1.0, min(1.0, float(one))) for one in value)
        return x, y
    return 0.0, 0.0
