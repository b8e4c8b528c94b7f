"""The HTML of single segments, as clients of the Mastodon API know it."""

import re
from html import escape

from folkmoot.infra.text.sanitizing import OUTWARD_REL
from folkmoot.infra.text.types import (
    Hashtag,
    Link,
    Mention,
    MentionTarget,
    Plain,
    References,
    Segment,
)

_UNSAID = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_SHOWN = 30


def segment_html(segment: Segment, references: References) -> str:
    match segment:
        case Mention():
            target = references.mentions.get(segment.name)
            return mention_html(target) if target else escape(segment.raw, quote=False)
        case Hashtag():
            return hashtag_html(segment, references.tag_url(segment.tag))
        case Link():
            return link_html(segment.raw)
        case Plain():
            return escape(segment.raw, quote=False)


def mention_html(target: MentionTarget) -> str:
    handle = f"<span>{escape(target.handle, quote=False)}</span>"
    return f'<span class="h-card"><a href="{escape(target.url)}" class="u-url mention">@{handle}</a></span>'


def hashtag_html(hashtag: Hashtag, url: str) -> str:
    word = escape(hashtag.raw[1:], quote=False)
    return f'<a href="{escape(url)}" class="mention hashtag" rel="tag">#<span>{word}</span></a>'


def link_html(url: str) -> str:
    """All of the address is there for who copies it; styles hide the scheme and what is over 30 characters."""
    begin = _UNSAID.match(url)
    unsaid = begin.group() if begin else ""
    said, rest = url[len(unsaid) :][:_SHOWN], url[len(unsaid) + _SHOWN :]
    scheme = _span(unsaid, "invisible")
    shown = _span(said, "ellipsis" if rest else "")
    hidden = _span(rest, "invisible") if rest else ""
    return f'<a href="{escape(url)}" rel="{OUTWARD_REL}" target="_blank">{scheme}{shown}{hidden}</a>'


def _span(text: str, style: str) -> str:
    attribute = f' class="{style}"' if style else ""
    return f"<span{attribute}>{escape(text, quote=False)}</span>"
