"""Text of posts: made clean on the way in, read for mentions, hashtags and links, rendered as safe HTML on
the way out.

Pure: no Django, no input or output, so that a preview, a worker and a test all see the same. Whatever comes
in, what goes out holds only the tags of `sanitizing` and took time in proportion to its length.
"""

from folkmoot.domains.posts.text.articles import parse_article, render_article
from folkmoot.domains.posts.text.cleaning import clean_text
from folkmoot.domains.posts.text.direction import direction
from folkmoot.domains.posts.text.length import length
from folkmoot.domains.posts.text.plain import excerpt, plain
from folkmoot.domains.posts.text.sanitizing import clean_html
from folkmoot.domains.posts.text.scanning import parse
from folkmoot.domains.posts.text.short import render_post
from folkmoot.domains.posts.text.types import MentionName, MentionTarget, Parsed

__all__ = [
    "MentionName",
    "MentionTarget",
    "Parsed",
    "clean_html",
    "clean_text",
    "direction",
    "excerpt",
    "length",
    "parse",
    "parse_article",
    "plain",
    "render_article",
    "render_post",
]
