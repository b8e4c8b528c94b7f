"""Files for posts. Pictures are ready as soon as they are here; what is still worked on is 202 when it comes, 206 when
it is asked for, and has no address yet.
"""

from typing import Any

import msgspec

from folkmoot.domains.media import api as media
from folkmoot.domains.media.api import MediaState
from folkmoot.edges.mastodon.call import Call, Reply
from folkmoot.edges.mastodon.focus import focus_of
from folkmoot.edges.mastodon.incoming import Upload
from folkmoot.edges.mastodon.present.media import attachment
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire.statuses import MediaAttachment
from folkmoot.kernel.errors import Invalid

routes = Routes()
_ACCEPTED, _PARTIAL = 202, 206


class SentFile(msgspec.Struct):
    file: Upload | None = None
    description: str | None = None
    focus: str | None = None


@routes.post("/api/v1/media", "write:media", sends=SentFile, answers=(202,))
@routes.post("/api/v2/media", "write:media", sends=SentFile, answers=(202,))
def upload(call: Call) -> MediaAttachment | Reply[MediaAttachment]:
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
        focus=focus_of(sent.focus) or (0.0, 0.0),
    )
    return _with_state(made, waiting=_ACCEPTED)


@routes.get("/api/v1/media/<media_id>", "write:media", answers=(206,))
def one(call: Call) -> MediaAttachment | Reply[MediaAttachment]:
    return _with_state(media.access_media(call.viewer, call.id("media_id")), waiting=_PARTIAL)


@routes.put("/api/v1/media/<media_id>", "write:media", sends=SentFile)
def update(call: Call) -> MediaAttachment:
    sent = call.read(SentFile)
    changed = media.update(
        call.viewer, media_id=call.id("media_id"), description=sent.description, focus=focus_of(sent.focus)
    )
    return attachment(changed)


@routes.delete("/api/v1/media/<media_id>", "write:media")
def delete(call: Call) -> None:
    media.withdraw(call.viewer, media_id=call.id("media_id"))


def _with_state(view: media.MediaView, *, waiting: int) -> MediaAttachment | Reply[MediaAttachment]:
    """The file, with the status `waiting` while it is worked on. Raises Invalid for one that could not be used."""
    if view.state is MediaState.FAILED:
        raise Invalid("Error processing thumbnail for uploaded media", field="")
    return attachment(view) if view.state is MediaState.READY else Reply(attachment(view), waiting)
