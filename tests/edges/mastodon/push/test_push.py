"""A device subscribes and is told what its person is told, as long as both want it."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.apps import api as apps
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.edges.mastodon.push import sending, subscriptions
from folkmoot.edges.mastodon.push.models import PushSubscription
from folkmoot.infra import vapid
from folkmoot.infra.jobs import api as jobs
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.refs import post_ref
from tests import cast
from tests.edges.mastodon.api_client import ApiClient, token_of
from tests.edges.mastodon.push.receiving import HOST, Device, Service, new_device, running, said

pytestmark = pytest.mark.enable_socket
Drain = Callable[[], None]
PATH = "/api/v1/push/subscription"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with running() as found:
        monkeypatch.setattr(sending, "way", sending.Way(found.resolve, found.connect))
        yield found


class Phone:
    """Ana's phone, which subscribed with a token of its own."""

    def __init__(self, *alerts: str, policy: str = "all", standard: bool = True) -> None:
        self.device: Device = new_device()
        self.token = token_of(cast.ana())
        self.client = ApiClient(self.token)
        self.subscription = self.client.post(PATH, body(self.device, *alerts, policy=policy, standard=standard))


def body(device: Device, *alerts: str, policy: str = "all", standard: bool = True) -> dict[str, Any]:
    return {
        "subscription": {"endpoint": f"https://{HOST}/box/7", "keys": device.keys(), "standard": standard},
        "data": {"alerts": dict.fromkeys(alerts, True), "policy": policy},
    }


def favourite(drain: Drain) -> posts.PostView:
    post = posts.publish(cast.ana().viewer, draft=PostDraft(text="Bread & butter"))
    posts.favourite(cast.ben().viewer, post_id=post.id)
    drain()
    return post


def test_a_subscription_is_made_read_changed_and_ended() -> None:
    phone = Phone("mention", policy="followed")
    made = phone.subscription
    assert phone.client.status == 200
    assert (made["endpoint"], made["policy"], made["server_key"]) == (
        "https://push.example/box/7",
        "followed",
        vapid.pair().public,
    )
    assert [name for name, wanted in made["alerts"].items() if wanted] == ["mention"]
    changed = phone.client.put(PATH, {"data": {"alerts": {"follow": "true"}}, "policy": "none"})
    assert [name for name, wanted in changed["alerts"].items() if wanted] == ["follow"]
    assert phone.client.get(PATH) == changed
    assert changed["policy"] == "none"
    assert phone.client.delete(PATH) == {}
    assert (phone.client.get(PATH), phone.client.status) == ({"error": "Record not found"}, 404)


def test_clients_write_it_as_a_form_too() -> None:
    client, device = ApiClient(token_of(cast.ana())), new_device()
    keys = device.keys()
    sent = {
        "subscription[endpoint]": "https://push.example/x",
        "subscription[keys][p256dh]": keys["p256dh"],
        "subscription[keys][auth]": keys["auth"],
        "data[alerts][mention]": "true",
    }
    assert client.form(PATH, sent)["alerts"]["mention"] is True
    assert client.get(PATH)["standard"] is False


def test_a_device_subscribes_once() -> None:
    phone = Phone("mention")
    again = phone.client.post(PATH, body(new_device(), "follow"))
    assert again["id"] != phone.subscription["id"]
    assert PushSubscription.objects.count() == 1


@pytest.mark.parametrize("endpoint", ["http://push.example/", "https://10.0.0.5/", "https://127.0.0.1/x", "nonsense"])
def test_no_address_inside_is_taken(endpoint: str) -> None:
    sent = body(new_device(), "mention")
    sent["subscription"]["endpoint"] = endpoint
    client = ApiClient(token_of(cast.ana()))
    client.post(PATH, sent)
    assert client.status == 422
    assert not PushSubscription.objects.exists()


