"""How much an author posts, and to whom: the same when a post is published and when it is screened again."""

from datetime import timedelta

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Facts
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.kernel.clock import FrozenClock
from tests import cast


@pytest.fixture
def screened(monkeypatch: pytest.MonkeyPatch) -> list[Facts]:
    """The facts with which posts are screened, in their order."""
    seen: list[Facts] = []
    screen = integrity.screen

    def look(ref: object, responsible: int, facts: Facts) -> integrity.Screening:
        seen.append(facts)
        return screen(ref, responsible, facts)  # type: ignore[arg-type]  # whatever it was called with

    monkeypatch.setattr(integrity, "screen", look)
    return seen


def say(text: str) -> int:
    return posts.publish(cast.ana().viewer, draft=PostDraft(text=text)).id


def again(post_id: int) -> Facts:
    return posts.integrity_facts([post_id])[post_id].facts


def test_posts_of_the_last_hour_are_counted(screened: list[Facts], clock: FrozenClock) -> None:
    say("One")
    clock.advance(timedelta(minutes=40))
    say("Two")
    clock.advance(timedelta(minutes=30))
    last = say("Three")
    assert [facts.posts_last_hour for facts in screened] == [0, 1, 1]
    clock.advance(timedelta(days=3))
    assert again(last).posts_last_hour == 1


def test_strangers_are_those_mentioned_who_do_not_follow_the_author(screened: list[Facts]) -> None:
    ben, carla, _ = cast.ben(), cast.carla(), cast.dev()
    graph.follow(ben.viewer, target_id=cast.ana().id)
    accounts.edit_profile(cast.ana().viewer, change=accounts.ProfileChange(locked=True))
    graph.follow(carla.viewer, target_id=cast.ana().id)
    post_id = say("@ben @carla @dev @ana @nobodyhere hello")
    assert screened[-1].strangers_mentioned == 2
    assert again(post_id).strangers_mentioned == 2


def test_shortened_links_are_counted(screened: list[Facts]) -> None:
    post_id = say("https://bit.ly/1 https://example.com/ https://t.co/2")
    assert (screened[-1].shortened_links, again(post_id).shortened_links) == (2, 2)
