"""Explore: tags, posts and people, each with why; and whom one does not want to be shown."""

import pytest

from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.infra import costly
from tests import cast
from tests.domains.groups.making import group
from tests.edges.mastodon.api_client import client_of
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of
from tests.queries import captured_queries


def reasons(person: cast.Person) -> dict[str, str]:
    return {one.account.handle: one.because for one in feed.suggestions(person.viewer)}


def test_each_trend_says_why(browser: Browser) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    post = posts.publish(ana.viewer, draft=PostDraft(text="The toll again #bridge"))
    posts.publish(ben.viewer, draft=PostDraft(text="Closed till May #bridge"))
    posts.favourite(carla.viewer, post_id=post.id)
    page = browser(carla).get("/explore")
    words = text_of(page)
    assert "#bridge 2 people used it in 2 posts in the last three days." in words
    assert '<svg class="curve"' in page.content.decode()
    assert "1 favourite in the last three days." in words


def test_each_suggestion_says_why(browser: Browser) -> None:
    ana, ben, carla, dev = cast.ana(), cast.ben(), cast.carla(), cast.dev()
    erin, femi, gita = cast.erin(), cast.femi(), cast.gita()
    for one in (ben, carla, dev):
        graph.follow(ana.viewer, target_id=one.id)
        graph.follow(one.viewer, target_id=erin.id)
    graph.follow(ben.viewer, target_id=femi.id)
    graph.follow_tag(ana.viewer, tag="bridge")
    posts.publish(gita.viewer, draft=PostDraft(text="The toll again #bridge"))
    found = reasons(ana)
    assert found["erin"].startswith("Followed by ")
    assert found["erin"].endswith(" and 2 others whom you follow.")
    assert found["femi"] == "Followed by Ben Okafor, whom you follow."
    assert found["gita"] == "Posts about #bridge, which you follow."
    assert reasons(femi)["gita"] == "New here."
    assert "Posts about #bridge, which you follow." in text_of(browser(ana).get("/explore"))


def test_a_group_is_joined_and_so_never_suggested_to_be_followed() -> None:
    ana, ben = cast.ana(), cast.ben()
    group(by=ben)
    assert list(reasons(ana)) == ["ben"]


def test_somebody_is_suggested_no_longer(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    assert "ben" in reasons(ana)
    client = browser(ana)
    part = client.post(f"/suggestions/{ben.id}/dismiss", headers={"HX-Request": "true"})
    assert part.content == b""
    assert "ben" not in reasons(ana)
    client.post(f"/suggestions/{ben.id}/dismiss")
    assert "ben" in reasons(cast.carla())
    assert client.post("/suggestions/1/dismiss").status_code == 404


def test_clients_dismiss_suggestions() -> None:
    ana, ben = cast.ana(), cast.ben()
    client = client_of(ana)
    found = client.get("/api/v2/suggestions")
    assert [(one["account"]["acct"], one["source"]) for one in found] == [("ben", "global")]
    assert client.delete(f"/api/v1/suggestions/{ben.id}") == {}
    assert client.get("/api/v2/suggestions") == []


def test_trends_are_not_worked_out_for_each_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    for person in (cast.ana(), cast.ben()):
        posts.publish(person.viewer, draft=PostDraft(text="The toll again #bridge"))
    monkeypatch.setattr(costly, "TIMES_ITS_COST", 1_000_000.0)
    first = feed.trending_tags(limit=7)
    with captured_queries() as asked:
        assert feed.trending_tags(limit=7) == first
    assert asked == []
