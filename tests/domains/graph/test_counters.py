"""Whatever happens, the counters say what the rows say."""

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.commands import erase
from folkmoot.domains.graph.models import Block, Follow, GraphCounts, ListMember
from folkmoot.kernel.errors import Forbidden, NotFound
from tests import cast

PEOPLE = 3
VERBS = ["follow", "unfollow", "accept", "reject", "remove", "block", "unblock"]
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)).filter(
        lambda step: step[1] != step[2]
    ),
    max_size=14,
)


def people() -> list[cast.Person]:
    found = [cast.ana(), cast.ben(), cast.carla()]
    accounts.edit_profile(found[0].viewer, change=accounts.ProfileChange(locked=True))
    return found


def do(verb: str, actor: cast.Person, other: cast.Person) -> None:
    verbs: dict[str, Callable[[], object]] = {
        "follow": lambda: graph.follow(actor.viewer, target_id=other.id),
        "unfollow": lambda: graph.unfollow(actor.viewer, target_id=other.id),
        "accept": lambda: graph.accept_request(actor.viewer, follower_id=other.id),
        "reject": lambda: graph.reject_request(actor.viewer, follower_id=other.id),
        "remove": lambda: graph.remove_follower(actor.viewer, follower_id=other.id),
        "block": lambda: graph.block(actor.viewer, target_id=other.id),
        "unblock": lambda: graph.unblock(actor.viewer, target_id=other.id),
    }
    # A refusal is an answer, too; what it leaves behind is checked as well.
    with contextlib.suppress(Forbidden, NotFound):
        verbs[verb]()


def assert_counted() -> None:
    accepted = list(Follow.objects.filter(state="accepted").values_list("follower_id", "followee_id"))
    for row in GraphCounts.objects.all():
        followers = sum(followee == row.account_id for _, followee in accepted)
        following = sum(follower == row.account_id for follower, _ in accepted)
        assert (row.followers, row.following) == (followers, following)
    counted = set(GraphCounts.objects.values_list("account_id", flat=True))
    assert counted >= {account_id for pair in accepted for account_id in pair}


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_counters_equal_rows_and_no_blocked_pair_follows(steps: list[tuple[str, int, int]]) -> None:
    members = people()
    Follow.objects.all().delete()
    Block.objects.all().delete()
    GraphCounts.objects.all().delete()
    for verb, actor, other in steps:
        do(verb, members[actor], members[other])
        assert_counted()
    follows = set(Follow.objects.values_list("follower_id", "followee_id"))
    for blocker, blocked in Block.objects.values_list("blocker_id", "blocked_id"):
        assert (blocker, blocked) not in follows
        assert (blocked, blocker) not in follows


def test_an_erased_account_leaves_no_row_and_right_counters(
    drain: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erase, "BATCH", 2)
    ana, ben = cast.ana(), cast.ben()
    for member in [ben, *cast.crowd(5)]:
        graph.follow(member.viewer, target_id=ana.id)
        graph.follow(ana.viewer, target_id=member.id)
        own = graph.create_list(member.viewer, title="Close")
        graph.add_to_list(member.viewer, list_id=own.id, account_ids=[ana.id])
    graph.follow(cast.dev().viewer, target_id=ben.id)
    graph.mute(ana.viewer, target_id=ben.id)
    graph.block(cast.erin().viewer, target_id=ana.id)
    accounts.erase_account(ana.viewer, password=cast.PASSWORD)
    drain()
    assert graph.counts([ben.id, ana.id]) == {
        ben.id: graph.GraphCounts(followers=1, following=0),
        ana.id: graph.GraphCounts(),
    }
    assert Follow.objects.count() == 1
    assert (Block.objects.count(), ListMember.objects.count()) == (0, 0)
    assert_counted()
