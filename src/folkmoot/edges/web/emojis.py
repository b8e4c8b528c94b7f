"""Custom emojis on pages: `:blobcat:` in a text becomes its picture. No query is asked for it."""

import re
from collections.abc import Iterator

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from folkmoot.domains.community import api as community
from folkmoot.domains.community.api import CustomEmoji
from folkmoot.domains.media import api as media

_TAG = re.compile(r"(<[^>]*>)")
_VERBATIM = ("<code", "<pre")


def with_emojis(text: str) -> SafeString:
    """A text, or HTML that is marked as safe, with pictures in place of the emojis that are written in it.

    What stands in tags, and as code, stays as it is.
    """
    html = conditional_escape(text)
    known = {emoji.shortcode: emoji for emoji in community.emojis_in(html)} if ":" in html else {}
    return SafeString("".join(_replaced(html, known))) if known else html


def _replaced(html: str, known: dict[str, CustomEmoji]) -> Iterator[str]:
    depth = 0
    for piece in _TAG.split(html):
        if piece.startswith("<"):
            depth += piece.startswith(_VERBATIM)
            depth -= piece.startswith(tuple(tag.replace("<", "</") for tag in _VERBATIM))
            yield piece
        else:
            yield piece if depth > 0 else community.emoji_pattern().sub(lambda found: _picture(found, known), piece)


def _picture(found: re.Match[str], known: dict[str, CustomEmoji]) -> str:
    emoji = known.get(found[1])
    if emoji is None:
        return found[0]
    image = format_html(
        '<img class="emoji" src="{}" alt="{}" title="{}" width="20" height="20" loading="lazy" decoding="async">',
        media.public_address(emoji.key),
        found[0],
        found[0],
    )
    if emoji.key == emoji.still_key:
        return image
    still = media.public_address(emoji.still_key)
    return format_html(
        '<picture><source media="(prefers-reduced-motion: reduce)" srcset="{}">{}</picture>', still, image
    )
