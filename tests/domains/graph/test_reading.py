"""Pages of people, and that reading asks the same number of queries however many there are."""

from folkmoot.domains.graph import api as graph
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.viewer import NOBODY
from tests import cast
from tests.queries import assert_same_query_count


def names(page: object) -> list[str]:
    return [account.handle for account in page.items]  # type: ignore[attr-defined] # a page of accounts


def test_followers_are_paged_newest_first() -> None:
    ana = cast.ana()
    for member in cast.crowd(5):
        graph.follow(member.viewer, target_id=ana.id)
    first = graph.followers(NOBODY, ana.id, PageRequest(limit=2))
    assert names(first) == ["neighbour4", "neighbour3"]
    second = graph.followers(NOBODY, ana.id, PageRequest(max_id=first.next_max_id, limit=2))
    assert names(second) == ["neighbour2", "neighbour1"]
    last = graph.followers(NOBODY, ana.id, PageRequest(max_id=second.next_max_id, limit=2))
    assert (names(last), last.next_max_id) == (["neighbour0"], None)
    up = graph.followers(NOBODY, ana.id, PageRequest(min_id=last.prev_min_id, limit=2))
    assert names(up) == ["neighbour2", "neighbour1"]


def test_those_whom_a_block_separates_are_left_out() -> None:
    ana, ben, carla, dev = cast.ana(), cast.ben(), cast.carla(), cast.dev()
    for follower in (ben, carla, dev):
        graph.follow(follower.viewer, target_id=ana.id)
    graph.block(ben.viewer, target_id=carla.id)
    assert names(graph.followers(ben.viewer, ana.id, PageRequest())) == ["dev", "ben"]
    assert names(graph.followers(carla.viewer, ana.id, PageRequest())) == ["dev", "carla"]
    graph.block(ana.viewer, target_id=dev.id)
    assert names(graph.followers(dev.viewer, ana.id, PageRequest())) == []
    assert names(graph.following(carla.viewer, carla.id, PageRequest())) == ["ana"]


def test_familiar_followers_are_those_one_follows() -> None:
    ana, ben, carla, dev = cast.ana(), cast.ben(), cast.carla(), cast.dev()
    graph.follow(ana.viewer, target_id=ben.id)
    graph.follow(ben.viewer, target_id=carla.id)
    graph.follow(dev.viewer, target_id=carla.id)
    found = graph.familiar_followers(ana.viewer, [carla.id, dev.id])
    assert {key: [account.handle for account in value] for key, value in found.items()} == {
        carla.id: ["ben"],
        dev.id: [],
    }


def test_fan_out_comes_in_batches() -> None:
    ana = cast.ana()
    members = cast.crowd(5)
    for member in members:
        graph.follow(member.viewer, target_id=ana.id)
    ids = sorted(member.id for member in members)
    first = graph.follower_ids(ana.id, limit=3)
    assert first == tuple(ids[:3])
    assert graph.follower_ids(ana.id, first[-1], 3) == tuple(ids[3:])


def test_no_ids_ask_no_question() -> None:
    ana = cast.ana()
    assert graph.relationships(ana.viewer, []) == {}
    assert graph.counts([]) == {}
    assert graph.surroundings(ana.viewer, []) == graph.Surroundings(viewer_id=ana.id)
    assert graph.surroundings(NOBODY, [ana.id]) == graph.Surroundings()


def test_queries_do_not_grow_with_the_rows() -> None:
    ana = cast.ana()
    ids: list[int] = []

    def more(number: int) -> None:
        member = cast.person(f"member{number}")
        ids.append(member.id)
        graph.follow(ana.viewer, target_id=member.id)
        graph.follow(member.viewer, target_id=ana.id)
        graph.mute(ana.viewer, target_id=member.id)
        graph.set_note(ana.viewer, target_id=member.id, text="a note")
        graph.follow_tag(ana.viewer, tag=f"tag{number}")
        graph.create_list(ana.viewer, title=f"List {number}")
        graph.create_filter(ana.viewer, title="f", contexts=[graph.FilterContext.HOME], keywords=[("word", True)])

    def read() -> None:
        page = PageRequest(limit=40)
        graph.relationships(ana.viewer, ids)
        graph.surroundings(ana.viewer, ids)
        graph.counts(ids)
        graph.familiar_followers(ana.viewer, ids)
        for people in (graph.followers, graph.following):
            people(ana.viewer, ana.id, page)
        graph.mutes(ana.viewer, page)
        graph.followed_tags(ana.viewer, page)
        graph.lists(ana.viewer)
        graph.filters(ana.viewer)

    assert_same_query_count(more, read)
