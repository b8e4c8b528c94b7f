"""HTML back to text, for search, mail and short quotations."""

import re
from html import unescape

from folkmoot.infra.text.length import cut, length
from folkmoot.infra.text.sanitizing import clean_own

_LINE_END = re.compile(r"(?:<br />|</li>|<hr>)\n?")
_BLOCK_END = re.compile(r"\n?</(?:p|h2|h3|h4|blockquote|ul|ol|pre)>\n?")
_TAG = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>')
_BLANK_LINES = re.compile(r"\n{3,}")
_LOOKS_LIKE_HTML = re.compile(r"\s*</?[a-zA-Z]")


def plain(html: str) -> str:
    """The words of `html`, with a line for each line break and a blank line between paragraphs."""
    text = _BLOCK_END.sub("\n\n", _LINE_END.sub("\n", clean_own(html)))
    return _BLANK_LINES.sub("\n\n", unescape(_TAG.sub("", text))).strip()


def excerpt(html_or_text: str, length_limit: int) -> str:
    """At most so many characters on one line, cut between words where there are any, with … for what is
    missing.

    What begins with a tag is taken as HTML.
    """
    text = plain(html_or_text) if _LOOKS_LIKE_HTML.match(html_or_text) else html_or_text
    line = " ".join(text.split())
    if length(line) <= length_limit:
        return line
    begin = cut(line, length_limit - 1)
    words = begin if line[len(begin)] == " " else begin.rpartition(" ")[0]
    return (words if len(words) > len(begin) // 2 else begin).rstrip() + "…"
