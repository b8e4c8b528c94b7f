"""The same thing asked for twice at once, and two things that cannot both be."""

from collections.abc import Callable
from functools import partial

import pytest

from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PollDraft, PostDraft
from folkmoot.domains.posts.commands import delete as deleting
from folkmoot.domains.posts.commands import edit as editing
from folkmoot.domains.posts.compose import compose
from folkmoot.kernel.errors import Conflict, NotFound
from tests import cast
from tests.at_once import at_once, only_on_a_server


def _interrupted(called: Callable[..., object], meanwhile: Callable[[], object]) -> Callable[..., object]:
    """`called`, but after its first call something else happens before its caller goes on."""
    waiting = [meanwhile]

    def wrapped(*args: object, **kwargs: object) -> object:
        found = called(*args, **kwargs)
        if waiting:
            waiting.pop()()
        return found

    return wrapped


def test_a_post_that_is_deleted_twice_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ana, ben = cast.ana(), cast.ben()
    question = posts.publish(ana.viewer, draft=PostDraft(text="Who can help?"))
    answers = [posts.publish(ben.viewer, draft=PostDraft(text="I", reply_to_id=question.id)) for _ in range(3)]
    read = _interrupted(posts.access_post, lambda: posts.delete(ben.viewer, post_id=answers[0].id))
    monkeypatch.setattr(deleting, "access_post", read)
    with pytest.raises(NotFound):
        posts.delete(ben.viewer, post_id=answers[0].id)
    assert posts.access_post(ana.viewer, question.id).counts.replies == 2
    assert posts.author_counts([ben.id])[ben.id].posts == 2


def test_of_two_edits_at_once_the_second_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    ana = cast.ana()
    post = posts.publish(ana.viewer, draft=PostDraft(text="One"))
    read = _interrupted(compose, lambda: posts.edit(ana.viewer, post_id=post.id, draft=PostDraft(text="Two")))
    monkeypatch.setattr(editing, "compose", read)
    with pytest.raises(Conflict):
        posts.edit(ana.viewer, post_id=post.id, draft=PostDraft(text="Three"))
    assert [one.text for one in posts.revisions(ana.viewer, post.id)] == ["One", "Two"]


@pytest.mark.django_db(databases="__all__", transaction=True)
class TestOnAServer:
    """SQLite lets one write at a time, and its tests live in one connection."""

    @pytest.fixture(autouse=True)
    def _only_there(self) -> None:
        only_on_a_server()

    def test_votes(self) -> None:
        ana, ben = cast.ana(), cast.ben()
        for round_ in range(5):
            post = posts.publish(ana.viewer, draft=PostDraft(text=f"Round {round_}"))
            ends = at_once(*[partial(posts.vote, ben.viewer, post_id=post.id, value=1)] * 4)
            assert (ends, posts.access_post(ana.viewer, post.id).counts.up) == ([None] * 4, 1)

    def test_votes_in_a_poll_of_one_choice(self) -> None:
        ana, ben = cast.ana(), cast.ben()
        draft = PostDraft(text="Which?", poll=PollDraft(options=("tea", "coffee"), lasts_seconds=3600))
        for _ in range(5):
            post = posts.publish(ana.viewer, draft=draft)
            ends = at_once(
                partial(posts.vote_in_poll, ben.viewer, post_id=post.id, choices=(0,)),
                partial(posts.vote_in_poll, ben.viewer, post_id=post.id, choices=(1,)),
            )
            poll = posts.access_post(ben.viewer, post.id).poll
            assert poll is not None
            assert (set(ends), poll.voters, poll.votes) == ({None, Conflict}, 1, 1)

    def test_taking_a_boost_back(self) -> None:
        ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
        post = posts.publish(ana.viewer, draft=PostDraft(text="Carry me"))
        for _ in range(5):
            for person in (ben, carla):
                posts.boost(person.viewer, post_id=post.id)
            at_once(*[lambda: posts.unboost(ben.viewer, post_id=post.id)] * 4)
            assert posts.access_post(ana.viewer, post.id).counts.boosts == 1
