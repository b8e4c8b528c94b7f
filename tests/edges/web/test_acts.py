"""How often a person may do each kind of thing: one too many is refused in words, and did not happen."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from django.test import Client

from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph import policy as graph_policy
from folkmoot.domains.media import api as media
from folkmoot.domains.moving import api as moving
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.infra import config
from folkmoot.infra.jobs import crowd
from folkmoot.infra.jobs.api import enqueue
from folkmoot.infra.limits import acts
from folkmoot.infra.limits.api import Limit
from folkmoot.kernel.clock import FrozenClock
from tests import cast
from tests.edges.mastodon.api_client import ApiClient, client_of
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of
from tests.edges.web.test_writing import picture, published

_TOO_MUCH = "That was too much in a short time. Please wait a little."


def settle(monkeypatch: pytest.MonkeyPatch, **settings: int) -> None:
    monkeypatch.setattr(config, "_current", msgspec.structs.replace(config.current(), **settings))


def allow(monkeypatch: pytest.MonkeyPatch, name: str, most: int) -> None:
    limit: Limit = getattr(acts, name)
    monkeypatch.setattr(acts, name, Limit(limit.name, most, limit.within))


def test_posts_of_an_hour_by_page_and_app_together(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, clock: FrozenClock
) -> None:
    settle(monkeypatch, posts_per_hour=2)
    ana, app = cast.ana(), client_of(cast.ana())
    page = browser(ana)
    page.post("/compose", {"text": "One", "do": "publish"})
    first = app.post("/api/v1/statuses", {"status": "Two"}, key="again")
    assert app.post("/api/v1/statuses", {"status": "Two"}, key="again")["id"] == first["id"], "a repeat is none"
    answer = page.post("/compose", {"text": "Three", "do": "publish"})
    assert (answer.status_code, published(ana)) == (429, ["Two", "One"])
    assert _TOO_MUCH in text_of(answer)
    assert "Three</textarea>" in answer.content.decode(), "nobody loses what they typed"
    assert app.post("/api/v1/statuses", {"status": "Three"}) == {"error": _TOO_MUCH}
    assert (app.status, app.last.headers["Retry-After"]) == (429, "3600")
    app.post(f"/api/v1/statuses/{first['id']}/reblog")
    assert app.status == 429, "a boost is a post"
    client_of(cast.ben()).post("/api/v1/statuses", {"status": "Others may"})
    clock.advance(timedelta(hours=1))
    page.post("/compose", {"text": "Three", "do": "publish"})
    assert published(ana) == ["Three", "Two", "One"]


def test_edits(monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch, "EDITS", 1)
    app = client_of(cast.ana())
    path = f"/api/v1/statuses/{app.post('/api/v1/statuses', {'status': 'One'})['id']}"
    app.put(path, {"status": "Two"})
    assert app.put(path, {"status": "Three"}) == {"error": _TOO_MUCH}
    assert app.get(path)["content"] == "<p>Two</p>"


def _post_of_ben() -> int:
    return posts.publish(cast.ben().viewer, draft=PostDraft(text="Hello")).id


def test_votes_favourites_and_bookmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch, "REACTIONS", 1)
    app, path = client_of(cast.ana()), f"/api/v1/statuses/{_post_of_ben()}"
    app.post(f"{path}/favourite")
    assert app.post(f"{path}/bookmark") == {"error": _TOO_MUCH}
    assert app.post(f"/api/folkmoot{path[4:]}/vote", {"value": 1}) == {"error": _TOO_MUCH}
    shown = app.get(path)
    assert (shown["favourited"], shown["bookmarked"], shown["folkmoot"]["votes"]["own"]) == (True, False, 0)


@pytest.mark.parametrize(
    ("limit", "act", "undone"),
    [
        ("FOLLOWS", "follow", "following"),
        ("ARRANGING", "block", "blocking"),
        ("ARRANGING", "mute", "muting"),
    ],
)
def test_follows_blocks_and_mutes(monkeypatch: pytest.MonkeyPatch, limit: str, act: str, undone: str) -> None:
    allow(monkeypatch, limit, 1)
    app = client_of(cast.ana())
    app.post(f"/api/v1/accounts/{cast.ben().id}/{act}")
    assert app.status == 200
    assert app.post(f"/api/v1/accounts/{cast.carla().id}/{act}") == {"error": _TOO_MUCH}
    (shown,) = app.get(f"/api/v1/accounts/relationships?id[]={cast.carla().id}")
    assert shown[undone] is False


def test_room_for_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("folkmoot.domains.graph.commands.follow.MOST_FOLLOWS", 1)
    ana = cast.ana()
    app = client_of(ana)
    app.post(f"/api/v1/accounts/{cast.ben().id}/follow")
    refused = app.post(f"/api/v1/accounts/{cast.carla().id}/follow")
    assert (app.status, refused["error"]) == (422, "Validation failed: There is room for 1 follows.")
    assert graph.counts([ana.id])[ana.id].following == 1
    app.post(f"/api/v1/accounts/{cast.ben().id}/follow")
    assert app.status == 200, "whom one follows already needs no room"


def test_room_for_posts_in_a_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_policy, "MOST_FILTER_POSTS", 1)
    app = client_of(cast.ana())
    made = app.post("/api/v2/filters", {"title": "Sea", "context": ["home"]})
    path = f"/api/v2/filters/{made['id']}/statuses"
    app.post(path, {"status_id": str(_post_of_ben())})
    refused = app.post(path, {"status_id": str(_post_of_ben())})
    assert (app.status, refused["error"]) == (422, "Validation failed: A filter has room for 1 posts.")
    assert len(app.get(path)) == 1


def test_searches(browser: Browser, monkeypatch: pytest.MonkeyPatch, clock: FrozenClock) -> None:
    allow(monkeypatch, "SEARCHES", 1)
    page, app = browser(cast.ana()), client_of(cast.ana())
    assert page.get("/search?q=weir").status_code == 200
    assert page.get("/search?q=weir").status_code == 429
    assert app.get("/api/v2/search", q="weir") == {"error": _TOO_MUCH}


def test_uploads_of_an_hour_in_number(monkeypatch: pytest.MonkeyPatch) -> None:
    settle(monkeypatch, uploads_per_hour=1)
    app = client_of(cast.ana())
    app.form("/api/v2/media", {"file": picture()})
    assert app.form("/api/v2/media", {"file": picture()}) == {"error": _TOO_MUCH}
    assert media.unattached(cast.olga().viewer) == 1


def test_uploads_of_a_day_in_bytes(monkeypatch: pytest.MonkeyPatch, clock: FrozenClock) -> None:
    settle(monkeypatch, uploads_per_day=2 * 1024)
    app = client_of(cast.ana())
    for _ in range(2):
        app.form("/api/v2/media", {"file": picture()})
        assert app.status == 200
    assert app.form("/api/v2/media", {"file": picture()}) == {"error": _TOO_MUCH}
    assert app.last.headers["Retry-After"] == str(12 * 3600)
    assert media.unattached(cast.olga().viewer) == 2
    clock.advance(timedelta(hours=12))
    app.form("/api/v2/media", {"file": picture()})
    assert app.status == 200


def test_archives_of_a_day(browser: Browser, monkeypatch: pytest.MonkeyPatch, drain: Callable[[], None]) -> None:
    allow(monkeypatch, "ARCHIVES", 1)
    page = browser(cast.ana())
    page.post("/settings/export")
    drain()
    made = moving.archive_of(cast.ana().viewer)
    answer = page.post("/settings/export")
    assert answer.status_code == 429
    assert moving.archive_of(cast.ana().viewer) == made, "the one that is there stays"


def test_sign_ups_from_one_address() -> None:
    joining = {"agreed": "on", "password": cast.PASSWORD}
    statuses = []
    for number in range(60):
        fields = joining | {"handle": f"a{number}", "email": "no address"}
        statuses.append(Client().post("/sign-up", fields, REMOTE_ADDR=f"2001:db8::{number:x}").status_code)
    assert statuses == [422] * 60
    answer = Client().post(
        "/sign-up", joining | {"handle": "hana", "email": "hana@example.org"}, REMOTE_ADDR="2001:db8::ff"
    )
    assert _TOO_MUCH in text_of(answer)


@pytest.mark.parametrize(
    ("waiting", "archive", "post"), [(0, True, True), (crowd.LONG, False, True), (crowd.FULL, False, False)]
)
def test_a_long_queue_takes_on_no_more(browser: Browser, waiting: int, archive: bool, post: bool) -> None:
    crowd._waiting.pin(waiting)
    ana = cast.ana()
    page = browser(ana)
    answer = page.post("/settings/export")
    assert (answer.status_code == 302, moving.archive_of(ana.viewer) is not None) == (archive, archive)
    if not archive:
        assert answer.headers["Retry-After"] == "300"
    answer = page.post("/compose", {"text": "Hello", "do": "publish"})
    assert (answer.status_code == 302, published(ana) == ["Hello"]) == (post, post)
    if not post:
        assert "cannot keep up at the moment" in text_of(answer)


def test_the_queue_is_measured_without_counting_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "LONG", 2)
    monkeypatch.setattr(crowd, "FULL", 3)
    seen = []
    for _ in range(4):
        seen.append(crowd._look(0))
        enqueue("nothing")
    assert seen == [0, 0, 2, 3]


def test_nothing_counts_for_an_import() -> None:
    one = Limit("one", 1, timedelta(hours=1))
    with acts.unpaced():
        for _ in range(5):
            acts.count(one, 7)
    acts.count(one, 7)


def test_an_address_without_a_token_is_paced_by_its_network() -> None:
    left = []
    for number in range(2):
        client = ApiClient()
        client._client.defaults["REMOTE_ADDR"] = f"2001:db8::{number}"
        client.get("/api/v1/instance")
        left.append(client.last.headers["X-RateLimit-Remaining"])
    assert left == ["299", "298"]


def test_a_scheduled_post_that_is_one_too_many_comes_an_hour_later(
    monkeypatch: pytest.MonkeyPatch, clock: FrozenClock, drain: Callable[[], None]
) -> None:
    settle(monkeypatch, posts_per_hour=1)
    ana = cast.ana()
    posts.schedule(ana.viewer, draft=PostDraft(text="Later"), at=clock.moment + timedelta(minutes=10))
    posts.publish(ana.viewer, draft=PostDraft(text="Now"))
    clock.advance(timedelta(minutes=11))
    drain()
    assert published(ana) == ["Now"]
    assert [one.scheduled_at for one in posts.scheduled(ana.viewer)] == [clock.moment + timedelta(hours=1)]
    clock.advance(timedelta(minutes=61))
    drain()
    assert (published(ana), posts.scheduled(ana.viewer)) == (["Later", "Now"], ())
