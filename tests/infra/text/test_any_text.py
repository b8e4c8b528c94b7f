"""Whatever anybody writes: only tags of the list come out, no word is lost, and the time stays in proportion."""

import gc
import time
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from folkmoot.infra.text import clean_html, clean_text, parse, parse_article, plain
from folkmoot.infra.text.sanitizing import ALLOWED_TAGS
from folkmoot.kernel.errors import Invalid
from tests.infra.text.examples import article, post

_SIGNS = [
    "@",
    "#",
    "ben",
    "<",
    ">",
    "&",
    '"',
    "'",
    "==",
    "*",
    "_",
    "`",
    "[",
    "](",
    ")",
    "\n",
    "\n\n",
    " ",
    "http://",
    "a.b/",
    "- ",
    "> ",
    "# ",
    "\\",
    "<script>",
    "<img src=x onerror=y>",
    "javascript:",
    "&lt;",
    "<!--",
    "]]>",
    "\u202e",
    "日",
    "é",
]
any_text = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_SIGNS), max_size=40).map("".join))


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.feed(html)
        self.close()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}


def assert_harmless(html: str) -> None:
    tags = Tags(html)
    assert tags.names <= ALLOWED_TAGS
    for name, value in tags.attributes:
        assert name in {"href", "rel", "target", "class", "start", "title", "lang"}
        assert name != "href" or value.startswith(("https://", "http://", "/tags/")) or value[:4].lower() == "http"


@given(any_text)
def test_only_tags_of_the_list(text: str) -> None:
    for render in (post, article, clean_html):
        assert_harmless(render(text))


@given(any_text)
def test_a_post_keeps_its_words(text: str) -> None:
    try:
        kept = clean_text(text, limit=10_000, field="text")
    except Invalid:
        return
    assert plain(post(kept)).split() == kept.split()
    assert clean_text(kept, limit=10_000, field="text") == kept


@given(st.text(st.characters(codec="utf-8")))
def test_halves_of_characters_never_raise(text: str) -> None:
    assert_harmless(post(text + "\ud800"))
    parse(text)
    parse_article(text)


def _clean(text: str) -> str:
    return clean_text(text, limit=60_000, field="text")


@pytest.mark.parametrize("render", [post, article, _clean, plain], ids=["post", "article", "clean", "plain"])
@pytest.mark.parametrize(
    "pattern",
    [
        "@",
        "[",
        "#",
        "==",
        "http://",
        "http://a/[",
        "http://a/",
        "[http://a/",
        "@a@",
        "*_",
        "`a",
        "[a](",
        "<",
        "&",
        "> ",
        "- a\n",
        "a:",
        "http://a.a.",
        "[[]",
        " ",
        "\u2067",
        "e\u0301",
    ],
)
def test_time_is_in_proportion(pattern: str, render: Callable[[str], object]) -> None:
    """Four times the text takes about four times as long; a quadratic step would take sixteen times. Other work on
    the machine can only add to a measurement, so the best of three counts.
    """
    assert min(_ratio(render, pattern) for _ in range(3)) < 11


def _ratio(render: Callable[[str], object], pattern: str) -> float:
    return _seconds(render, pattern, 30_000) / max(_seconds(render, pattern, 7_500), 0.003)


def _seconds(render: Callable[[str], object], pattern: str, size: int) -> float:
    """Without the garbage collector, whose work grows with everything else that the tests have loaded."""
    text = (pattern * size)[:size]
    gc.disable()
    begin = time.process_time()
    render(text)
    spent = time.process_time() - begin
    gc.enable()
    return spent
