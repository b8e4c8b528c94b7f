"""Ranked in the fast lane: what somebody decides acts on the next request, and what changes is weighed anew."""

import json
import random
from datetime import timedelta
from typing import Any

import pytest

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import Weights
from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import FilterAction, FilterContext
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PollDraft, PostDraft
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import post_ref
from folkmoot.wiring.fastlane import ranked
from tests import cast
from tests.wiring.fastlane.both import HOME, MOST_STATEMENTS, Both

PATH = "/api/folkmoot/v1/timelines/ranked"


@pytest.fixture
def both(clock: FrozenClock, drain: Any) -> Both:
    """Ben follows Ana and Carla, each of whom wrote once; the lane knows his ranking."""
    for author in (cast.ana(), cast.carla()):
        graph.follow(cast.ben().viewer, target_id=author.id)
        posts.publish(author.viewer, draft=PostDraft(text=f"By {author.handle}"))
    made = Both()
    made.same(cast.ben(), HOME)
    drain()
    assert texts(made) == ["By carla", "By ana"]
    return made


def said(both: Both, query: str = "") -> Any:
    before = both.fast
    answered = both.same(cast.ben(), PATH, query)
    assert both.fast > before, "Django answered"
    return json.loads(answered[2])


def texts(both: Both, query: str = "") -> list[str]:
    return [item["status"]["content"].removeprefix("<p>").removesuffix("</p>") for item in said(both, query)["items"]]


def by(handle: str) -> int:
    person = getattr(cast, handle)()
    return feed.latest(person.viewer, PageRequest()).items[0].id


def test_a_block_acts_at_once(both: Both) -> None:
    graph.block(cast.ana().viewer, target_id=cast.ben().id)
    assert texts(both) == ["By carla"]


def test_a_mute_and_its_end_act_at_once(both: Both) -> None:
    graph.mute(cast.ben().viewer, target_id=cast.carla().id)
    assert texts(both) == ["By ana"]
    graph.unmute(cast.ben().viewer, target_id=cast.carla().id)
    assert texts(both) == ["By carla", "By ana"]


def test_favourites_of_others_lift_a_post_at_once(both: Both) -> None:
    for person in cast.crowd(3):
        posts.favourite(person.viewer, post_id=by("ana"))
    assert texts(both) == ["By ana", "By carla"]
    assert said(both)["items"][0]["why"]["terms"][2]["because"] == "0 replies, 0 boosts and 3 favourites so far."


def test_turning_to_an_author_lifts_their_posts_at_once(both: Both) -> None:
    posts.publish(cast.ben().viewer, draft=PostDraft(text="Indeed", reply_to_id=by("ana")))
    closeness = {item["status"]["account"]["username"]: item["why"]["terms"][0] for item in said(both)["items"]}
    assert closeness["ana"]["because"] == "You turned to Ana Almeida once lately."
    assert closeness["carla"]["value"] == 0


def test_who_follows_back_is_a_friend_at_once(both: Both) -> None:
    graph.follow(cast.ana().viewer, target_id=cast.ben().id)
    assert texts(both) == ["By ana", "By carla"]
    assert said(both)["items"][0]["why"]["terms"][0]["because"] == "You and Ana Almeida are friends."


def test_who_publishes_more_becomes_less_rare_though_it_does_not_stand_here(both: Both) -> None:
    posts.publish(cast.carla().viewer, draft=PostDraft(text="To others", reply_to_id=_of_a_stranger()))
    assert texts(both) == ["By ana", "By carla"]


def _of_a_stranger() -> int:
    return posts.publish(cast.dev().viewer, draft=PostDraft(text="Who are you?")).id


def test_other_weights_act_at_once(both: Both) -> None:
    feed.set_weights(cast.ben().viewer, weights=Weights(freshness=1 / 3))
    assert said(both)["items"][0]["why"]["terms"][1]["value"] == pytest.approx(4 / 3, abs=0.01)


def test_a_minute_later_everything_is_older(both: Both, clock: FrozenClock) -> None:
    clock.advance(timedelta(minutes=2))
    assert said(both)["items"][0]["why"]["terms"][1]["because"].startswith("It is 2 minutes old")


