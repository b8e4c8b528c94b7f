"""Text that people write: made clean on the way in, read for mentions, hashtags and links, rendered as safe HTML on
the way out.

Pure: no Django, no input or output, so that a preview, a worker and a test all see the same. Whatever comes
in, what goes out holds only the tags of `sanitizing` and took time in proportion to its length.
"""

from folkmoot.infra.text.articles import parse_article, render_article
from folkmoot.infra.text.cleaning import clean_text
from folkmoot.infra.text.direction import direction
from folkmoot.infra.text.documents import render_document, render_plain, tag_path
from folkmoot.infra.text.hosts import canonical_host, host_of, is_address
from folkmoot.infra.text.length import length
from folkmoot.infra.text.plain import excerpt, plain
from folkmoot.infra.text.sanitizing import clean_html
from folkmoot.infra.text.scanning import parse
from folkmoot.infra.text.short import render_post
from folkmoot.infra.text.types import MentionName, MentionTarget, Parsed

__all__ = [
    "MentionName",
    "MentionTarget",
    "Parsed",
    "canonical_host",
    "clean_html",
    "clean_text",
    "direction",
    "excerpt",
    "host_of",
    "is_address",
    "length",
    "parse",
    "parse_article",
    "plain",
    "render_article",
    "render_document",
    "render_plain",
    "render_post",
    "tag_path",
]
