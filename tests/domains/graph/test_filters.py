import time
from datetime import UTC, datetime, timedelta

import pytest

from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph import policy
from folkmoot.domains.graph.types import FilterContext
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Invalid, NotFound
from tests import cast

HOME = FilterContext.HOME
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def made(*words: str, whole: bool = True, **fields: object) -> graph.FilterView:
    keywords = tuple(graph.FilterKeyword(number, word, whole) for number, word in enumerate(words))
    values: dict[str, object] = {
        "id": 1,
        "title": "t",
        "contexts": (HOME,),
        "action": graph.FilterAction.WARN,
        "expires_at": None,
        "keywords": keywords,
        **fields,
    }
    return graph.FilterView(**values)  # type: ignore[arg-type] # a dictionary of mixed fields


def meets(text: str, word: str, *, whole: bool = True) -> bool:
    return bool(policy.filter_matches([made(word, whole=whole)], text, HOME, None, now=NOW))


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("The cat sat.", "cat", True),
        ("CAT!", "cat", True),
        ("catalogue", "cat", False),
        ("a bobcat", "cat", False),
        ("cat_food", "cat", False),
        ("#cat", "cat", True),
        ("Die STRASSE ist lang", "straße", True),
        ("ΟΔΟΣ", "οδος", True),
        ("cafe\u0301 au lait", "café", True),
        ("cafés", "café", False),
        ("यह हिन्दी है", "हिन्दी", True),
        ("यह हिन्दीभाषी है", "हिन्दी", False),
        ("مرحبا بالعالم", "مرحبا", True),
        ("我喜欢东京塔", "东京", True),
        ("我的cat很好", "cat", True),
        ("ฉันรักแมวมาก", "แมว", True),
        ("c++ is here", "c++", True),
        ("win $100 now", "$100", True),
        ("two  words", "two words", False),
        ("say two words today", "two words", True),
    ],
)
def test_whole_words_in_any_script(text: str, word: str, found: bool) -> None:
    assert meets(text, word) is found


def test_parts_of_words_where_that_was_asked_for() -> None:
    assert meets("Catalogue", "cat", whole=False)
    assert not meets("dog", "cat", whole=False)


def test_a_match_names_its_words_and_posts() -> None:
    own = made("vote", "poll", "rain", post_ids=(7, 8))
    assert policy.filter_matches([own], "Vote in this poll", HOME, 8, now=NOW) == (
        graph.FilterMatch(own, ("vote", "poll"), (8,)),
    )
    assert policy.filter_matches([own], "", HOME, 9, now=NOW) == ()


def test_other_contexts_and_expired_filters_are_left_out() -> None:
    elsewhere = made("cat", contexts=(FilterContext.THREAD,))
    over = made("cat", expires_at=NOW)
    lasting = made("cat", expires_at=NOW + timedelta(seconds=1))
    found = policy.filter_matches([elsewhere, over, lasting], "cat", HOME, None, now=NOW)
    assert [match.filter for match in found] == [lasting]
    assert len(policy.filter_matches([elsewhere], "cat", None, None, now=NOW)) == 1


def test_time_grows_with_the_text_and_not_with_its_square() -> None:
    own = made("a" * 200, whole=True)
    text = "a" * 60_000
    began = time.process_time()
    assert policy.filter_matches([own], text, HOME, None, now=NOW) == ()
    assert time.process_time() - began < 1


def test_a_filter_is_made_edited_and_deleted(clock: FrozenClock) -> None:
    ana = cast.ana()
    own = graph.create_filter(
        ana.viewer,
        title="Football",
        contexts=[FilterContext.PUBLIC, HOME],
        action=graph.FilterAction.HIDE,
        lasts_seconds=60,
        keywords=[("goal", True), ("match", False)],
    )
    assert own.contexts == (HOME, FilterContext.PUBLIC)
    assert own.expires_at == clock.moment + timedelta(minutes=1)
    assert [(word.keyword, word.whole_word) for word in own.keywords] == [("goal", True), ("match", False)]
    assert graph.filters(ana.viewer) == (own,)
    found = graph.filter_matches(graph.filters(ana.viewer), "Goal!", HOME, 5, now=clock.moment)
    assert found == (graph.FilterMatch(own, ("goal",)),)
    clock.advance(timedelta(minutes=1))
    assert graph.filters(ana.viewer) == ()
    assert graph.all_filters(ana.viewer) == (own,)
    renewed = graph.edit_filter(ana.viewer, filter_id=own.id, forever=True, title="Sport")
    assert (renewed.title, renewed.expires_at) == ("Sport", None)
    graph.delete_filter(ana.viewer, filter_id=own.id)
    assert graph.all_filters(ana.viewer) == ()


def test_keywords_and_posts_come_and_go() -> None:
    ana, ben = cast.ana(), cast.ben()
    own = graph.create_filter(ana.viewer, title="Words", contexts=[HOME])
    word = graph.add_keyword(ana.viewer, filter_id=own.id, keyword=" rain ")
    assert (word.keyword, word.whole_word) == ("rain", True)
    assert graph.edit_keyword(ana.viewer, keyword_id=word.id, whole_word=False).whole_word is False
    entry = graph.add_filter_post(ana.viewer, filter_id=own.id, post_id=77)
    assert graph.add_filter_post(ana.viewer, filter_id=own.id, post_id=77) == entry
    assert graph.filter_of(ana.viewer, own.id).post_ids == (77,)
    for attempt in (
        lambda: graph.remove_keyword(ben.viewer, keyword_id=word.id),
        lambda: graph.edit_keyword(ben.viewer, keyword_id=word.id, keyword="sun"),
        lambda: graph.remove_filter_post(ben.viewer, entry_id=entry.id),
        lambda: graph.filter_of(ben.viewer, own.id),
        lambda: graph.delete_filter(ben.viewer, filter_id=own.id),
    ):
        with pytest.raises(NotFound):
            attempt()
    graph.remove_keyword(ana.viewer, keyword_id=word.id)
    graph.remove_filter_post(ana.viewer, entry_id=entry.id)
    bare = graph.filter_of(ana.viewer, own.id)
    assert (bare.keywords, bare.post_ids) == ((), ())


def test_a_bad_keyword_makes_no_filter() -> None:
    ana = cast.ana()
    with pytest.raises(Invalid):
        graph.create_filter(ana.viewer, title="x", contexts=[HOME], keywords=[("fine", True), (" ", True)])
    with pytest.raises(Invalid):
        graph.create_filter(ana.viewer, title="x", contexts=[])
    assert graph.all_filters(ana.viewer) == ()
