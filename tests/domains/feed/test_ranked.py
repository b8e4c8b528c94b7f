"""Ranked: scored, explained, never three in a row."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.policy import Signals, drawn, spaced, terms
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.kernel.refs import post_ref
from tests import cast
from tests.removing import remove_account


def test_every_item_says_why() -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ben.viewer, target_id=ana.id)
    graph.follow(ana.viewer, target_id=ben.id)
    posts.publish(ana.viewer, draft=PostDraft(text="Rain again"))
    (item,) = feed.ranked(ben.viewer).items
    assert item.why.because == "You follow Ana Almeida."
    assert [term.name for term in item.why.terms] == ["closeness", "freshness", "conversation", "rarity"]
    assert item.why.terms[0].because == "You and Ana Almeida are friends."
    assert item.why.factor == 1.0
    assert item.why.score == pytest.approx(sum(term.value for term in item.why.terms))


def test_a_page_continues_where_it_ended_though_something_new_came() -> None:
    people = cast.crowd(6)
    ben = cast.ben()
    for person in people:
        graph.follow(ben.viewer, target_id=person.id)
        posts.publish(person.viewer, draft=PostDraft(text=person.handle))
    whole = [item.post.id for item in feed.ranked(ben.viewer, limit=50).items]
    first = feed.ranked(ben.viewer, limit=3)
    posts.publish(people[0].viewer, draft=PostDraft(text="new"))
    second = feed.ranked(ben.viewer, limit=3, cursor=first.next_cursor)
    assert [item.post.id for item in (*first.items, *second.items)] == whole
    assert second.next_cursor is None


@pytest.mark.parametrize("cursor", ["", "x", "12-", "-5", "99999999999999999999-1"])
def test_a_cursor_without_sense_begins_anew(cursor: str) -> None:
    ana = cast.ana()
    posts.publish(ana.viewer, draft=PostDraft(text="Mine"))
    assert [item.post.text for item in feed.ranked(ana.viewer, cursor=cursor).items] == ["Mine"]


@given(st.lists(st.sampled_from("abc"), max_size=30))
def test_never_three_in_a_row_while_another_waits(authors: list[str]) -> None:
    numbered = [(ord(author), (author, place)) for place, author in enumerate(authors)]
    ordered = list(spaced(numbered))
    assert sorted(ordered) == sorted(item for _, item in numbered)
    names = [author for author, _ in ordered]
    for place in range(2, len(names)):
        if len({*names[place - 2 : place + 1]}) == 1:
            assert len({*names[place:]}) == 1


def test_a_reduced_post_is_drawn_for_the_stated_share_of_readers() -> None:
    for factor in (0.1, 0.5, 0.9):
        share = sum(drawn(1, reader, factor) for reader in range(20_000)) / 20_000
        assert share == pytest.approx(factor, rel=0.1)
    assert all(drawn(1, reader, 1.0) for reader in range(100))
    assert not any(drawn(1, reader, 0.0) for reader in range(100))


@given(
    attention=st.integers(0, 1000),
    hours=st.floats(0, 10_000),
    counts=st.integers(0, 10_000),
    rate=st.integers(0, 1000),
    friends=st.booleans(),
)
def test_no_term_is_below_nought(attention: int, hours: float, counts: int, rate: int, friends: bool) -> None:
    signals = Signals("Ana", friends, attention, timedelta(hours=hours), counts, counts, counts, rate)
    assert all(term.value >= 0 for term in terms(signals))


def test_boosts_and_followed_tags_bring_candidates() -> None:
    ana, ben, carla, dev = cast.ana(), cast.ben(), cast.carla(), cast.dev()
    graph.follow(ben.viewer, target_id=carla.id)
    graph.follow_tag(ben.viewer, tag="seals")
    boosted = posts.publish(ana.viewer, draft=PostDraft(text="Boosted"))
    posts.boost(carla.viewer, post_id=boosted.id)
    posts.publish(dev.viewer, draft=PostDraft(text="Tagged #seals"))
    found = {item.post.shown.text: item.why.because for item in feed.ranked(ben.viewer).items}
    assert found == {
        "Boosted": "Carla Rossi, whom you follow, boosted it.",
        "Tagged #seals": "You follow #seals.",
    }


def test_a_reduced_posts_impressions_are_the_stated_share() -> None:
    ana, mo = cast.ana(), cast.mo()
    whole, reduced = (posts.publish(ana.viewer, draft=PostDraft(text=text)) for text in ("Whole", "Reduced"))
    treatment = integrity.Treatment.REDUCE
    integrity.decide_on(
        mo.viewer, ref=post_ref(reduced.id), responsible=ana.id, clause_id="bait", treatment=treatment, factor=0.5
    )
    readers = cast.crowd(60)
    seen = {whole.id: 0, reduced.id: 0}
    for reader in readers:
        graph.follow(reader.viewer, target_id=ana.id)
        for item in feed.ranked(reader.viewer).items:
            seen[item.post.id] += 1
    assert seen[whole.id] == 60
    assert seen[reduced.id] == sum(drawn(reduced.id, reader.id, 0.5) for reader in readers)
    assert feed.why(readers[0].viewer, reduced.id).factor == 0.5


def test_what_was_reduced_or_removed_is_not_among_trends() -> None:
    ana, ben, mo = cast.ana(), cast.ben(), cast.mo()
    made = [posts.publish(person.viewer, draft=PostDraft(text="Look #harbour")) for person in (ana, ben)]
    for post in made:
        posts.favourite(mo.viewer, post_id=post.id)
    assert [tag.tag for tag in feed.trending_tags()] == ["harbour"]
    assert len(feed.trending_posts(mo.viewer)) == 2
    integrity.decide_on(
        mo.viewer, ref=post_ref(made[1].id), responsible=ben.id, clause_id="bait", treatment=integrity.Treatment.REDUCE
    )
    assert feed.trending_tags() == ()
    assert [trend.post.author.handle for trend in feed.trending_posts(mo.viewer)] == ["ana"]


def test_suggestions_leave_out_the_removed_and_the_known() -> None:
    ana, ben, carla, dev = cast.ana(), cast.ben(), cast.carla(), cast.dev()
    graph.follow(ben.viewer, target_id=ana.id)
    for person in (carla, dev):
        graph.follow(ana.viewer, target_id=person.id)
    first = feed.suggestions(ben.viewer)[:2]
    assert [(one.account.handle, one.because) for one in first] == [
        ("carla", "Followed by Ana Almeida, whom you follow."),
        ("dev", "Followed by Ana Almeida, whom you follow."),
    ]
    remove_account(carla, clause_id="fraud")
    assert "carla" not in [one.account.handle for one in feed.suggestions(ben.viewer)]
