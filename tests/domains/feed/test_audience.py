"""Asked for one post and many readers, homes and lists answer as the timelines do, with the same few queries."""

import random
from itertools import permutations

import pytest

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.skeleton import home_of, skeleton
from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import RepliesPolicy
from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import Admission
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, Visibility
from folkmoot.kernel.pages import PageRequest
from tests import cast
from tests.domains.groups.making import group, let_in, say
from tests.queries import assert_same_query_count

_SEED = 20260301
_ALL = PageRequest(limit=200)


def town() -> tuple[list[cast.Person], list[int]]:
    """Six people who follow each other at random, and what they wrote, answered and boosted."""
    rng = random.Random(_SEED)
    people = [cast.ana(), cast.ben(), cast.carla(), cast.dev(), cast.erin(), cast.femi()]
    for one, other in permutations(people, 2):
        if rng.random() < 0.45:
            graph.follow(one.viewer, target_id=other.id)
    graph.follow_tag(people[0].viewer, tag="moot")
    graph.follow_tag(people[1].viewer, tag="Moot")
    ids: list[int] = []
    open_ids: list[int] = []
    for number in range(60):
        author = rng.choice(people)
        visibility = rng.choice([one for one in Visibility if one is not Visibility.GROUP])
        reply_to = rng.choice(open_ids) if open_ids and rng.random() < 0.5 else None
        mention = f"@{rng.choice(people).handle} " if rng.random() < 0.4 or visibility is Visibility.DIRECT else ""
        text = f"{mention}{number} {'#moot' if rng.random() < 0.3 else ''}"
        made = posts.publish(author.viewer, draft=PostDraft(text=text, visibility=visibility, reply_to_id=reply_to))
        ids.append(made.id)
        if not made.visibility.in_vault:
            open_ids.append(made.id)
            if rng.random() < 0.3:
                ids.append(posts.boost(rng.choice(people).viewer, post_id=made.id).id)
    return people, ids


def test_homes_hold_what_latest_shows() -> None:
    people, ids = town()
    kept_apart = graph.create_list(people[2].viewer, title="Apart", replies_policy=RepliesPolicy.LIST, exclusive=True)
    followed = min(graph.followee_ids(people[2].id))
    graph.add_to_list(people[2].viewer, list_id=kept_apart.id, account_ids=[followed])
    homes = {person.id: set(skeleton(home_of(person.id), _ALL).items) for person in people}
    assert sum(map(len, homes.values())) > 60
    for post_id in ids:
        held = feed.homes_holding(post_id, homes)
        assert held == {reader for reader, home in homes.items() if post_id in home}, post_id


@pytest.mark.parametrize("admission", list(Admission))
def test_homes_hold_what_begins_in_their_groups(admission: Admission) -> None:
    people = [cast.ana(), cast.ben(), cast.carla(), cast.dev(), cast.erin()]
    made = group(admission)
    for member in people[1:3]:
        let_in(made, member)
    groups.show_at_home(people[2].viewer, group_id=made.id, shown=False)
    for follower in people[2:4]:
        graph.follow(follower.viewer, target_id=people[0].id)
    begun = say(people[0], made)
    answer = posts.publish(people[1].viewer, draft=PostDraft(text="Mine too", reply_to_id=begun.id))
    homes = {person.id: set(skeleton(home_of(person.id), _ALL).items) for person in people}
    for post_id in (begun.id, answer.id):
        held = feed.homes_holding(post_id, homes)
        assert held == {reader for reader, home in homes.items() if post_id in home}, post_id
    assert begun.id in homes[people[1].id]


def test_lists_hold_what_their_timelines_show() -> None:
    people, ids = town()
    owner = people[0]
    members = graph.followee_ids(owner.id)
    shown: dict[int, set[int]] = {}
    for policy in RepliesPolicy:
        made = graph.create_list(owner.viewer, title=policy.value, replies_policy=policy, exclusive=False)
        graph.add_to_list(owner.viewer, list_id=made.id, account_ids=sorted(members)[:2])
        found = posts.list_page(owner.id, graph.list_member_ids(owner.viewer, made.id), _ALL, known=_known(owner, made))
        shown[made.id] = set(found.items)
    assert sum(map(len, shown.values())) > 10
    for post_id in ids:
        held = feed.lists_holding(post_id, shown)
        assert held == {one for one, page in shown.items() if post_id in page}, post_id


def _known(owner: cast.Person, made: graph.ListView) -> frozenset[int]:
    members = graph.list_member_ids(owner.viewer, made.id)
    return {
        RepliesPolicy.FOLLOWED: graph.followee_ids(owner.id) | members,
        RepliesPolicy.LIST: members,
        RepliesPolicy.NONE: frozenset[int](),
    }[made.replies_policy]


def test_the_number_of_readers_adds_no_queries() -> None:
    ana = cast.ana()
    first = posts.publish(cast.ben().viewer, draft=PostDraft(text="First"))
    post = posts.publish(ana.viewer, draft=PostDraft(text="Second #moot", reply_to_id=first.id))
    readers: list[int] = []

    def add(number: int) -> None:
        reader = cast.person(f"reader{number}")
        for followed in (ana, cast.ben()):
            graph.follow(reader.viewer, target_id=followed.id)
        readers.append(reader.id)

    assert_same_query_count(add, lambda: feed.homes_holding(post.id, readers))
    assert feed.homes_holding(post.id, readers) == set(readers)
