"""One post for many readers at once looks to each as if they had asked alone, with the same few queries."""

import pytest

from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import FilterAction, FilterContext
from folkmoot.domains.groups.api import Admission
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PollDraft, PostDraft, Surface, Visibility
from folkmoot.kernel.viewer import NOBODY
from tests import cast
from tests.domains.groups.making import group, let_in, say
from tests.queries import assert_same_query_count


def prepared() -> list[cast.Person]:
    """Ana writes; Ben follows her and is followed, Carla is blocked, Dev mutes her, Erin and Femi filter a word."""
    ana, ben, carla, dev, erin, femi = cast.ana(), cast.ben(), cast.carla(), cast.dev(), cast.erin(), cast.femi()
    for reader in (ben, dev, erin):
        graph.follow(reader.viewer, target_id=ana.id)
    graph.follow(ana.viewer, target_id=ben.id)
    graph.block(ana.viewer, target_id=carla.id)
    graph.mute(dev.viewer, target_id=ana.id)
    for reader, action in ((erin, FilterAction.WARN), (femi, FilterAction.HIDE)):
        graph.create_filter(
            reader.viewer,
            title="Bread",
            contexts=[FilterContext.HOME, FilterContext.PUBLIC],
            action=action,
            keywords=[("bread", True)],
        )
    return [ana, ben, carla, dev, erin, femi]


@pytest.mark.parametrize("surface", [Surface.LATEST, Surface.PUBLIC, Surface.LIST])
@pytest.mark.parametrize("visibility", [one for one in Visibility if one is not Visibility.GROUP])
def test_each_sees_what_they_would_see_alone(visibility: Visibility, surface: Surface) -> None:
    people = prepared()
    poll = PollDraft(options=("Rye", "Wheat"), lasts_seconds=3600)
    draft = PostDraft(text="@ben fresh bread", visibility=visibility, poll=poll)
    post = posts.publish(people[0].viewer, draft=draft)
    posts.vote_in_poll(people[1].viewer, post_id=post.id, choices=(1,))
    posts.favourite(people[1].viewer, post_id=post.id)
    viewers = [person.viewer for person in people] + [NOBODY]
    alone = {viewer: posts.hydrate(viewer, [post.id], surface=surface) for viewer in viewers}
    expected = {viewer: views[0] for viewer, views in alone.items() if views}
    assert posts.hydrate_for_each(viewers, post.id, surface=surface) == expected
    assert people[1].viewer in expected
    assert people[2].viewer not in expected


@pytest.mark.parametrize("admission", list(Admission))
def test_what_stands_in_a_group_is_shown_as_to_each_alone(admission: Admission) -> None:
    people = prepared()
    made = group(admission)
    let_in(made, people[1])
    post = say(people[0], made)
    viewers = [person.viewer for person in people] + [NOBODY]
    alone = {viewer: posts.hydrate(viewer, [post.id], surface=Surface.LATEST) for viewer in viewers}
    expected = {viewer: views[0] for viewer, views in alone.items() if views}
    assert posts.hydrate_for_each(viewers, post.id, surface=Surface.LATEST) == expected
    assert people[1].viewer in expected
    assert (NOBODY in expected) is (admission is Admission.OPEN)


def test_boosts_are_shown_to_those_who_want_them() -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    graph.follow(ben.viewer, target_id=ana.id)
    graph.follow(carla.viewer, target_id=ana.id, show_boosts=False)
    boost = posts.boost(ana.viewer, post_id=posts.publish(cast.dev().viewer, draft=PostDraft(text="Hm")).id)
    shown = posts.hydrate_for_each([ben.viewer, carla.viewer], boost.id, surface=Surface.LATEST)
    assert list(shown) == [ben.viewer]


def test_the_number_of_readers_adds_no_queries() -> None:
    post = posts.publish(cast.ana().viewer, draft=PostDraft(text="Bread", visibility=Visibility.FOLLOWERS))
    readers: list[cast.Person] = []

    def add(number: int) -> None:
        reader = cast.person(f"reader{number}")
        graph.follow(reader.viewer, target_id=cast.ana().id)
        graph.create_filter(reader.viewer, title="x", contexts=[FilterContext.HOME], keywords=[("bread", True)])
        readers.append(reader)

    def read() -> int:
        viewers = [reader.viewer for reader in readers]
        return len(posts.hydrate_for_each(viewers, post.id, surface=Surface.LATEST))

    assert_same_query_count(add, read)
    assert read() == len(readers)


def test_a_post_that_is_not_there_is_shown_to_nobody() -> None:
    assert posts.hydrate_for_each([NOBODY], 1, surface=Surface.PUBLIC) == {}
