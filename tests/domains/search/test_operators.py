"""What somebody may type beside words."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PollDraft, PostDraft, PostKind, PostView
from folkmoot.domains.search import api
from folkmoot.domains.search.api import SearchKind, SearchResults
from folkmoot.domains.search.expressions import Expression, Term, for_fts5, for_tsquery
from folkmoot.domains.search.parsing import parse
from folkmoot.infra.worker import drain
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.viewer import NOBODY, Viewer
from tests import cast
from tests.domains.media.samples import encoded, picture
from tests.domains.media.samples import upload as uploaded


def publish(person: cast.Person, text: str, **more: object) -> PostView:
    return posts.publish(person.viewer, draft=PostDraft(text=text, **more))  # type: ignore[arg-type]


def found(viewer: Viewer, query: str) -> list[str]:
    return [post.text for post in api.search(viewer, query=query, kind=SearchKind.POSTS).posts]


def test_operators_by_author_kind_and_language() -> None:
    ana, ben = cast.ana(), cast.ben()
    first = publish(ana, "apples", language="de-AT")
    publish(ben, "apples too", reply_to_id=first.id, language="en")
    publish(ana, "apples hidden", warning="fruit", language="en")
    publish(ben, "apples at length", kind=PostKind.ARTICLE, title="A year of pears")
    publish(ana, "apples?", poll=PollDraft(options=("plums", "cherries"), lasts_seconds=3600))
    file = uploaded(ana.viewer, encoded(picture(), "PNG"), description="a basket of medlars")
    publish(ana, "apples seen", media_ids=(file.id,))
    drain()
    answers = {
        "from:@ana apples": ["apples seen", "apples?", "apples hidden", "apples"],
        "from:ben": ["apples at length", "apples too"],
        "from:me": ["apples at length", "apples too"],
        "-from:ana apples": ["apples at length", "apples too"],
        "is:reply": ["apples too"],
        "is:article": ["apples at length"],
        "is:sensitive": ["apples hidden"],
        "has:poll": ["apples?"],
        "has:media": ["apples seen"],
        "has:image medlars": ["apples seen"],
        "has:video": [],
        "-has:media -is:reply from:ana": ["apples?", "apples hidden", "apples"],
        "language:de": ["apples"],
        "language:de-AT": ["apples"],
        "language:en -has:media -has:poll -is:article": ["apples hidden", "apples too"],
        "plums": ["apples?"],
        "pears": ["apples at length"],
        "fruit": ["apples hidden"],
        "from:zoe apples": [],
        "from:me -apples": [],
    }
    assert {query: found(ben.viewer, query) for query in answers} == answers
    assert found(NOBODY, "from:me") == []


def test_operators_by_day_in_the_own_time_zone(clock: FrozenClock) -> None:
    ana = cast.ana()
    clock.advance(datetime(2026, 10, 31, 23, 30, tzinfo=UTC) - datetime(2026, 3, 1, 12, tzinfo=UTC))
    publish(ana, "late in October")
    clock.advance(timedelta(hours=1))
    publish(ana, "early in November")
    clock.advance(timedelta(days=1))
    publish(ana, "the day after")
    drain()
    answers = {
        "before:2026-11-01": ["late in October"],
        "during:2026-11-01": ["early in November"],
        "after:2026-11-01": ["the day after"],
        "after:2026-10-31 before:2026-11-02": ["early in November"],
        "in during:1066-10-14": [],
        "after:9999-12-30": [],
        "before:2026-02-30": [],
    }
    assert {query: found(NOBODY, query) for query in answers} == answers
    accounts.set_preferences(ana.viewer, time_zone="Europe/Berlin")
    assert found(ana.viewer, "during:2026-11-01") == ["early in November", "late in October"]


def test_in_the_own_library() -> None:
    ana, ben = cast.ana(), cast.ben()
    kept, liked, _ = (publish(ana, f"apples {number}") for number in range(3))
    posts.bookmark(ben.viewer, post_id=kept.id)
    posts.favourite(ben.viewer, post_id=liked.id)
    drain()
    assert found(ben.viewer, "in:library") == ["apples 1", "apples 0"]
    assert found(ben.viewer, "in:library apples -1") == ["apples 0"]
    assert (found(ana.viewer, "in:library"), found(NOBODY, "in:library apples")) == ([], [])


def test_an_operator_asks_for_posts_alone() -> None:
    ana = cast.ana()
    publish(ana, "ana #ana")
    drain()
    whole, narrowed = (api.search(NOBODY, query=query) for query in ("ana", "ana has:link"))
    assert (len(whole.accounts), whole.tags, len(whole.posts)) == (1, ("ana",), 1)
    assert narrowed == SearchResults()


def test_expressions_in_both_tongues() -> None:
    expression = Expression(((Term(("a", "b"), prefix=True), Term((":open",))),), (Term(("c",)),))
    assert for_fts5(expression) == '(("a b" * OR ":open")) NOT ("c")'
    assert for_tsquery(expression) == "('a' <-> 'b':* | ':open') & !('c')"


@given(st.text())
def test_no_text_is_refused(raw: str) -> None:
    query = parse(raw)
    assert all(term.words for term in (*query.wanted, *query.unwanted))
    for word in (word for term in (*query.wanted, *query.unwanted) for word in term.words):
        assert not set(word.lstrip(":")) & set(" '\"\\:()*&|!<>")


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize(
    "raw", ["from: x", '-"', "has:", "-", "--a", "before:x", 'is:"reply"', "a" * 400, "'; --", "\\"]
)
def test_odd_queries_are_answered(raw: str) -> None:
    assert api.search(NOBODY, query=raw).posts == ()


@pytest.mark.parametrize(
    ("html", "terms", "marked"),
    [
        ("<p>Café &amp; cafés</p>", (("cafe", False),), "<p><mark>Café</mark> &amp; cafés</p>"),
        ("<p>Café &amp; cafés</p>", (("caf", True),), "<p><mark>Café</mark> &amp; <mark>cafés</mark></p>"),
        ('<a href="/cafe">x</a>', (("cafe", False),), '<a href="/cafe">x</a>'),
        ("東京タワー", (("東京", False), ("京タ", False)), "<mark>東京タ</mark>ワー"),
        ("a 🥕 b", (("🥕", False),), "a <mark>🥕</mark> b"),
        ("&amp;", (("amp", False),), "&amp;"),
        ("nothing", (), "nothing"),
    ],
)
def test_found_words_are_marked(html: str, terms: tuple[tuple[str, bool], ...], marked: str) -> None:
    assert api.mark_words(html, terms) == marked


@given(st.text(alphabet="ab é東京&<>;🥕"), st.text(alphabet="ab東京🥕", min_size=1, max_size=2))
def test_marks_change_no_text(text: str, word: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert api.mark_words(escaped, ((word, True),)).replace("<mark>", "").replace("</mark>", "") == escaped
