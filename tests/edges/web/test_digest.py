"""The settings of notifications and digests, and the link that ends a digest."""

import re
from collections.abc import Callable

from django.test import Client

from folkmoot.domains.digests import api as digests
from folkmoot.domains.digests.api import Frequency
from folkmoot.domains.digests.commands import token_of
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.notifications.api import Choice, Policy
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.kernel.pages import PageRequest
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of

CHOSEN = {
    "frequency": "weekly",
    "not_following": "filter",
    "not_followers": "accept",
    "new_accounts": "drop",
    "private_mentions": "accept",
    "limited_accounts": "filter",
}


def test_what_reaches_somebody_is_chosen_in_one_place(browser: Browser) -> None:
    ana = cast.ana()
    client = browser(ana)
    assert digests.frequency_of(ana.viewer) is Frequency.OFF
    assert client.post("/settings/notifications", CHOSEN)["Location"] == "/settings/notifications"
    assert digests.frequency_of(ana.viewer) is Frequency.WEEKLY
    assert notifications.policy(ana.viewer) == Policy(
        not_following=Choice.FILTER, new_accounts=Choice.DROP, limited_accounts=Choice.FILTER
    )
    assert client.post("/settings/notifications", CHOSEN | {"frequency": "hourly"}).status_code == 422
    assert digests.frequency_of(ana.viewer) is Frequency.WEEKLY
    page = client.get("/settings/notifications").content.decode()
    assert re.findall(r'value="(\w+)"[^>]* checked', page) == ["weekly"]
    assert 'href="/settings/notifications"' in client.get("/menu").content.decode()


def test_one_click_ends_a_digest_without_signing_in() -> None:
    ana = cast.ana()
    digests.choose_frequency(ana.viewer, frequency=Frequency.DAILY)
    program = Client(enforce_csrf_checks=True)
    path = f"/digest/unsubscribe/{token_of(ana.id)}"
    assert "Press the button" in text_of(program.get(path))
    assert digests.frequency_of(ana.viewer) is Frequency.DAILY
    ended = program.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert (ended.status_code, ended["X-Robots-Tag"]) == (200, "noindex")
    assert "You get no more digests" in text_of(ended)
    assert digests.frequency_of(ana.viewer) is Frequency.OFF


def test_a_token_of_nobody_ends_nothing() -> None:
    ana = cast.ana()
    digests.choose_frequency(ana.viewer, frequency=Frequency.DAILY)
    for path in ("/digest/unsubscribe/x", f"/digest/unsubscribe/{token_of(cast.ben().id)}"):
        assert Client().post(path).status_code == 404
    assert digests.frequency_of(ana.viewer) is Frequency.DAILY


def keep_ben_aside(drain: Callable[[], None]) -> cast.Person:
    ana = cast.ana()
    notifications.set_policy(ana.viewer, policy=Policy(not_following=Choice.FILTER))
    posts.publish(cast.ben().viewer, draft=PostDraft(text="@ana the lock is broken"))
    drain()
    return ana


def told(person: cast.Person) -> list[str]:
    items = notifications.notifications_of(person.viewer, PageRequest()).items
    return [one.actor.handle for one in items if one.actor]


def test_what_is_kept_aside_is_let_in(browser: Browser, drain: Callable[[], None]) -> None:
    ana = keep_ben_aside(drain)
    client = browser(ana)
    assert "1 account is kept aside" in text_of(client.get("/notifications"))
    assert "1 notification: @ana the lock is broken" in text_of(client.get("/notifications/requests"))
    (waiting,) = notifications.requests(ana.viewer, PageRequest()).items
    path = f"/notifications/requests/{waiting.id}"
    assert browser(cast.carla()).post(path, {"do": "accept"}).status_code == 404
    assert told(ana) == []
    assert client.post(path, {"do": "accept"})["Location"] == "/notifications/requests"
    assert told(ana) == ["ben"]
    assert "Nothing is kept aside" in text_of(client.get("/notifications/requests"))


def test_what_is_kept_aside_is_put_away(browser: Browser, drain: Callable[[], None]) -> None:
    ana = keep_ben_aside(drain)
    (waiting,) = notifications.requests(ana.viewer, PageRequest()).items
    browser(ana).post(f"/notifications/requests/{waiting.id}", {"do": "dismiss"})
    assert (told(ana), notifications.waiting(ana.viewer).requests) == ([], 0)
