"""The last step of everything that becomes HTML: nh3 with a fixed list of what may pass."""

import nh3

_CLASSES = {
    "a": {"mention", "hashtag", "u-url"},
    "span": {"h-card", "invisible", "ellipsis"},
}
_SHORT_TAGS = {"p", "br", "a", "span"}
ALLOWED_TAGS = _SHORT_TAGS | {
    "h2", "h3", "h4", "em", "strong", "del", "mark", "ul", "ol", "li", "blockquote", "code", "pre", "hr",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "rel", "target"}, "ol": {"start"}}
_SCHEMES = {"http", "https"}
_UNSEEN = {
    "script",
    "style",
    "template",
    "noscript",
    "iframe",
    "textarea",
    "title",
    "xmp",
    "noembed",
    "noframes",
}
OUTWARD_REL = "nofollow noopener noreferrer"

_own = nh3.Cleaner(
    tags=ALLOWED_TAGS, clean_content_tags=_UNSEEN, attributes=_ATTRIBUTES, allowed_classes=_CLASSES, link_rel=None,
    url_schemes=_SCHEMES, url_relative="pass_through",
)  # fmt: skip
_foreign = nh3.Cleaner(
    tags=ALLOWED_TAGS,
    clean_content_tags=_UNSEEN,
    attributes={"a": {"href"}, "ol": {"start"}},
    allowed_classes=_CLASSES,
    set_tag_attribute_values={"a": {"target": "_blank"}},
    link_rel=OUTWARD_REL,
    url_schemes=_SCHEMES,
    url_relative="deny",
)
LONGEST_HTML = 500_000


def clean_own(html: str) -> str:
    """What this site has made itself."""
    return _clean(_own, html)


def clean_html(html: str) -> str:
    """What another server sent: the same tags, links that open apart and vouch for nothing, nothing relative.

    More than 500,000 characters are cut before they are read.
    """
    return _clean(_foreign, html[:LONGEST_HTML])


def _clean(cleaner: nh3.Cleaner, html: str) -> str:
    """nh3 writes `<br>`; clients know `<br />`. In its output every `<` of a text is `&lt;`."""
    readable = html.encode("utf-8", "replace").decode("utf-8")
    return cleaner.clean(readable).replace("<br>", "<br />")
