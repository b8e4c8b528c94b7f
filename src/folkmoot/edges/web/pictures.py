"""How pictures stand in posts: their places in a crop, what is seen before they are there, what is folded."""

import base64
import re
from functools import lru_cache
from io import BytesIO

import blurhash
from django import template
from PIL import Image

from folkmoot.domains.accounts.api import Preferences, ShowMedia
from folkmoot.domains.media.api import MediaView
from folkmoot.domains.posts.api import PostView

register = template.Library()
_LONGER_SIDE = 8
"""Pixels; the browser makes a soft picture of them. More would cost more than they show."""
_STEPS = 10
_BLURHASH = re.compile(r"[0-9A-Za-z#$%*+,\-.:;=?@\[\]^_{|}~]{6,90}")


@register.simple_tag
def blur(file: MediaView) -> str:
    """The blurhash of a picture as a tiny PNG in a data address; "" without one."""
    if not _BLURHASH.fullmatch(file.blurhash) or not file.width or not file.height:
        return ""
    scale = _LONGER_SIDE / max(file.width, file.height)
    return _decoded(file.blurhash, max(1, round(file.width * scale)), max(1, round(file.height * scale)))


@lru_cache(maxsize=4096)
def _decoded(text: str, width: int, height: int) -> str:
    try:
        rows = blurhash.decode(text, width, height)
    except (ValueError, IndexError):
        return ""  # written by another server, and damaged
    image = Image.new("RGB", (width, height))
    image.putdata([tuple(int(value) for value in pixel) for row in rows for pixel in row])
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"


@register.simple_tag
def focus(file: MediaView) -> str:
    """Classes that keep the point its author named inside a crop. From the middle: x to the right, y upwards, ±1."""
    across, up = file.focus
    column, row = round((across + 1) / 2 * _STEPS), round((1 - up) / 2 * _STEPS)
    middle = _STEPS // 2
    return "" if column == row == middle else f" fx{column} fy{row}"


@register.filter
def moves(file: MediaView) -> bool:
    """Whether a picture is an animation for certain: a GIF that stood still was kept as PNG."""
    return file.mime == "image/gif"


@register.simple_tag
def folds_media(post: PostView, own: Preferences) -> bool:
    """Whether the media of a post wait behind a fold of their own: as the reader chose, else as its author did."""
    if own.show_media is not ShowMedia.DEFAULT:
        return own.show_media is ShowMedia.NONE
    return post.sensitive and (not post.warning or own.expand_warnings)
