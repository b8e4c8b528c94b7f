"""Votes: points, both counts, both percentages (walk 12)."""

from datetime import timedelta

import pytest

from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Counts, PostDraft
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Invalid
from tests import cast


def vote_of(person: cast.Person, post_id: int, value: int) -> Counts:
    return posts.vote(person.viewer, post_id=post_id, value=value).counts


def test_points_counts_and_percentages() -> None:
    post = posts.publish(cast.ana().viewer, draft=PostDraft(text="The bridge stays open"))
    people = cast.crowd(10)
    counts = [vote_of(person, post.id, 1) for person in people[:8]][-1]
    assert (counts.points, counts.up, counts.down, counts.up_percent, counts.down_percent) == (8, 8, 0, 100, 0)
    counts = [vote_of(person, post.id, -1) for person in people[8:]][-1]
    assert (counts.points, counts.votes, counts.up_percent, counts.down_percent) == (6, 10, 80, 20)


def test_voting_twice_counts_once_and_the_other_way_replaces() -> None:
    post = posts.publish(cast.ana().viewer, draft=PostDraft(text="Once"))
    ben = cast.ben()
    assert vote_of(ben, post.id, 1).up == 1
    assert vote_of(ben, post.id, 1).up == 1
    replaced = vote_of(ben, post.id, -1)
    assert (replaced.up, replaced.down) == (0, 1)
    assert vote_of(ben, post.id, 0).votes == 0


def test_a_ring_of_fresh_accounts_is_not_counted(clock: FrozenClock) -> None:
    ana, ben = cast.ana(), cast.ben()
    clock.advance(timedelta(days=30))
    post = posts.publish(ana.viewer, draft=PostDraft(text="Vote for me"))
    assert vote_of(ben, post.id, 1).up == 1
    counts = [vote_of(person, post.id, 1) for person in cast.crowd(30)][-1]
    assert (counts.up, counts.uncounted) == (1, 30)


def test_nobody_votes_for_themselves() -> None:
    ana = cast.ana()
    post = posts.publish(ana.viewer, draft=PostDraft(text="Mine"))
    with pytest.raises(Invalid):
        posts.vote(ana.viewer, post_id=post.id, value=1)
    assert posts.access_post(ana.viewer, post.id).counts.votes == 0
