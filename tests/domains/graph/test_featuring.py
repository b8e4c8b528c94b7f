"""What people show on their pages: accounts that they recommend, hashtags."""

from collections.abc import Callable

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.pages import PageRequest
from tests import cast


def endorsed(person: cast.Person, viewer: cast.Person) -> list[str]:
    return [one.handle for one in graph.endorsed_by(viewer.viewer, person.id, PageRequest()).items]


def test_one_recommends_those_whom_one_follows() -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    with pytest.raises(Invalid) as refused:
        graph.endorse(ana.viewer, target_id=ben.id)
    assert refused.value.safe == "You must be already following the person you want to endorse"
    assert endorsed(ana, carla) == []
    graph.follow(ana.viewer, target_id=ben.id)
    for _ in range(2):
        assert graph.endorse(ana.viewer, target_id=ben.id).endorsed
    assert endorsed(ana, carla) == ["ben"]
    assert not graph.unendorse(ana.viewer, target_id=ben.id).endorsed
    assert endorsed(ana, carla) == []


def test_who_is_no_longer_followed_is_no_longer_recommended() -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ana.viewer, target_id=ben.id)
    graph.endorse(ana.viewer, target_id=ben.id)
    graph.unfollow(ana.viewer, target_id=ben.id)
    assert (endorsed(ana, ben), graph.relationship(ana.viewer, ben.id).endorsed) == ([], False)


def test_tags_are_shown_and_counted_as_their_author_uses_them() -> None:
    ana = cast.ana()
    for text in ("#Boats at noon", "#boats again", "and #sails"):
        posts.publish(ana.viewer, draft=posts.PostDraft(text=text))
    shown = graph.feature_tag(ana.viewer, tag="#Boats")
    assert graph.feature_tag(ana.viewer, tag="boats") == shown
    assert graph.featured_tags(ana.id) == (shown,)
    assert posts.tags_of_author(ana.id, ["boats"])["boats"].posts == 2
    assert [(one.tag, one.posts) for one in posts.most_used_tags(ana.id, limit=9)] == [("boats", 2), ("sails", 1)]
    assert graph.unfeature_tag(ana.viewer, tag="BOATS") == "boats"
    assert graph.featured_tags(ana.id) == ()


def test_ten_tags_and_no_more() -> None:
    ana = cast.ana()
    for number in range(10):
        graph.feature_tag(ana.viewer, tag=f"tag{number}")
    with pytest.raises(Invalid):
        graph.feature_tag(ana.viewer, tag="tag10")
    assert len(graph.featured_tags(ana.id)) == 10


def test_others_cannot_take_a_tag_away() -> None:
    ana = cast.ana()
    shown = graph.feature_tag(ana.viewer, tag="boats")
    with pytest.raises(NotFound):
        graph.remove_featured_tag(cast.ben().viewer, featured_id=shown.id)
    assert graph.featured_tags(ana.id) == (shown,)
    graph.remove_featured_tag(ana.viewer, featured_id=shown.id)
    assert graph.featured_tags(ana.id) == ()


def test_nothing_of_an_erased_account_is_shown(drain: Callable[[], None]) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ana.viewer, target_id=ben.id)
    graph.endorse(ana.viewer, target_id=ben.id)
    graph.feature_tag(ben.viewer, tag="boats")
    accounts.erase_account(ben.viewer, password=ben.password)
    drain()
    assert (endorsed(ana, ana), graph.featured_tags(ben.id)) == ([], ())
