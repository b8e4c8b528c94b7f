"""Files come in: first onto the disk, then the row. A refusal leaves nothing behind."""

import os
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import BinaryIO

from folkmoot.domains.media import hashes, kinds, pictures
from folkmoot.domains.media.events import MediaUploaded
from folkmoot.domains.media.kinds import FileType
from folkmoot.domains.media.models import Media
from folkmoot.domains.media.queries import view_of
from folkmoot.domains.media.types import MediaKind, MediaView
from folkmoot.infra.audit import api as audit
from folkmoot.infra.config import current
from folkmoot.infra.limits import acts
from folkmoot.infra.limits import api as limits
from folkmoot.infra.limits.api import Limit
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.pdq import PdqHash
from folkmoot.infra.room import api as room
from folkmoot.infra.room.api import Growth
from folkmoot.infra.storage import api as storage
from folkmoot.infra.text import clean_text
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import media_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

LONGEST_DESCRIPTION = 1500
_NAMES = {
    MediaKind.IMAGE: sentence("picture"),
    MediaKind.VIDEO: sentence("video"),
    MediaKind.AUDIO: sentence("sound"),
}
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Stored:
    mime: str
    original_key: str
    size: int
    small_key: str | None = None
    width: int = 0
    height: int = 0
    blurhash: str = ""
    pdq: PdqHash | None = None


def upload(
    viewer: Viewer,
    *,
    file: BinaryIO,
    name: str = "",  # noqa: ARG001 - what a sender says of a file decides nothing; callers have it at hand
    content_type: str = "",  # noqa: ARG001 - the same
    description: str = "",
    focus: tuple[float, float] = (0.0, 0.0),
    limited: bool = True,
) -> MediaView:
    """Take in a picture, video or sound of the viewer, to be attached within a day.

    Not `limited`, it counts for no limit of the hour: for a job that brings an archive in.

    Raises Invalid with the field "file", "description" or "focus", RateLimited, and NoRoom.
    """
    account_id = viewer.require_account()
    text, point = clean_description(description), clean_focus(focus)
    file_type = kinds.recognise(file)
    refuse_too_large(file, file_type.kind)
    room.require(Growth.FILE if file_type.kind is MediaKind.IMAGE else Growth.VIDEO)
    if limited:
        count_upload(account_id, file)
    stored = _store_picture(file, file_type) if file_type.kind is MediaKind.IMAGE else _store_as_it_is(file, file_type)
    row = _row(account_id, file_type.kind, stored, text, point)
    try:
        recognised = hashes.hashes_of(row.id, file, stored.original_key, stored.pdq)
        with atomic_write():
            row.save(force_insert=True)
            hashes.keep(recognised)
            audit.record(account_id, "media.upload", media_ref(row.id), bytes=stored.size)
            outbox.publish(MediaUploaded(media_id=row.id, account_id=account_id))
    except BaseException:
        storage.delete(key for key in (stored.original_key, stored.small_key) if key)
        raise
    return view_of(row)


def count_upload(account_id: int, file: BinaryIO) -> None:
    """Count a file for the hour, and its bytes for the day. Raises RateLimited."""
    config, size = current(), file.seek(0, os.SEEK_END)
    file.seek(0)
    acts.count(acts.uploads(), account_id)
    kilobytes = Limit("kilobytes of uploads", config.uploads_per_day // 1024, timedelta(days=1))
    limits.hit(kilobytes, account_id, max(1, size // 1024))


def clean_description(text: str) -> str:
    return clean_text(text, limit=LONGEST_DESCRIPTION, field="description")


def clean_focus(focus: tuple[float, float]) -> tuple[float, float]:
    x, y = focus
    if not (-1 <= x <= 1 and -1 <= y <= 1):
        raise Invalid("The focus must be two numbers from -1 to 1.", field="focus")
    return float(x), float(y)


def refuse_too_large(file: BinaryIO, kind: MediaKind) -> None:
    """Raise Invalid with the field "file" for more bytes than the site takes of a kind."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    limit = current().image_limit if kind is MediaKind.IMAGE else current().video_limit
    if size > limit:
        raise Invalid(
            sentence(
                "This {kind} has {size} MB, and {limit} MB is the most.",
                kind=_NAMES[kind],
                size=size / _MEGABYTE,
                limit=f"{limit / _MEGABYTE:g}",
            ),
            field="file",
        )


def _store_picture(file: BinaryIO, file_type: FileType) -> _Stored:
    made = pictures.remake(file, file_type)
    original_key = keep_bytes(made.original, made.file_type.extension)
    try:
        small_key = keep_bytes(made.small, kinds.WEBP.extension)
    except BaseException:
        storage.delete([original_key])
        raise
    return _Stored(
        made.file_type.mime,
        original_key,
        len(made.original),
        small_key,
        made.width,
        made.height,
        made.blurhash,
        made.pdq,
    )


def _store_as_it_is(file: BinaryIO, file_type: FileType) -> _Stored:
    key = storage.save(file, extension=file_type.extension, most=current().video_limit)
    return _Stored(file_type.mime, key, storage.path(key).stat().st_size)


def keep_bytes(content: bytes, extension: str, label: str = "") -> str:
    """Keep a finished file; returns its key."""
    return storage.save(BytesIO(content), extension=extension, most=len(content), label=label)


def _row(account_id: int, kind: MediaKind, stored: _Stored, description: str, focus: tuple[float, float]) -> Media:
    return Media(
        id=new_id(),
        account_id=account_id,
        kind=kind,
        mime=stored.mime,
        original_key=stored.original_key,
        small_key=stored.small_key,
        width=stored.width,
        height=stored.height,
        bytes=stored.size,
        blurhash=stored.blurhash,
        description=description,
        focus_x=focus[0],
        focus_y=focus[1],
    )
