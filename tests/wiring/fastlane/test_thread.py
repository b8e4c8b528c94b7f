"""Threads in the fast lane: what somebody decides acts on the next request, and what is unusual is Django's."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from folkmoot.domains.apps.models import Token
from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import FilterAction, FilterContext
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, Visibility
from folkmoot.kernel import clock as kernel_clock
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.refs import post_ref
from folkmoot.wiring.fastlane import thread
from tests import cast
from tests.wiring.fastlane.both import MOST_STATEMENTS, Both


@dataclass(slots=True)
class Talk:
    """Ana asked, Carla answered, Ana answered her; Ben, who follows Ana, reads it around Carla's answer."""

    both: Both
    asked: int
    answered: int
    last: int

    def said(self, person: cast.Person | None = None) -> bytes:
        before = self.both.fast
        body: bytes = self.both.same(person or cast.ben(), path(self.answered))[2]
        assert self.both.fast > before, "Django answered"
        return body


def path(post_id: int) -> str:
    return f"/api/v1/statuses/{post_id}/context"


def say(person: cast.Person, text: str, to: int | None = None, visibility: Visibility = Visibility.PUBLIC) -> int:
    return posts.publish(person.viewer, draft=PostDraft(text=text, reply_to_id=to, visibility=visibility)).id


@pytest.fixture
def talk(clock: FrozenClock) -> Talk:
    graph.follow(cast.ben().viewer, target_id=cast.ana().id)
    asked = say(cast.ana(), "Where is the bridge?")
    answered = say(cast.carla(), "At the mill", asked)
    made = Talk(Both(), asked, answered, say(cast.ana(), "Thank you", answered))
    body = made.said()
    assert body.index(b'"ancestors"') < body.index(b"Where is the bridge") < body.index(b'"descendants"')
    assert b"Thank you" in body
    return made


def test_a_revoked_token_is_refused(talk: Talk) -> None:
    Token.objects.update(revoked_at=kernel_clock.now())
    assert talk.both.same(cast.ben(), path(talk.answered))[0].startswith("401")


def test_a_token_without_the_scope_is_refused(talk: Talk) -> None:
    Token.objects.update(scopes=["read:notifications"])
    assert talk.both.same(cast.ben(), path(talk.answered))[0].startswith("403")


def test_a_block_by_who_began_acts_at_once(talk: Talk) -> None:
    graph.block(cast.ana().viewer, target_id=cast.ben().id)
    body = talk.said()
    assert b"Where is the bridge" not in body
    assert b"You do not see posts of this account" in body
    assert b"Thank you" not in body


def test_the_thread_of_a_post_by_who_blocks_is_not_found(talk: Talk) -> None:
    graph.block(cast.carla().viewer, target_id=cast.ben().id)
    assert talk.both.same(cast.ben(), path(talk.answered))[0].startswith("404")


def test_what_is_for_followers_is_for_nobody_else_at_once(talk: Talk) -> None:
    say(cast.ana(), "Only for followers", talk.answered, visibility=Visibility.FOLLOWERS)
    assert b"Only for followers" in talk.said()
    assert b"Only for followers" not in talk.said(cast.dev())
    graph.unfollow(cast.ben().viewer, target_id=cast.ana().id)
    assert b"Only for followers" not in talk.said()


def test_a_decision_acts_at_once_and_so_does_its_end(talk: Talk) -> None:
    made = integrity.decide_on(
        cast.mo().viewer, ref=post_ref(talk.last), responsible=cast.ana().id, clause_id="threats", treatment="remove"
    )
    assert b"Thank you" not in talk.said()
    assert b"Thank you" in talk.said(cast.ana()), "its author reads it"
    integrity.undo(cast.mo().viewer, decision_id=made.id, note="A mistake")
    assert b"Thank you" in talk.said()


def test_what_is_a_gap_in_a_thread_stands_in_no_home(talk: Talk, drain: Callable[[], None]) -> None:
    talk.both.same(cast.ben())
    drain()
    assert b"Where is the bridge" in talk.both.same(cast.ben())[2]
    integrity.decide_on(
        cast.mo().viewer, ref=post_ref(talk.asked), responsible=cast.ana().id, clause_id="threats", treatment="remove"
    )
    talk.both.same(cast.ben(), path(talk.asked))
    assert b"This post was removed" in talk.said()
    before = talk.both.fast
    assert b"This post was removed" not in talk.both.same(cast.ben())[2]
    assert talk.both.fast > before, "Django answered"


def test_a_deleted_answer_leaves_a_gap_while_something_answers_it(talk: Talk) -> None:
    say(cast.dev(), "You are welcome", talk.last)
    posts.delete(cast.ana().viewer, post_id=talk.last)
    body = talk.said()
    assert b"Thank you" not in body
    assert b"This post was deleted by its author" in body
    assert b"You are welcome" in body


def test_filters_of_threads_hide(talk: Talk) -> None:
    graph.create_filter(
        cast.ben().viewer, title="bridges", contexts=[FilterContext.THREAD], action=FilterAction.HIDE,
        lasts_seconds=None, keywords=[("bridge", True)],
    )  # fmt: skip
    assert b"Where is the bridge" not in talk.said()


def test_a_favourite_is_counted_and_marked_at_once(talk: Talk) -> None:
    posts.favourite(cast.ben().viewer, post_id=talk.last)
    body = talk.said()
    assert b'"favourites_count":1' in body
    assert b'"favourited":true' in body


def test_a_direct_answer_is_left_to_django(talk: Talk) -> None:
    say(cast.ana(), "@carla between us", talk.answered, visibility=Visibility.DIRECT)
    assert talk.both.through(talk.both.environ(path(talk.answered), "", talk.both.token(cast.ben())))
    assert b"between us" not in talk.both.same(cast.ben(), path(talk.answered))[2]
    assert b"between us" in talk.both.same(cast.carla(), path(talk.answered))[2]


def test_around_a_boost_django_answers(talk: Talk) -> None:
    boost = posts.boost(cast.dev().viewer, post_id=talk.answered).id
    before = talk.both.passed
    assert b"Where is the bridge" in talk.both.same(cast.ben(), path(boost))[2]
    assert talk.both.passed == before + 1


def test_long_threads_are_django_s(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thread, "MOST", 2)
    assert talk.both.through(talk.both.environ(path(talk.answered), "", talk.both.token(cast.ben())))


def test_the_number_of_statements_does_not_depend_on_that_of_answers(talk: Talk) -> None:
    talk.said()
    before = talk.both.statements(cast.ben(), path(talk.answered))
    for number in range(8):
        say(cast.dev(), f"Number {number}", talk.last)
    talk.said()
    assert talk.both.statements(cast.ben(), path(talk.answered)) == before <= MOST_STATEMENTS
