"""Files for posts. They are ready as soon as they are here, so version 2 answers like version 1."""

from typing import Any

import msgspec

from folkmoot.domains.media import api as media
from folkmoot.edges.mastodon.call import Call
from folkmoot.edges.mastodon.incoming import Upload
from folkmoot.edges.mastodon.present.media import attachment
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire.statuses import MediaAttachment
from folkmoot.kernel.errors import Invalid

routes = Routes()
_TWO = 2


class SentFile(msgspec.Struct):
    file: Upload | None = None
    description: str | None = None
    focus: str | None = None


@routes.post("/api/v1/media", "write:media")
@routes.post("/api/v2/media", "write:media")
def upload(call: Call) -> MediaAttachment:
    sent = call.read(SentFile)
    if sent.file is None:
        raise Invalid("File can't be blank", field="file")
    file: Any = sent.file
    made = media.upload(
        call.viewer,
        file=file,
        name=file.name or "",
        content_type=file.content_type or "",
        description=sent.description or "",
        focus=_focus(sent.focus) or (0.0, 0.0),
    )
    return attachment(made)


@routes.get("/api/v1/media/<media_id>", "write:media")
def one(call: Call) -> MediaAttachment:
    return attachment(media.access_media(call.viewer, call.id("media_id")))


@routes.put("/api/v1/media/<media_id>", "write:media")
def update(call: Call) -> MediaAttachment:
    sent = call.read(SentFile)
    changed = media.update(
        call.viewer, media_id=call.id("media_id"), description=sent.description, focus=_focus(sent.focus)
    )
    return attachment(changed)


def _focus(sent: str | None) -> tuple[float, float] | None:
    if sent is None:
        return None
    parts = sent.split(",")
    try:
        x, y = (float(part) for part in parts) if len(parts) == _TWO else (float("nan"), float("nan"))
    except ValueError:
        raise Invalid("Focus must be two numbers, such as 0.0,0.5", field="focus") from None
    return x, y
