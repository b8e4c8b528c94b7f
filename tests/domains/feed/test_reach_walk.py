"""Walk 5 of the twelve, as far as pages go: a post reduced to 0.10, with a hundred followers and five boosters."""

import pytest
from django.test import Client

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.policy import drawn
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Treatment
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.domains.residency import api as residency
from folkmoot.infra.http.cookies import SESSION_COOKIE
from folkmoot.kernel.refs import post_ref
from tests import cast
from tests.cast import Person

TEXT = "Vinegar turns gold into silver"
FOLDED = "that travels less (×0.10): A fact-check found this to be false."
FOLLOWERS, BOOSTERS, BEHIND_EACH = 100, 5, 2


def page(person: Person | None, path: str) -> str:
    client = Client()
    if person is not None:
        place = residency.SessionPlace("A test's browser", "127.0.0.1")
        client.cookies[SESSION_COOKIE] = residency.sessions.open_session(person.id, place)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def counted(post_id: int) -> dict[str, tuple[int, int]]:
    feed.flush_reach()
    return {one.surface: (one.shown, one.lost) for one in feed.reach_of([post_id])[post_id].by_surface}


def many(name: str, count: int) -> list[Person]:
    return [cast.person(f"{name}{number}") for number in range(count)]


def found_false(post_id: int, author: Person) -> integrity.DecisionView:
    return integrity.decide_on(
        cast.mo().viewer,
        ref=post_ref(post_id),
        responsible=author.id,
        clause_id="found-false",
        treatment=Treatment.REDUCE,
        factor=0.10,
        link="https://check.example/gold",
    )


def test_walk_5() -> None:
    dev = cast.dev()
    followers, boosters = many("follower", FOLLOWERS), many("booster", BOOSTERS)
    behind = many("behind", BOOSTERS * BEHIND_EACH)
    for follower in followers:
        graph.follow(follower.viewer, target_id=dev.id)
    for number, reader in enumerate(behind):
        graph.follow(reader.viewer, target_id=boosters[number % BOOSTERS].id)
    post = posts.publish(dev.viewer, draft=PostDraft(text=f"{TEXT} #gold"))
    for booster in boosters:
        posts.boost(booster.viewer, post_id=post.id)
    decision = found_false(post.id, dev)

    for person in (None, dev, followers[0]):
        assert TEXT in page(person, "/@dev")
    assert all(FOLDED not in page(follower, "/?view=latest") for follower in followers)
    for reader in behind:
        latest = page(reader, "/?view=latest")
        assert latest.count(FOLDED) == 1
    assert counted(post.id) == {"profile": (2, 0), "latest": (FOLLOWERS, len(behind))}

    for follower in followers:
        page(follower, "/?view=ranked")
    shown = sum(drawn(post.id, follower.id, 0.10) for follower in followers)
    assert counted(post.id)["ranked"] == (shown, FOLLOWERS - shown)

    assert TEXT not in page(None, "/explore")
    assert feed.trending_tags() == ()
    assert counted(post.id)["explore"] == (0, 1)

    mine = page(dev, f"/decisions/{decision.id}")
    assert "0.10" in mine
    assert "Found false" in mine
    before = feed.reach_of([post.id])[post.id]
    assert before.lost == len(behind) + FOLLOWERS - shown + 1

    integrity.undo(cast.mo().viewer, decision_id=decision.id, note="The appeal was right")
    newcomers = many("newcomer", 5)
    for newcomer in newcomers:
        graph.follow(newcomer.viewer, target_id=dev.id)
        assert TEXT in page(newcomer, "/?view=ranked")
        assert TEXT in page(newcomer, "/?view=latest")
    assert feed.why(newcomers[0].viewer, post.id).factor == 1.0
    assert TEXT in page(None, "/explore")
    feed.flush_reach()
    after = feed.reach_of([post.id])[post.id]
    assert (after.shown - before.shown, after.lost - before.lost) == (11, 0)


def test_in_ranked_a_reduced_posts_impressions_are_a_tenth() -> None:
    """With enough readers: within a fifth of the stated share, for three posts of any id."""
    for post_id in (1, 10**15 + 7, 2**62 + 11):
        shown = sum(drawn(post_id, 2**52 + reader * 4096, 0.10) for reader in range(5_000))
        assert shown / 5_000 == pytest.approx(0.10, rel=0.2)
