"""Pictures of custom emojis: small, made anew, and standing still for those who want no movement."""

import os
from io import BytesIO
from typing import BinaryIO

from PIL import Image

from folkmoot.domains.community.api import EmojiPicture
from folkmoot.domains.media import kinds, pictures
from folkmoot.domains.media.types import MediaKind
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.sentences import sentence

LARGEST_SIDE = 128
LARGEST_UPLOAD = 256 * 1024
LARGEST_KEPT = 50 * 1024
_KILOBYTE = 1024


def make_emoji(file: BinaryIO) -> EmojiPicture:
    """Make a picture anew as an emoji: at most 128 pixels on each side and 50 KB.

    What moves is kept moving, as WebP, beside a still PNG. Raises Invalid with the field "file".
    """
    file_type = kinds.recognise(file)
    if file_type.kind is not MediaKind.IMAGE:
        raise Invalid("This is no picture. Please choose a PNG, GIF, WebP, JPEG or AVIF.", field="file")
    if _size(file) > LARGEST_UPLOAD:
        raise _too_large(LARGEST_UPLOAD)
    made = pictures.small(file, file_type, LARGEST_SIDE)
    still = _png(made[0][0])
    if len(made[0]) == 1:
        found = EmojiPicture(still, "png", still, "png")
    else:
        found = EmojiPicture(_moving(*made), "webp", still, "png")
    if max(len(found.moving), len(found.still)) > LARGEST_KEPT:
        raise _too_large(LARGEST_KEPT)
    return found


def _size(file: BinaryIO) -> int:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return size


def _too_large(limit: int) -> Invalid:
    return Invalid(
        sentence("This picture is too large for an emoji: {limit} KB is the most.", limit=limit // _KILOBYTE),
        field="file",
    )


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _moving(frames: list[Image.Image], durations: list[int]) -> bytes:
    out = BytesIO()
    frames[0].save(
        out, "WEBP", save_all=True, append_images=frames[1:], duration=durations, loop=0, quality=75, method=4
    )
    return out.getvalue()
