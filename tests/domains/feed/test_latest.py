"""Latest: complete and at once, whichever way it is found."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed import fan_out as fan_outs
from folkmoot.domains.feed import skeleton as skeletons
from folkmoot.domains.feed.models import HomeEntry, Reader
from folkmoot.domains.feed.skeleton import home_of, pull, skeleton
from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, Visibility
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.pages import PageRequest
from tests import cast

Drain = Callable[[], None]


def texts(person: cast.Person, page: PageRequest | None = None) -> list[str]:
    return [post.shown.text for post in feed.latest(person.viewer, page or PageRequest()).items]


def test_a_post_stands_in_the_home_of_a_follower_at_once_and_after_fan_out(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ben.viewer, target_id=ana.id)
    assert texts(ben) == []
    drain()
    posts.publish(ana.viewer, draft=PostDraft(text="Good morning"))
    assert texts(ben) == ["Good morning"]
    drain()
    assert HomeEntry.objects.filter(account_id=ben.id).count() == 1
    assert texts(ben) == ["Good morning"]


def test_somebody_newly_followed_is_there_at_once(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    posts.publish(ana.viewer, draft=PostDraft(text="Long before"))
    assert texts(ben) == []
    drain()
    graph.follow(ben.viewer, target_id=ana.id)
    assert texts(ben) == ["Long before"]
    graph.unfollow(ben.viewer, target_id=ana.id)
    assert texts(ben) == []


def test_answers_to_strangers_stay_out(drain: Drain) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    graph.follow(ben.viewer, target_id=ana.id)
    first = posts.publish(carla.viewer, draft=PostDraft(text="Who comes?"))
    posts.publish(ana.viewer, draft=PostDraft(text="Me", reply_to_id=first.id))
    assert texts(ben) == []
    drain()
    assert texts(ben) == []
    graph.follow(ben.viewer, target_id=carla.id)
    assert texts(ben) == ["Me", "Who comes?"]


def test_pages_walk_down_and_up(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ben.viewer, target_id=ana.id)
    for number in range(7):
        posts.publish(ana.viewer, draft=PostDraft(text=f"{number}"))
    first = feed.latest(ben.viewer, PageRequest(limit=3))
    assert [post.text for post in first.items] == ["6", "5", "4"]
    second = feed.latest(ben.viewer, PageRequest(limit=3, max_id=first.next_max_id))
    assert [post.text for post in second.items] == ["3", "2", "1"]
    up = feed.latest(ben.viewer, PageRequest(limit=2, min_id=second.items[-1].id))
    assert [post.text for post in up.items] == ["3", "2"]


_PEOPLE = 4
_STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("publish"),
            st.integers(0, _PEOPLE - 1),
            st.sampled_from([one for one in Visibility if one is not Visibility.GROUP]),
        ),
        st.tuples(st.just("answer"), st.integers(0, _PEOPLE - 1), st.integers(0, 5)),
        st.tuples(st.just("boost"), st.integers(0, _PEOPLE - 1), st.integers(0, 5)),
        st.tuples(st.just("follow"), st.integers(0, _PEOPLE - 1), st.integers(0, _PEOPLE - 1)),
        st.tuples(st.just("unfollow"), st.integers(0, _PEOPLE - 1), st.integers(0, _PEOPLE - 1)),
        st.tuples(st.just("read"), st.integers(0, _PEOPLE - 1), st.just(0)),
        st.tuples(st.just("drain"), st.just(0), st.just(0)),
    ),
    max_size=25,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS)
def test_entries_and_pulling_agree_whatever_happened(drain: Drain, steps: list[tuple[str, int, object]]) -> None:
    people = cast.crowd(_PEOPLE)
    made: list[int] = []
    for verb, actor, what in steps:
        _do(verb, people, actor, what, made, drain)
        for person in people:
            home = home_of(person.id)
            for page in (PageRequest(limit=3), PageRequest(limit=2, max_id=made[len(made) // 2] if made else None)):
                assert skeleton(home, page) == pull(home, page)
    Reader.objects.all().delete()
    HomeEntry.objects.all().delete()


def _do(  # noqa: PLR0917 - a step, and what it is done to
    verb: str, people: list[cast.Person], actor: int, what: object, made: list[int], drain: Drain
) -> None:
    person = people[actor]
    if verb == "drain":
        return drain()
    if verb == "read":
        feed.latest(person.viewer, PageRequest(limit=3))
        return None
    if verb == "publish":
        assert isinstance(what, Visibility)
        made.append(posts.publish(person.viewer, draft=PostDraft(text="x", visibility=what)).id)
        return None
    assert isinstance(what, int)
    if verb in {"follow", "unfollow"}:
        if what != actor:
            (graph.follow if verb == "follow" else graph.unfollow)(person.viewer, target_id=people[what].id)
        return None
    seen = [post for post in posts.hydrate(person.viewer, made, surface=posts.Surface.PAGE) if post.gap is None]
    if what < len(seen) and verb == "answer":
        draft = PostDraft(text="y", reply_to_id=seen[what].id, visibility=seen[what].visibility)
        made.append(posts.publish(person.viewer, draft=draft).id)
    elif what < len(seen) and not seen[what].visibility.in_vault:
        posts.boost(person.viewer, post_id=seen[what].id)
    return None


@pytest.mark.parametrize("draining", [False, True])
def test_who_comes_back_after_a_pause_sees_everything(drain: Drain, draining: bool) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ben.viewer, target_id=ana.id)
    posts.publish(ana.viewer, draft=PostDraft(text="While away"))
    feed.forget_homes()
    assert texts(ben) == ["While away"]
    if draining:
        drain()
    assert texts(ben) == ["While away"]


def test_authors_with_many_followers_are_pulled(drain: Drain, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (skeletons, fan_outs):
        monkeypatch.setattr(module, "PULL_ABOVE", 1)
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    for reader in (ben, carla):
        graph.follow(reader.viewer, target_id=ana.id)
        assert texts(reader) == []
    drain()
    posts.publish(ana.viewer, draft=PostDraft(text="To the whole town"))
    drain()
    assert HomeEntry.objects.filter(account_id__in=[ben.id, carla.id]).count() == 0
    assert texts(ben) == texts(carla) == ["To the whole town"]


def test_a_home_is_bounded_and_the_reader_does_not_notice(drain: Drain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fan_outs, "KEEP", 5)
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ben.viewer, target_id=ana.id)
    assert texts(ben) == []
    drain()
    for number in range(12):
        posts.publish(ana.viewer, draft=PostDraft(text=f"{number}"))
    drain()
    feed.sweep()
    assert HomeEntry.objects.filter(account_id=ben.id).count() == 5
    met: list[str] = []
    page: PageRequest | None = PageRequest(limit=4)
    while page is not None:
        found = feed.latest(ben.viewer, page)
        met += [post.text for post in found.items]
        page = PageRequest(limit=4, max_id=found.next_max_id) if found.next_max_id else None
    assert met == [f"{number}" for number in range(11, -1, -1)]


def test_a_followed_tag_brings_strangers(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow_tag(ben.viewer, tag="seals")
    posts.publish(ana.viewer, draft=PostDraft(text="44 of them #Seals"))
    assert texts(ben) == ["44 of them #Seals"]


def test_a_list_holds_its_members_posts(drain: Drain) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    for person in (ana, carla):
        graph.follow(ben.viewer, target_id=person.id)
        posts.publish(person.viewer, draft=PostDraft(text=person.handle))
    made = graph.create_list(ben.viewer, title="Coast")
    graph.add_to_list(ben.viewer, list_id=made.id, account_ids=[ana.id])
    assert [post.text for post in feed.list_timeline(ben.viewer, made.id, PageRequest()).items] == ["ana"]
    with pytest.raises(NotFound):
        feed.list_timeline(carla.viewer, made.id, PageRequest())
