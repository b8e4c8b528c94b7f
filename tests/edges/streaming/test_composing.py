"""From events to messages: who is told what, in which words, and with how many queries."""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest

from folkmoot.domains.community import api as community
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, Visibility
from folkmoot.edges.mastodon.live import LivePresenter
from folkmoot.edges.streaming.channels import Channel, Kind
from folkmoot.edges.streaming.composing import Composer
from folkmoot.edges.streaming.messages import Delivery
from folkmoot.infra.live import api as live
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.viewer import NOBODY, Viewer
from tests import cast
from tests.queries import assert_same_query_count

HOME, PUBLIC, TOLD = Channel(Kind.USER), Channel(Kind.PUBLIC), Channel(Kind.USER, told=True)
Drain = Callable[[], None]


class Ear:
    """Hears what an audience is told between two listenings."""

    def __init__(self, drain: Drain, audience: Mapping[Channel, frozenset[Viewer]]) -> None:
        self._drain, self.audience = drain, audience
        self._composer = Composer(LivePresenter())
        drain()
        self._place = live.newest()

    def listen(self) -> list[Delivery]:
        self._drain()
        entries = live.after(self._place)
        self._place = live.newest()
        return [one for entry in entries for one in self._composer.compose(entry, self.audience)]

    def heard(self) -> list[tuple[int | None, str, str]]:
        """Whose, which stream, which event."""
        told = [(one.reader.account_id, one.channel.names[0], one.message.event) for one in self.listen()]
        return sorted(told, key=str)


def remove(post: posts.PostView) -> integrity.DecisionView:
    return integrity.decide_on(
        cast.mo().viewer,
        ref=post_ref(post.id),
        responsible=post.author.id,
        clause_id="threats",
        treatment=integrity.Treatment.REMOVE,
    )


def reader(person: cast.Person) -> Viewer:
    return Viewer(person.id)


def test_a_removed_post_is_taken_away_and_comes_back_when_that_is_undone(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ben.viewer, target_id=ana.id)
    post = posts.publish(ana.viewer, draft=PostDraft(text="Hm"))
    ear = Ear(drain, {HOME: frozenset({reader(ben), reader(cast.carla())}), PUBLIC: frozenset({NOBODY})})
    decision = remove(post)
    assert ear.heard() == [(ben.id, "user", "delete"), (None, "public", "delete")]
    integrity.undo(cast.mo().viewer, decision_id=decision.id, note="A mistake.")
    assert ear.heard() == [(ben.id, "user", "status.update"), (None, "public", "status.update")]


def test_what_was_removed_before_it_ran_is_shown_to_its_author_alone(drain: Drain) -> None:
    ana = cast.ana()
    graph.follow(cast.ben().viewer, target_id=ana.id)
    ear = Ear(drain, {HOME: frozenset({reader(ana), reader(cast.ben())}), PUBLIC: frozenset({NOBODY})})
    post = posts.publish(ana.viewer, draft=PostDraft(text="Hm"))
    remove(post)
    assert [told for told in ear.heard() if told[2] == "update"] == [(ana.id, "user", "update")]


@pytest.mark.parametrize("visibility", [Visibility.FOLLOWERS, Visibility.FRIENDS, Visibility.DIRECT])
def test_the_end_of_a_post_is_told_only_to_those_who_could_read_it(drain: Drain, visibility: Visibility) -> None:
    ana, ben, carla, dev = cast.ana(), cast.ben(), cast.carla(), cast.dev()
    for follower in (ben, carla, dev):
        graph.follow(follower.viewer, target_id=ana.id)
    graph.follow(ana.viewer, target_id=ben.id)
    listening = frozenset(map(reader, (ana, ben, carla, dev, cast.erin())))
    ear = Ear(drain, {HOME: listening, PUBLIC: frozenset({NOBODY})})
    post = posts.publish(ana.viewer, draft=PostDraft(text="@carla hello", visibility=visibility))
    shown = {told[0] for told in ear.heard() if told[2] == "update"}
    posts.delete(ana.viewer, post_id=post.id)
    gone = {told[0] for told in ear.heard() if told[2] == "delete"}
    may = {
        Visibility.FOLLOWERS: {ana.id, ben.id, carla.id, dev.id},
        Visibility.FRIENDS: {ana.id, ben.id, carla.id},
        Visibility.DIRECT: {ana.id, carla.id},
    }[visibility]
    assert (shown, gone) == (may, may)


