"""A town in which every text is hostile: whatever a page shows afterwards, it shows as text."""

import logging
import re
from collections.abc import Callable
from html import escape

import pytest

from tests import hostile
from tests.attacked.forms import PageForm
from tests.attacked.harmless import is_closed, problems_in, problems_of
from tests.attacked.walking import forms, pages, send
from tests.edges.test_authorisation import client_of, make_scene

_BAD = f'"><img src=x onerror={hostile.MARK}(1)>'
_WORSE = f"</title><script>{hostile.MARK}(2)</script>"
_TURNED = f"{hostile.MARK} \u202eolleh \u2067\u05e9\u05dc\u05d5\u05dd {{{{7*7}}}} %s {{0}} =1+1"
_LINK = f"https://{hostile.MARK}.example/'onmouseover='x()"
_TEXTS = frozenset({"text", "textarea", "search"})
#: A name by which somebody is found again must be one: with another, nothing is kept.
_NAMES = frozenset({
    "handle", "person", "shortcode", "account", "languages", "language", "import-bank", "name", "attribution_domains",
})  # fmt: skip


@pytest.fixture(autouse=True)
def _without_failures(caplog: pytest.LogCaptureFixture) -> None:
    """What answers 500 on purpose would fill the log."""
    caplog.set_level(logging.CRITICAL, "folkmoot")


_RUNNING = re.compile(r"[\s\x01]*(j|v|data:text)[^&]*", re.IGNORECASE)
#: Harmless where they stand in the middle of a page, or only to a parser that is not this one.
_ELSEWHERE = ("&lt;", "<!DOCTYPE", "<scr<", "<img/", "red;")


def _raw() -> list[str]:
    found = [*hostile.ELEMENTS, *hostile.ATTRIBUTES, *hostile.SVG_AND_STYLE]
    return [text for text in found if not any(one in text for one in _ELSEWHERE)]


@pytest.mark.parametrize("text", _raw())
def test_what_runs_in_a_page_would_be_found(text: str) -> None:
    safe = escape(text)
    assert problems_in(f'<p>{safe}</p><input value="{safe}">') == []
    raw = f"<p>{text}</p><b title=\"{text}\"></b><b title='{text}'></b><textarea>{text}</textarea><b x={text}></b>"
    assert problems_in(raw) != []


@pytest.mark.parametrize("text", [one for one in hostile.LINKS if _RUNNING.fullmatch(one)])
def test_a_link_that_runs_would_be_found(text: str) -> None:
    assert problems_in(f'<a href="{escape(text)}">x</a>') != []


@pytest.mark.parametrize("text", ["\u202eabc", "\u2067abc", "\u202b a\nb\u202c", "\u2069", "\u2067\u202ba\u2069\u202c"])
def test_what_turns_a_page_would_be_found(text: str) -> None:
    assert not is_closed(text)
    assert problems_in(f"<p>{text}</p>") != []
    assert problems_in(f"<bdi>{text} <b>and more</b></bdi>") != []
    assert problems_in(f'<p dir="auto">{text}</p>, and more') == []
    assert is_closed("\u2067\u202b abc\u202c\u2069\n\u2068b\u2069")


def _hostile(form: PageForm, texts: tuple[str, ...]) -> dict[str, object]:
    sent: dict[str, object] = form.filled()
    for number, one in enumerate(form.fields):
        if one.kind in _TEXTS and one.name not in _NAMES:
            sent[one.name] = [texts[number % len(texts)]]
        elif one.kind == "url":
            sent[one.name] = [_LINK]
    return sent


@pytest.mark.parametrize("texts", [(_BAD, _WORSE), (_TURNED,)], ids=["script", "turned"])
def test_no_page_of_a_hostile_town_does_harm(texts: tuple[str, ...], drain: Callable[[], None]) -> None:
    scene = make_scene()
    found = forms(scene)
    clients = {role: client_of(person) for role, person in scene.people.items()}
    for one in found:
        if any(field.kind in _TEXTS for field in one.form.fields):
            send(clients[one.role], one.form, _hostile(one.form, texts))
    drain()
    wrong, showing = [], set()
    for role, path in pages(scene):
        answer = clients[role].get(path)
        wrong += [f"{path} as {role}: {one}" for one in problems_of(answer)]
        if not answer.streaming and hostile.MARK in answer.content.decode(errors="replace"):
            showing.add(path)
    assert not wrong, f"{len(wrong)} in all\n" + "\n".join(wrong[:40])
    assert len(showing) > 40, f"hardly any page shows what was sent: {sorted(showing)}"
