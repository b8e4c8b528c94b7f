"""Of whom somebody hears: policy, requests."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.notifications.api import Choice, Policy
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Visibility
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.pages import PageRequest
from tests import cast
from tests.queries import assert_same_query_count

Drain = Callable[[], None]
FILTER, DROP = Choice.FILTER, Choice.DROP


def choose(person: cast.Person, **choices: Choice) -> None:
    notifications.set_policy(person.viewer, policy=Policy(**choices))


def mention(person: cast.Person, drain: Drain, text: str = "hello @ana", **fields: object) -> posts.PostView:
    made = posts.publish(person.viewer, draft=posts.PostDraft(text=text, **fields))  # type: ignore[arg-type]
    drain()
    return made


def told(person: cast.Person, **wanted: object) -> list[str]:
    found = notifications.notifications_of(person.viewer, PageRequest(), **wanted)  # type: ignore[arg-type]
    return [one.actor.handle for one in found.items if one.actor]


def asking(person: cast.Person) -> list[tuple[str, int]]:
    found = notifications.requests(person.viewer, PageRequest()).items
    return [(one.account.handle, one.count) for one in found]


def test_everything_is_accepted_until_somebody_chooses(drain: Drain) -> None:
    ana = cast.ana()
    mention(cast.ben(), drain)
    assert notifications.policy(ana.viewer) == Policy()
    assert told(ana) == ["ben"]


def test_what_waits_aside_is_one_request_for_each_account(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    choose(ana, not_following=FILTER)
    mention(ben, drain)
    last = mention(ben, drain, "and again @ana")
    mention(cast.carla(), drain)
    assert (told(ana), told(ana, aside=True)) == ([], ["carla", "ben", "ben"])
    assert told(ana, from_account=ben.id) == ["ben", "ben"]
    assert asking(ana) == [("carla", 1), ("ben", 2)]
    assert notifications.waiting(ana.viewer) == notifications.Waiting(requests=2, notifications=3)
    assert notifications.unread_count(ana.viewer) == 0
    request = notifications.requests(ana.viewer, PageRequest()).items[1]
    assert request.last_post is not None
    assert request.last_post.id == last.id


def test_what_is_dropped_is_not_kept(drain: Drain) -> None:
    choose(cast.ana(), not_following=DROP)
    mention(cast.ben(), drain)
    choose(cast.ana())
    assert (told(cast.ana(), aside=True), asking(cast.ana())) == ([], [])


def test_those_whom_one_follows_are_heard(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    choose(ana, not_following=FILTER, new_accounts=DROP, private_mentions=DROP, limited_accounts=DROP)
    graph.follow(ana.viewer, target_id=ben.id)
    mention(ben, drain, visibility=Visibility.DIRECT)
    assert told(ana) == ["ben"]


def test_who_does_not_follow_waits(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    choose(ana, not_followers=FILTER)
    graph.follow(cast.carla().viewer, target_id=ana.id)
    drain()
    mention(ben, drain)
    mention(cast.carla(), drain)
    assert "ben" not in told(ana)
    assert asking(ana) == [("ben", 1)]


def test_new_accounts_wait_for_thirty_days(clock: FrozenClock, drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    choose(ana, new_accounts=FILTER)
    mention(ben, drain)
    clock.advance(timedelta(days=31))
    mention(ben, drain)
    assert told(ana) == ["ben"]


def test_messages_out_of_the_blue_wait_and_answers_do_not(drain: Drain) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    choose(ana, private_mentions=FILTER)
    mention(ben, drain)
    mention(ben, drain, visibility=Visibility.DIRECT)
    assert (told(ana), asking(ana)) == (["ben"], [("ben", 1)])
    asked = mention(ana, drain, "@carla how are you?", visibility=Visibility.DIRECT)
    mention(carla, drain, "@ana fine", visibility=Visibility.DIRECT, reply_to_id=asked.id)
    assert told(ana)[0] == "carla"


def test_moderators_are_heard(drain: Drain) -> None:
    choose(cast.ana(), not_following=DROP)
    mention(cast.mo(), drain)
    assert told(cast.ana()) == ["mo"]


def test_an_accepted_request_comes_among_the_notifications_for_good(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    choose(ana, not_following=FILTER)
    mention(ben, drain)
    (request,) = notifications.requests(ana.viewer, PageRequest()).items
    notifications.accept_requests(ana.viewer, request_ids=[request.id])
    mention(ben, drain)
    assert (told(ana), asking(ana)) == (["ben", "ben"], [])


def test_a_dismissed_request_is_gone_and_may_come_again(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    choose(ana, not_following=FILTER)
    mention(ben, drain)
    (request,) = notifications.requests(ana.viewer, PageRequest()).items
    notifications.dismiss_requests(ana.viewer, request_ids=[request.id])
    assert (told(ana, aside=True), asking(ana)) == ([], [])
    mention(ben, drain)
    assert asking(ana) == [("ben", 1)]


def test_the_requests_of_others_are_not_there(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    choose(ana, not_following=FILTER)
    mention(ben, drain)
    (request,) = notifications.requests(ana.viewer, PageRequest()).items
    for command in (notifications.accept_requests, notifications.dismiss_requests):
        with pytest.raises(NotFound):
            command(cast.carla().viewer, request_ids=[request.id])
    assert asking(ana) == [("ben", 1)]


def test_a_block_and_an_erasure_take_requests_along(drain: Drain) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    choose(ana, not_following=FILTER)
    mention(ben, drain)
    mention(carla, drain)
    graph.block(ana.viewer, target_id=ben.id)
    drain()
    assert asking(ana) == [("carla", 1)]
    accounts.erase_account(carla.viewer, password=carla.password)
    drain()
    assert asking(ana) == []


def test_requests_are_walked(drain: Drain) -> None:
    ana, crowd = cast.ana(), cast.crowd(5)
    choose(ana, not_following=FILTER)
    for person in crowd:
        mention(person, drain)
    first = notifications.requests(ana.viewer, PageRequest(limit=2))
    second = notifications.requests(ana.viewer, PageRequest(limit=2, max_id=first.next_max_id))
    assert [one.account.handle for one in (*first.items, *second.items)] == [
        "neighbour4",
        "neighbour3",
        "neighbour2",
        "neighbour1",
    ]


def test_requests_cost_the_same_whatever_their_number(drain: Drain) -> None:
    ana, crowd = cast.ana(), cast.crowd(20)
    choose(ana, not_following=FILTER)
    assert_same_query_count(
        lambda number: mention(crowd[number], drain), lambda: notifications.requests(ana.viewer, PageRequest(limit=20))
    )