def test_what_is_new_stands_there_at_once_and_on_no_later_page(both: Both) -> None:
    first = said(both, "limit=1")
    posts.publish(cast.ana().viewer, draft=PostDraft(text="Just now"))
    assert "Just now" in texts(both)
    assert texts(both, f"limit=1&cursor={first['next_cursor']}") == ["By ana"]


def test_a_reduced_post_that_was_not_drawn_is_counted_as_lost(both: Both) -> None:
    post_id = posts.publish(cast.ana().viewer, draft=PostDraft(text="Look here")).id
    integrity.decide_on(
        cast.mo().viewer, ref=post_ref(post_id), responsible=cast.ana().id, clause_id="bait",
        treatment=integrity.Treatment.REDUCE, factor=0.0001,
    )  # fmt: skip
    assert not both.through(both.environ(PATH, "", both.token(cast.ben())))
    feed.flush_reach()
    assert [(one.surface, one.shown, one.lost) for one in feed.reach_of([post_id])[post_id].by_surface] == [
        ("ranked", 0, 1)
    ]
    assert texts(both) == ["By carla", "By ana"]


def test_votes_in_a_poll_are_shown_at_once(both: Both) -> None:
    draft = PostDraft(text="Tea?", poll=PollDraft(options=("yes", "no"), lasts_seconds=300))
    post_id = posts.publish(cast.ana().viewer, draft=draft).id
    assert _own_votes(both) == []
    posts.vote_in_poll(cast.ben().viewer, post_id=post_id, choices=(1,))
    assert _own_votes(both) == [1]


def _own_votes(both: Both) -> list[int]:
    polls = [item["status"]["poll"] for item in said(both)["items"]]
    (found,) = [one["own_votes"] for one in polls if one is not None]
    return list(found)


def test_the_ranking_of_somebody_with_filters_is_djangos(both: Both) -> None:
    graph.create_filter(
        cast.ben().viewer, title="f", contexts=[FilterContext.HOME], action=FilterAction.HIDE, keywords=[("ana", True)]
    )
    assert both.through(both.environ(PATH, "", both.token(cast.ben())))
    assert b"By ana" not in both.same(cast.ben(), PATH)[2]


@pytest.mark.parametrize("query", ["cursor=x", "limit=2&limit=3", "limit=-1", "max_id=5", "cursor="])
def test_what_is_unusual_goes_on_to_django(both: Both, query: str) -> None:
    assert both.through(both.environ(PATH, query, both.token(cast.ben())))


@pytest.mark.parametrize("cursor", ["1", "1-2", "0-0-0", "5-99999999999-1", "9999999999999999999-1-1", "1-1-9999"])
def test_cursors_without_sense_are_taken_as_django_takes_them(both: Both, cursor: str) -> None:
    both.same(cast.ben(), PATH, f"cursor={cursor}")


def test_what_is_known_needs_few_statements(both: Both) -> None:
    assert both.statements(cast.ben(), PATH) <= MOST_STATEMENTS


def test_rankings_that_are_kept_are_bounded(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranked, "_MOST_RANKINGS", 1)
    for person in (cast.ben(), cast.ana(), cast.ben()):
        both.same(person, HOME)
        both.same(person, PATH)
    kept = both._lane._answering[PATH]._kept
    assert len(kept) == 1


def test_whatever_counts_change_the_first_page_is_as_django_has_it(both: Both, drain: Any) -> None:
    """Also where what changes stands below the page, comes up into it, or waits behind others of its author."""
    chance, people = random.Random(7), cast.crowd(4)
    for person in people:
        graph.follow(cast.ben().viewer, target_id=person.id)
    made = [posts.publish(chance.choice(people).viewer, draft=PostDraft(text=str(number))).id for number in range(40)]
    drain()
    both.same(cast.ben(), HOME)
    drain()
    for post_id, fan in [(chance.choice(made), chance.choice(people)) for _ in range(60)]:
        posts.favourite(fan.viewer, post_id=post_id)
        said(both, "limit=5")