def test_a_boost_and_its_end_run_at_home_and_not_in_public(drain: Drain) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    graph.follow(ben.viewer, target_id=ana.id)
    post = posts.publish(carla.viewer, draft=PostDraft(text="Worth reading"))
    ear = Ear(drain, {HOME: frozenset({reader(ben)}), PUBLIC: frozenset({NOBODY})})
    posts.boost(ana.viewer, post_id=post.id)
    assert ear.heard() == [(ben.id, "user", "update")]
    posts.unboost(ana.viewer, post_id=post.id)
    assert ear.heard() == [(ben.id, "user", "delete")]


def test_announcements_and_reactions_reach_everybody(drain: Drain) -> None:
    ben = cast.ben()
    ear = Ear(drain, {HOME: frozenset({reader(ben)}), PUBLIC: frozenset({NOBODY})})
    made = community.make_announcement(cast.olga().viewer, text="Market on Sunday")
    (told,) = ear.listen()
    assert (told.message.event, json.loads(told.message.payload or "")["content"]) == (
        "announcement",
        "<p>Market on Sunday</p>",
    )
    community.react_to_announcement(ben.viewer, announcement_id=made.id, name="👍")
    (told,) = ear.listen()
    reaction = {"name": "👍", "count": 1, "announcement_id": str(made.id)}
    assert (told.message.event, json.loads(told.message.payload or "")) == ("announcement.reaction", reaction)
    community.unreact_to_announcement(ben.viewer, announcement_id=made.id, name="👍")
    (told,) = ear.listen()
    assert json.loads(told.message.payload or "") == reaction | {"count": 0}
    community.remove_announcement(cast.olga().viewer, announcement_id=made.id)
    assert ear.heard() == [(ben.id, "user", "announcement.delete")]


def test_an_announcement_is_told_when_its_time_comes(drain: Drain, clock: FrozenClock) -> None:
    ben, olga = cast.ben(), cast.olga()
    ear = Ear(drain, {HOME: frozenset({reader(ben)})})
    noon, hour = clock.read(), timedelta(hours=1)
    made = community.make_announcement(olga.viewer, text="Market on Sunday", publish_at=noon + hour)
    community.change_announcement(
        olga.viewer, announcement_id=made.id, text="Market on Monday", publish_at=noon + 3 * hour
    )
    dropped = community.make_announcement(olga.viewer, text="No market", publish_at=noon + hour)
    community.remove_announcement(olga.viewer, announcement_id=dropped.id)
    ear.heard()
    clock.advance(2 * hour)
    assert ear.heard() == []
    clock.advance(hour)
    (told,) = ear.listen()
    assert json.loads(told.message.payload or "")["content"] == "<p>Market on Monday</p>"
    assert ear.heard() == []


def test_one_post_for_many_listeners_asks_no_more(drain: Drain) -> None:
    ana = cast.ana()
    listening: set[Viewer] = set()
    composer = Composer(LivePresenter())
    post = posts.publish(ana.viewer, draft=PostDraft(text="Good morning #moot"))
    drain()
    entry = next(one for one in live.after(0) if isinstance(one.event, posts.PostPublished))

    def add(number: int) -> None:
        follower = cast.person(f"follower{number}")
        graph.follow(follower.viewer, target_id=ana.id)
        listening.add(reader(follower))

    def compose() -> list[Delivery]:
        everybody = frozenset(listening)
        return composer.compose(entry, {HOME: everybody, PUBLIC: everybody | {NOBODY}})

    assert_same_query_count(add, compose)
    told = compose()
    assert len(told) == 2 * len(listening) + 1
    assert {json.loads(one.message.payload or "")["id"] for one in told} == {str(post.id)}


def test_it_is_told_when_accepted_requests_are_among_the_notifications(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    policy = notifications.Policy(not_following=notifications.Choice.FILTER)
    notifications.set_policy(ana.viewer, policy=policy)
    posts.publish(ben.viewer, draft=PostDraft(text="@ana hello"))
    only_told = Channel(Kind.NOTIFICATIONS)
    both = frozenset({reader(ana), reader(ben)})
    ear = Ear(drain, {HOME: both, TOLD: both, only_told: both})
    (request,) = notifications.requests(ana.viewer, PageRequest()).items
    notifications.accept_requests(ana.viewer, request_ids=[request.id])
    assert ear.heard() == [
        (ana.id, "user", "notifications_merged"),
        (ana.id, "user:notification", "notifications_merged"),
    ]
    notifications.accept_requests(ana.viewer, request_ids=[])
    assert ear.heard() == []
