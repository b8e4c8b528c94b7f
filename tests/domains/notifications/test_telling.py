"""Who is told what, through the commands of the domains where it happens."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import post_ref
from tests import cast

Drain = Callable[[], None]


def write(person: cast.Person, text: str = "Good morning", **fields: object) -> posts.PostView:
    return posts.publish(person.viewer, draft=posts.PostDraft(text=text, **fields))  # type: ignore[arg-type] # mixed fields


def told(person: cast.Person) -> list[tuple[str, str]]:
    found = notifications.notifications_of(person.viewer, PageRequest(limit=40)).items
    return [(one.kind.value, one.actor.handle if one.actor else "") for one in found]


def test_a_mention_a_reply_and_a_quote_are_told_once_each(drain: Drain) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    first = write(ana)
    write(ben, "@ana and @carla, I think so too", reply_to_id=first.id)
    drain()
    write(carla, "Look at this", quote_of_id=first.id)
    drain()
    assert told(ana) == [("quote", "carla"), ("reply", "ben")]
    assert told(carla) == [("mention", "ben")]
    assert told(ben) == []


def test_a_view_carries_actor_and_post(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    post = write(ben, "hello @ana")
    drain()
    (view,) = notifications.notifications_of(ana.viewer, PageRequest()).items
    assert (view.kind, view.actor, view.unread) == (notifications.NotificationKind.MENTION, ben.account, True)
    assert view.post is not None
    assert (view.post.id, view.post.text) == (post.id, "hello @ana")
    assert (view.decision, view.report) == (None, None)
    assert notifications.notification(ana.viewer, view.id) == view


def test_boosts_favourites_and_follows(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    post = write(ana)
    posts.boost(ben.viewer, post_id=post.id)
    drain()
    posts.favourite(ben.viewer, post_id=post.id)
    drain()
    graph.follow(ben.viewer, target_id=ana.id)
    drain()
    assert told(ana) == [("follow", "ben"), ("favourite", "ben"), ("boost", "ben")]
    posts.unboost(ben.viewer, post_id=post.id)
    drain()
    assert told(ana) == [("follow", "ben"), ("favourite", "ben")]


def test_nobody_is_told_of_their_own_deeds(drain: Drain) -> None:
    ana = cast.ana()
    post = write(ana, "I am @ana")
    posts.favourite(ana.viewer, post_id=post.id)
    posts.boost(ana.viewer, post_id=post.id)
    write(ana, "And another thing", reply_to_id=post.id)
    drain()
    assert told(ana) == []


def test_the_same_deed_again_is_told_once(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    post = write(ana)
    for _ in range(2):
        graph.follow(ben.viewer, target_id=ana.id)
        drain()
        posts.favourite(ben.viewer, post_id=post.id)
        drain()
        graph.unfollow(ben.viewer, target_id=ana.id)
        drain()
    assert told(ana) == [("favourite", "ben"), ("follow", "ben")]


def test_a_request_is_told_until_it_is_answered(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    accounts.edit_profile(ana.viewer, change=accounts.ProfileChange(locked=True))
    graph.follow(ben.viewer, target_id=ana.id)
    drain()
    assert told(ana) == [("follow_request", "ben")]
    graph.accept_request(ana.viewer, follower_id=ben.id)
    drain()
    assert told(ana) == []


def test_blocked_and_muted_accounts_are_silent(drain: Drain) -> None:
    ana, ben, carla, dev = cast.ana(), cast.ben(), cast.carla(), cast.dev()
    graph.block(ana.viewer, target_id=ben.id)
    graph.mute(ana.viewer, target_id=carla.id)
    graph.mute(ana.viewer, target_id=dev.id, notifications=False)
    for person in (ben, carla, dev):
        write(person, "hello @ana")
    drain()
    assert told(ana) == [("mention", "dev")]


def test_a_later_block_or_mute_silences_what_was_told(drain: Drain) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    for person in (ben, carla):
        write(person, "hello @ana")
    drain()
    assert len(told(ana)) == 2
    graph.mute(ana.viewer, target_id=carla.id, lasts_seconds=60)
    graph.block(ana.viewer, target_id=ben.id)
    drain()
    assert told(ana) == []
    graph.unmute(ana.viewer, target_id=carla.id)
    graph.unblock(ana.viewer, target_id=ben.id)
    assert told(ana) == [("mention", "carla")]


def test_a_muted_thread_is_silent(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    first = write(ana)
    posts.mute_thread(ana.viewer, post_id=first.id)
    write(ben, "But @ana!", reply_to_id=first.id)
    posts.favourite(ben.viewer, post_id=first.id)
    drain()
    assert told(ana) == []


def test_followers_who_asked_are_told_of_each_post(drain: Drain) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    graph.follow(ana.viewer, target_id=ben.id, notify=True)
    graph.follow(carla.viewer, target_id=ben.id)
    first = write(ben, "News", visibility=posts.Visibility.FOLLOWERS)
    drain()
    write(ben, "An answer to myself", reply_to_id=first.id)
    write(ben, "For @ana, who asked anyway")
    drain()
    assert told(ana) == [("mention", "ben"), ("post", "ben")]
    assert told(carla) == []


def test_a_reply_that_its_addressee_may_not_read_is_not_told(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    first = write(ana)
    write(ben, "only for mine", reply_to_id=first.id, visibility=posts.Visibility.FOLLOWERS)
    drain()
    assert told(ana) == []
    assert notifications.unread_count(ana.viewer) == 0


def test_a_deleted_post_takes_its_news_along(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    post = write(ben, "hello @ana")
    drain()
    posts.delete(ben.viewer, post_id=post.id)
    assert told(ana) == []
    drain()
    assert told(ana) == []
    assert notifications.unread_count(ana.viewer) == 0


def test_an_ended_poll_is_told_to_voters_and_author(drain: Drain, clock: FrozenClock) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    poll = posts.PollDraft(options=("tea", "coffee"), lasts_seconds=3600)
    post = write(ana, "Which?", poll=poll)
    posts.vote_in_poll(ben.viewer, post_id=post.id, choices=(0,))
    drain()
    assert told(ben) == []
    clock.advance(timedelta(hours=1, seconds=1))
    drain()
    assert told(ben) == [("poll", "ana")]
    assert told(ana) == [("poll", "ana")]
    assert told(carla) == []


def test_a_decision_is_always_told_and_told_again_when_undone(drain: Drain) -> None:
    ana, mo = cast.ana(), cast.mo()
    post = write(ana, "I am not welcome here")
    graph.mute(ana.viewer, target_id=mo.id)
    decision = integrity.decide_on(
        mo.viewer, ref=post_ref(post.id), responsible=ana.id, clause_id="threats", treatment="remove"
    )
    drain()
    (view,) = notifications.notifications_of(ana.viewer, PageRequest()).items
    assert (view.kind.value, view.actor, view.decision and view.decision.id) == ("decision", None, decision.id)
    assert view.decision is not None
    assert (view.decision.decider, view.decision.undone_at) == (None, None)
    notifications.mark_read(ana.viewer, up_to_id=view.id)
    integrity.undo(mo.viewer, decision_id=decision.id, note="A misreading")
    drain()
    (again,) = notifications.notifications_of(ana.viewer, PageRequest()).items
    assert again.unread
    assert again.decision is not None
    assert again.decision.undone_at is not None


def test_a_reporter_is_told_the_answer(drain: Drain) -> None:
    ana, ben, mo = cast.ana(), cast.ben(), cast.mo()
    post = write(ana, "something")
    integrity.report(ben.viewer, ref=post_ref(post.id), responsible=ana.id, clause_id="", comment="please look")
    integrity.decide_on(mo.viewer, ref=post_ref(post.id), responsible=ana.id, clause_id="", treatment="none")
    drain()
    (view,) = notifications.notifications_of(ben.viewer, PageRequest()).items
    assert view.kind.value == "report_answered"
    assert view.report is not None
    assert view.report.acted is False
    assert told(ana) == []


def test_a_removed_post_is_left_out_until_the_decision_is_undone(drain: Drain) -> None:
    ana, ben, mo = cast.ana(), cast.ben(), cast.mo()
    post = write(ben, "hello @ana")
    drain()
    decision = integrity.decide_on(
        mo.viewer, ref=post_ref(post.id), responsible=ben.id, clause_id="threats", treatment="remove"
    )
    assert told(ana) == []
    integrity.undo(mo.viewer, decision_id=decision.id, note="A misreading")
    assert told(ana) == [("mention", "ben")]


def test_an_erased_account_leaves_nothing(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ben.viewer, target_id=ana.id)
    graph.follow(ana.viewer, target_id=ben.id)
    drain()
    accounts.erase_account(ben.viewer, password=cast.PASSWORD)
    drain()
    assert told(ana) == []
    assert notifications.unread_count(ana.viewer) == 0


@pytest.mark.usefixtures("clock")
def test_a_hiding_filter_acts_on_notifications(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    own = graph.create_filter(
        ana.viewer,
        title="Rain",
        contexts=[graph.FilterContext.NOTIFICATIONS],
        action=graph.FilterAction.HIDE,
        keywords=[("rain", True)],
    )
    write(ben, "@ana it will rain")
    drain()
    assert told(ana) == []
    graph.edit_filter(ana.viewer, filter_id=own.id, action=graph.FilterAction.WARN)
    (view,) = notifications.notifications_of(ana.viewer, PageRequest()).items
    assert view.post is not None
    assert [match.keywords for match in view.post.filters] == [("rain",)]


def test_a_muted_thread_stays_muted_when_its_first_post_goes(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    first = write(ben)
    reply = write(ana, "I think so too", reply_to_id=first.id)
    posts.mute_thread(ana.viewer, post_id=reply.id)
    posts.delete(ben.viewer, post_id=first.id)
    write(ben, "But why?", reply_to_id=reply.id)
    drain()
    assert told(ana) == []
