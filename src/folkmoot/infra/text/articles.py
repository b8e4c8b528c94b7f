"""Articles: a small part of Markdown (CommonMark), with `==highlights==`, mentions and hashtags.

`#` to `###` give h2 to h4, because the title is the page's h1. A line end is a line break, as writers expect.
There is no raw HTML, no image, no definition of link references, no code by indentation and no heading by
underlining.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from folkmoot.infra.text import markdown_rules
from folkmoot.infra.text.pieces import segment_html
from folkmoot.infra.text.sanitizing import OUTWARD_REL, clean_own
from folkmoot.infra.text.scanning import collect, segments
from folkmoot.infra.text.types import (
    Link,
    MentionName,
    MentionTarget,
    Parsed,
    Plain,
    References,
    Segment,
)

_OFF = ["html_block", "html_inline", "image", "reference", "code", "lheading"]


def render_article(source: str, *, mentions: Mapping[MentionName, MentionTarget], tag_url: Callable[[str], str]) -> str:
    """The HTML of an article. `tag_url` makes the address of a hashtag's page from its case-folded word."""
    references = References(mentions, tag_url)
    tokens = _markdown.parse(source, {"references_to": references})
    return clean_own(_markdown.renderer.render(tokens, _markdown.options, {})).strip()


def parse_article(source: str) -> Parsed:
    """Whom and what an article refers to; what stands in code does not count."""
    return collect(_segments_of(_markdown.parse(source, {})))


def _segments_of(tokens: Sequence[Token]) -> Iterator[Segment]:
    for inline in tokens:
        for token in inline.children or ():
            if token.type == "link_open":
                yield Link(str(token.attrGet("href")))
            elif segment := token.meta.get("segment"):
                yield segment


def _lower_headings(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 1, 4)}"


def _refer(state: StateCore) -> None:
    """Replace what text refers to, outside links and code, by its HTML; make written links open apart."""
    for inline in state.tokens:
        if inline.type == "inline" and inline.children:
            inline.children = list(_referring(inline.children, state.env))


def _referring(tokens: Sequence[Token], env: Any) -> Iterator[Token]:
    inside_link = 0
    for token in _without_empty_links(tokens):
        inside_link += token.nesting if token.type in {"link_open", "link_close"} else 0
        if token.type == "link_open":
            token.attrSet("rel", OUTWARD_REL)
            token.attrSet("target", "_blank")
        if token.type == "text" and not inside_link:
            yield from _split(token, env)
        elif token.type == markdown_rules.ADDRESS:
            yield _referring_token(Link(token.content), env)
        else:
            yield token


def _without_empty_links(tokens: Sequence[Token]) -> Iterator[Token]:
    """A link that leads nowhere, which is also what the parser makes of an address that may not be linked, is text."""
    nowhere = False
    for token in tokens:
        if token.type == "link_open":
            nowhere = not token.attrGet("href")
        if not (nowhere and token.type in {"link_open", "link_close"}):
            yield token


def _split(token: Token, env: Any) -> Iterator[Token]:
    for segment in segments(token.content):
        if isinstance(segment, Plain):
            yield Token("text", "", 0, content=segment.raw, level=token.level)
        else:
            yield _referring_token(segment, env)


def _referring_token(segment: Segment, env: Any) -> Token:
    """The renderer writes the content of an `html_inline` token as it is."""
    references: References | None = env.get("references_to")
    html = segment_html(segment, references) if references else ""
    return Token("html_inline", "", 0, content=html, meta={"segment": segment})


def _leads_somewhere(address: str) -> bool:
    return address.startswith(("https://", "http://", "/tags/"))


def _make() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 20})
    markdown.disable(_OFF)
    markdown.validateLink = _leads_somewhere  # type: ignore[assignment, method-assign] # the library's own hook
    markdown_rules.add_to(markdown)
    markdown.core.ruler.after("inline", "lower_headings", _lower_headings)
    markdown.core.ruler.after("lower_headings", "refer", _refer)
    return markdown


_markdown = _make()