def test_the_token_lies_sealed() -> None:
    phone = Phone("mention")
    row = PushSubscription.objects.get()
    assert phone.token.encode() not in bytes(row.token)
    opened = subscriptions.opened(row.id)
    assert opened is not None
    assert opened[1] == phone.token


@pytest.mark.parametrize("standard", [True, False])
def test_what_a_person_is_told_reaches_the_device(service: Service, drain: Drain, *, standard: bool) -> None:
    phone = Phone("favourite", standard=standard)
    favourite(drain)
    box = service.only()
    plain = phone.device.open(box.body) if standard else phone.device.open_draft(box.body, box.headers)
    told = said(plain)
    assert told.pop("notification_id") > 0
    assert told.pop("icon").startswith("http")
    assert told == {
        "access_token": phone.token,
        "preferred_locale": "en",
        "notification_type": "favourite",
        "title": "Ben Okafor likes your post",
        "body": "Bread & butter",
    }
    assert (box.path, box.headers["ttl"], box.headers["urgency"], box.headers["host"]) == (
        "/box/7",
        "172800",
        "normal",
        HOST,
    )


def test_only_wanted_kinds_come(service: Service, drain: Drain) -> None:
    Phone("mention", "follow")
    favourite(drain)
    assert service.boxes == []
    graph.follow(cast.ben().viewer, target_id=cast.ana().id)
    drain()
    assert len(service.boxes) == 1


@pytest.mark.parametrize(
    ("policy", "knows", "comes"),
    [
        ("all", None, True),
        ("none", "followed", False),
        ("followed", None, False),
        ("followed", "followed", True),
        ("follower", "followed", False),
        ("follower", "follower", True),
    ],
)
def test_only_those_of_the_policy_come(
    service: Service, drain: Drain, policy: str, knows: str | None, *, comes: bool
) -> None:
    ana, ben = cast.ana(), cast.ben()
    Phone("favourite", policy=policy)
    if knows:
        who, whom = (ana, ben) if knows == "followed" else (ben, ana)
        graph.follow(who.viewer, target_id=whom.id)
    favourite(drain)
    assert len(service.boxes) == int(comes)


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_forgotten(service: Service, drain: Drain, status: int) -> None:
    Phone("favourite")
    service.status = status
    favourite(drain)
    assert not PushSubscription.objects.exists()
    assert jobs.parked() == []


def test_a_service_that_fails_is_tried_again_and_at_last_parked(
    service: Service, drain: Drain, clock: FrozenClock
) -> None:
    Phone("favourite")
    service.status = 503
    favourite(drain)
    assert len(service.boxes) == 1
    clock.advance(timedelta(seconds=5))
    service.status = 429
    drain()
    assert len(service.boxes) == 2
    for _ in range(jobs.MAX_ATTEMPTS):
        clock.advance(timedelta(hours=1))
        drain()
    assert len(service.boxes) == jobs.MAX_ATTEMPTS
    (parked,) = jobs.parked()
    assert parked.name == "push.send"
    assert HOST not in parked.error
    assert PushSubscription.objects.exists()


class Killed(BaseException):
    """Nothing of ours catches it, as nothing does kill -9."""


@pytest.mark.parametrize("sent", [True, False])
def test_a_phone_rings_once_at_the_most_where_a_worker_is_killed(
    service: Service, drain: Drain, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, *, sent: bool
) -> None:
    """Nobody knows whether the killed one has sent it. What was told is there all the same."""
    phone = Phone("favourite")
    send = sending.Way.send

    def killed(way: sending.Way, *given: Any) -> int:
        if sent:
            send(way, *given)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(sending.Way, "send", killed)
        with pytest.raises(Killed):
            favourite(drain)
    for _ in range(3):
        clock.advance(2 * jobs.LEASE)
        drain()
    assert (len(service.boxes), jobs.waiting(), jobs.parked()) == (int(sent), 0, [])
    assert [one["type"] for one in phone.client.get("/api/v1/notifications")] == ["favourite"]


