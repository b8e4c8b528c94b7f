"""Who somebody was elsewhere: `actor.json` of Mastodon's archive, a profile as ActivityStreams."""

from collections.abc import Iterator, Mapping
from typing import Any

from folkmoot.domains.accounts.api import BIO_LIMIT, FIELD_LIMIT, MOST_FIELDS, NAME_LIMIT
from folkmoot.domains.media.api import ProfilePicture
from folkmoot.domains.moving.into.boxes import Box
from folkmoot.domains.moving.into.entries import Entry
from folkmoot.domains.moving.types import Part
from folkmoot.infra import text as texts
from folkmoot.kernel.errors import Invalid

_PICTURES = {ProfilePicture.AVATAR: "icon", ProfilePicture.HEADER: "image"}


def profile(box: Box, root: str) -> Iterator[Entry]:
    """Name, bio, fields and pictures; nothing where the archive does not say who its owner is. What does not fit here
    is cut.
    """
    actor = _actor(box, f"{root}actor.json")
    if not isinstance(actor, dict) or not actor.get("preferredUsername"):
        return
    own = {
        "display_name": _line(actor.get("name"), NAME_LIMIT),
        "bio": texts.plain(_said(actor.get("summary")))[:BIO_LIMIT].strip(),
        "fields": _fields(actor.get("attachment")),
        "bot": actor.get("type") == "Service",
    }
    named = {kind.value: _picture(box, root, actor.get(key)) for kind, key in _PICTURES.items()}
    pictures = {kind: name for kind, name in named.items() if name}
    yield Entry(Part.PROFILE, _said(actor["preferredUsername"])[:500], values={"account": own, "pictures": pictures})


def _actor(box: Box, name: str) -> object:
    """None where there is none that can be read: the posts come along all the same."""
    try:
        return box.json(name)
    except Invalid:
        return None


def _fields(value: object) -> list[list[str]]:
    lines = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    named = [[_line(one.get("name"), FIELD_LIMIT), _line(one.get("value"), FIELD_LIMIT)] for one in lines]
    return [pair for pair in named if all(pair)][:MOST_FIELDS]


def _picture(box: Box, root: str, image: object) -> str | None:
    """The name of the file in the archive; an address on some server is none."""
    url = image.get("url") if isinstance(image, Mapping) else None
    name = root + url.lstrip("/") if isinstance(url, str) else ""
    return name if box.holds(name) else None


def _line(value: Any, limit: int) -> str:
    return " ".join(texts.plain(_said(value)).split())[:limit].strip()


def _said(value: object) -> str:
    return value if isinstance(value, str) else ""
