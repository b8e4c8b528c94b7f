"""Posts: plain text with paragraphs, line breaks and references."""

import re
from collections.abc import Callable, Mapping

from folkmoot.infra.text.pieces import segment_html
from folkmoot.infra.text.sanitizing import clean_own
from folkmoot.infra.text.scanning import cut
from folkmoot.infra.text.types import MentionName, MentionTarget, References

_PARAGRAPH_END = re.compile(r"\n{2,}")


def render_post(text: str, *, mentions: Mapping[MentionName, MentionTarget], tag_url: Callable[[str], str]) -> str:
    """The HTML of a post. `tag_url` makes the address of a hashtag's page from its case-folded word."""
    references = References(mentions, tag_url)
    html = "".join(segment_html(segment, references) for segment in cut(text.strip()))
    if not html:
        return ""
    paragraphs = _PARAGRAPH_END.split(html)
    return clean_own("".join(f"<p>{paragraph.replace(chr(10), '<br />')}</p>" for paragraph in paragraphs))