def test_a_message_whose_worker_was_killed_before_it_was_sent_comes(
    service: Service, drain: Drain, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    Phone("favourite")

    def killed(*_: object, **__: object) -> bytes:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(sending, "payload", killed)
        with pytest.raises(Killed):
            favourite(drain)
    clock.advance(2 * jobs.LEASE)
    drain()
    assert len(service.boxes) == 1


def test_each_attempt_has_the_same_topic_and_nothing_else_has(
    service: Service, drain: Drain, clock: FrozenClock
) -> None:
    """By it a push service drops what it keeps for a phone that is away; two phones of a person share none."""
    Phone("favourite")
    service.status = 503
    favourite(drain)
    service.status = 201
    clock.advance(timedelta(seconds=5))
    drain()
    first, again = (box.headers["topic"] for box in service.boxes)
    assert first == again
    assert re.fullmatch("[A-Za-z0-9_-]{1,32}", first), "RFC 8030, section 5.4"
    Phone("favourite")
    favourite(drain)
    assert len({box.headers["topic"] for box in service.boxes}) == 3


def test_a_service_that_does_not_answer_rests(service: Service, drain: Drain, clock: FrozenClock) -> None:
    Phone("favourite")
    service.addresses = ["10.0.0.5"]
    favourite(drain)
    service.addresses = ["93.184.215.14"]
    clock.advance(timedelta(seconds=5))
    drain()
    assert service.boxes == []
    sending.way.resting.clear()
    clock.advance(timedelta(seconds=60))
    drain()
    assert len(service.boxes) == 1


def test_a_subscription_ends_with_its_token(service: Service, drain: Drain) -> None:
    phone = Phone("favourite")
    other = Phone("favourite")
    app = apps.apps_of(cast.ana().viewer)
    phone_app = next(one for one in app if one.app.id == apps.viewer_of_token(phone.token).app_id)
    apps.revoke_app(cast.ana().viewer, app_id=phone_app.app.id)
    drain()
    assert list(PushSubscription.objects.values_list("id", flat=True)) == [int(other.subscription["id"])]


def test_nothing_is_sent_by_a_token_that_ended_meanwhile(service: Service, drain: Drain) -> None:
    phone = Phone("favourite")
    post = posts.publish(cast.ana().viewer, draft=PostDraft(text="Bread"))
    apps.revoke_app(cast.ana().viewer, app_id=apps.viewer_of_token(phone.token).app_id or 0)
    posts.favourite(cast.ben().viewer, post_id=post.id)
    drain()
    assert service.boxes == []


def test_nothing_is_kept_of_somebody_who_left(drain: Drain) -> None:
    Phone("mention")
    accounts.erase_account(cast.ana().viewer, password=cast.ana().password)
    drain()
    assert not PushSubscription.objects.exists()


def test_an_edit_of_what_one_boosted_is_pushed_where_it_is_wanted(service: Service, drain: Drain) -> None:
    Phone("update")
    ben = cast.ben()
    post = posts.publish(ben.viewer, draft=PostDraft(text="Frist"))
    posts.boost(cast.ana().viewer, post_id=post.id)
    posts.edit(ben.viewer, post_id=post.id, draft=PostDraft(text="First"))
    drain()
    assert len(service.boxes) == 1


def test_a_moderators_device_is_told_of_a_report(service: Service, drain: Drain) -> None:
    device, client = new_device(), ApiClient(token_of(cast.mo()))
    client.post(PATH, body(device, "admin.report"))
    ana, ben = cast.ana(), cast.ben()
    post = posts.publish(ana.viewer, draft=PostDraft(text="Hm"))
    integrity.report(ben.viewer, ref=post_ref(post.id), responsible=ana.id, clause_id="", comment="Look")
    drain()
    told = said(device.open(service.only().body))
    assert (told["notification_type"], told["title"]) == ("admin.report", "Ben Okafor has sent a report")
