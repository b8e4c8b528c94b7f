"""Joining, one's own account, other accounts, relations, lists, filters, tags, markers, reports, notifications."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.community import api as community
from folkmoot.domains.graph import api as graph
from folkmoot.infra.worker import drain
from folkmoot.kernel.clock import FrozenClock
from tests import cast
from tests.architecture.source import ROOT
from tests.edges.mastodon.api_client import ApiClient, app_token, client_of
from tests.queries import assert_same_query_count

NEW = {"username": "nora", "email": "nora@example.org", "password": "a boat on the river", "agreement": True}


def with_registration(mode: str) -> None:
    before = community.settings()
    change = community.CommunitySettings(
        before.name, before.description, mode, before.contact_email, before.operator_name, before.languages
    )
    community.edit_settings(None, change=change)


def test_a_token_from_joining_works_at_once() -> None:
    app = ApiClient(app_token())
    token = app.post("/api/v1/accounts", NEW)
    assert (token["token_type"], token["scope"]) == ("Bearer", "follow push read write")
    nora = ApiClient(token["access_token"])
    assert nora.get("/api/v1/accounts/verify_credentials")["acct"] == "nora"
    assert nora.post("/api/v1/statuses", {"status": "Here I am"})["content"] == "<p>Here I am</p>"


@pytest.mark.parametrize(
    ("change", "field", "kind"),
    [
        ({"username": "no ra"}, "username", "ERR_INVALID"),
        ({"email": "nowhere"}, "email", "ERR_INVALID"),
        ({"password": "short"}, "password", "ERR_INVALID"),
        ({"agreement": False}, "agreement", "ERR_ACCEPTED"),
        ({"username": "ANA"}, "username", "ERR_INVALID"),
    ],
)
def test_joining_is_refused_beside_the_field(change: dict[str, object], field: str, kind: str) -> None:
    cast.ana()
    app = ApiClient(app_token())
    answer = app.post("/api/v1/accounts", NEW | change)
    assert app.status == 422
    assert answer["error"].startswith("Validation failed: ")
    assert [reason["error"] for reason in answer["details"][field]] == [kind]
    assert accounts.account_by_name("nora") is None


def test_who_waits_for_a_moderator_gets_a_token_that_works_after_the_yes() -> None:
    with_registration("approval")
    app = ApiClient(app_token())
    app.post("/api/v1/accounts", NEW)
    assert app.status == 422
    token = app.post("/api/v1/accounts", NEW | {"reason": "I row"})
    nora = ApiClient(token["access_token"])
    nora.get("/api/v1/accounts/verify_credentials")
    assert nora.status == 403
    waiting = accounts.account_by_name("nora")
    assert waiting is not None
    accounts.approve(cast.mo().viewer, account_id=waiting.id)
    assert nora.get("/api/v1/accounts/verify_credentials")["acct"] == "nora"


def test_a_closed_community_takes_nobody() -> None:
    with_registration("closed")
    app = ApiClient(app_token())
    app.post("/api/v1/accounts", NEW)
    assert app.status == 403


def test_the_own_profile_is_changed_with_a_picture(picture: bytes) -> None:
    ana = client_of(cast.ana())
    body = {
        "display_name": "Ana A.",
        "note": "Rower",
        "locked": "true",
        "fields_attributes[0][name]": "Town",
        "fields_attributes[0][value]": "Exeter",
        "source[language]": "de",
        "avatar": SimpleUploadedFile("me.png", picture, content_type="image/png"),
    }
    changed = ana.patch_form("/api/v1/accounts/update_credentials", body)
    assert ana.status == 200, changed
    assert (changed["display_name"], changed["locked"], changed["source"]["language"]) == ("Ana A.", True, "de")
    assert changed["fields"] == [{"name": "Town", "value": "Exeter", "verified_at": None}]
    assert "/media/" in changed["avatar"]
    assert "/static/" in ana.delete("/api/v1/profile/avatar")["avatar"]


@pytest.fixture
def picture() -> bytes:
    return (ROOT / "src/folkmoot/edges/mastodon/static/client/avatar.png").read_bytes()


def test_accounts_are_found_by_name_address_and_words() -> None:
    ana, ben = client_of(cast.ana()), cast.ben()
    for name in ("ben", "@ben", "ben@localhost:8000", "BEN"):
        assert ana.get("/api/v1/accounts/lookup", acct=name)["id"] == str(ben.id)
    ana.get("/api/v1/accounts/lookup", acct="ben@other.example")
    assert ana.status == 404
    for words in ("be", "Okafor", "@ben@localhost:8000", "http://localhost:8000/@ben"):
        drain()
        assert [one["acct"] for one in ana.get("/api/v2/search", q=words, type="accounts")["accounts"]] == ["ben"]
    assert ana.get("/api/v1/accounts/search", q="ben", following="true") == []


def test_posts_and_tags_are_found() -> None:
    ana = client_of(cast.ana())
    made = ana.post("/api/v1/statuses", {"status": "Herring on toast #supper"})
    drain()
    assert [one["id"] for one in ana.get("/api/v2/search", q="herring", type="statuses")["statuses"]] == [made["id"]]
    assert [one["id"] for one in ana.get("/api/v2/search", q=made["url"])["statuses"]] == [made["id"]]
    assert [one["name"] for one in ana.get("/api/v2/search", q="#supp")["hashtags"]] == ["supper"]


def test_relations_are_made_and_ended(clock: FrozenClock) -> None:
    ana, ben = client_of(cast.ana()), cast.ben()
    path = f"/api/v1/accounts/{ben.id}"
    for verb, undo, field in (
        ("follow", "unfollow", "following"),
        ("block", "unblock", "blocking"),
        ("mute", "unmute", "muting"),
    ):
        assert ana.post(f"{path}/{verb}")[field] is True
        (found,) = ana.get("/api/v1/accounts/relationships", **{"id[]": str(ben.id)})
        assert found[field] is True
        assert ana.post(f"{path}/{undo}")[field] is False
    muted = ana.post(f"{path}/mute", {"notifications": False, "duration": 3600})
    assert (muted["muting_notifications"], muted["muting_expires_at"]) == (False, "2026-03-01T13:00:00.000Z")
    assert ana.get("/api/v1/mutes")[0]["mute_expires_at"] == "2026-03-01T13:00:00.000Z"
    assert ana.post(f"{path}/note", {"comment": "From the ferry"})["note"] == "From the ferry"


def test_a_locked_account_is_asked_and_answers() -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    ben.patch("/api/v1/accounts/update_credentials", {"locked": True})
    assert ana.post(f"/api/v1/accounts/{cast.ben().id}/follow")["requested"] is True
    assert [one["acct"] for one in ben.get("/api/v1/follow_requests")] == ["ana"]
    assert ben.get("/api/v1/accounts/verify_credentials")["source"]["follow_requests_count"] == 1
    assert ben.post(f"/api/v1/follow_requests/{cast.ana().id}/authorize")["followed_by"] is True
    assert [one["acct"] for one in ana.get(f"/api/v1/accounts/{cast.ben().id}/followers")] == ["ana"]


def test_following_oneself_is_refused() -> None:
    ana = client_of(cast.ana())
    ana.post(f"/api/v1/accounts/{cast.ana().id}/follow")
    assert ana.status == 422


def test_lists_are_made_filled_read_and_deleted() -> None:
    ana, ben = client_of(cast.ana()), cast.ben()
    made = ana.post("/api/v1/lists", {"title": "Rowers", "replies_policy": "none"})
    path = f"/api/v1/lists/{made['id']}"
    ana.post(f"{path}/accounts", {"account_ids": [str(ben.id)]})
    assert ana.status == 404
    graph.follow(cast.ana().viewer, target_id=ben.id)
    assert ana.post(f"{path}/accounts", {"account_ids": [str(ben.id)]}) == {}
    assert [one["acct"] for one in ana.get(f"{path}/accounts", limit=0)] == ["ben"]
    assert [one["id"] for one in ana.get(f"/api/v1/accounts/{ben.id}/lists")] == [made["id"]]
    client_of(ben).post("/api/v1/statuses", {"status": "On the list"})
    assert [one["content"] for one in ana.get(f"/api/v1/timelines/list/{made['id']}")] == ["<p>On the list</p>"]
    assert ana.put(path, {"title": "Crew"})["title"] == "Crew"
    stranger = client_of(cast.carla())
    stranger.get(path)
    assert stranger.status == 404
    assert ana.delete(f"{path}/accounts", {"account_ids": [str(ben.id)]}) == {}
    assert ana.delete(path) == {}
    assert ana.get("/api/v1/lists") == []


def test_filters_are_made_changed_and_deleted(clock: FrozenClock) -> None:
    ana = client_of(cast.ana())
    made = ana.form(
        "/api/v2/filters",
        {"title": "Sport", "context[]": ["home"], "expires_in": "3600", "keywords_attributes[][keyword]": "football"},
    )
    assert (made["expires_at"], made["keywords"][0]["whole_word"]) == ("2026-03-01T13:00:00.000Z", True)
    path = f"/api/v2/filters/{made['id']}"
    changed = ana.put(
        path, {"filter_action": "hide", "expires_in": None, "keywords_attributes": [{"keyword": "rugby"}]}
    )
    assert (changed["filter_action"], changed["expires_at"]) == ("hide", None)
    assert [word["keyword"] for word in ana.get(f"{path}/keywords")] == ["football", "rugby"]
    assert [word["phrase"] for word in ana.get("/api/v1/filters")] == ["football", "rugby"]
    assert ana.delete(path) == {}
    assert ana.get("/api/v2/filters") == []


def test_tags_are_followed() -> None:
    ana = client_of(cast.ana())
    assert ana.post("/api/v1/tags/Boats/follow")["following"] is True
    assert [one["name"] for one in ana.get("/api/v1/followed_tags")] == ["boats"]
    assert ana.post("/api/v1/tags/boats/unfollow")["following"] is False
    assert "following" not in ApiClient().get("/api/v1/tags/boats")


def test_markers_are_kept(clock: FrozenClock) -> None:
    ana = client_of(cast.ana())
    set_to = ana.post("/api/v1/markers", {"home": {"last_read_id": "12"}})
    assert set_to == {"home": {"last_read_id": "12", "version": 1, "updated_at": "2026-03-01T12:00:00.000Z"}}
    assert ana.get("/api/v1/markers", **{"timeline[]": ["home", "notifications"]}) == set_to


def test_an_account_or_a_post_is_reported() -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    post = ben.post("/api/v1/statuses", {"status": "Buy now"})
    body = {"account_id": str(cast.ben().id), "status_ids": [post["id"]], "rule_ids": ["fraud"], "comment": "A trick"}
    filed = ana.post("/api/v1/reports", body)
    assert (filed["status_ids"], filed["rule_ids"], filed["action_taken"]) == ([post["id"]], ["fraud"], False)
    assert ana.post("/api/v1/reports", {"account_id": str(cast.ben().id)})["status_ids"] is None
    other = client_of(cast.carla()).post("/api/v1/statuses", {"status": "Not his"})
    ana.post("/api/v1/reports", {"account_id": str(cast.ben().id), "status_ids": [other["id"]]})
    assert ana.status == 404


def test_people_are_told_and_take_it_away(drain: Callable[[], None]) -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    ben.post(f"/api/v1/accounts/{cast.ana().id}/follow")
    drain()
    post = ben.post("/api/v1/statuses", {"status": "@ana hello"})
    drain()
    told = ana.get("/api/v1/notifications")
    assert [(one["type"], one["account"]["acct"]) for one in told] == [("mention", "ben"), ("follow", "ben")]
    assert told[0]["status"]["id"] == post["id"]
    assert ana.get("/api/v1/notifications/unread_count") == {"count": 2}
    assert [one["type"] for one in ana.get("/api/v1/notifications", **{"types[]": "follow"})] == ["follow"]
    assert [one["type"] for one in ana.get("/api/v1/notifications", **{"exclude_types[]": "follow"})] == ["mention"]
    grouped = ana.get("/api/v2/notifications")
    assert [group["type"] for group in grouped["notification_groups"]] == ["mention", "follow"]
    assert [one["acct"] for one in grouped["accounts"]] == ["ben"]
    key = grouped["notification_groups"][1]["group_key"]
    assert [one["acct"] for one in ana.get(f"/api/v2/notifications/{key}/accounts")] == ["ben"]
    assert ana.post(f"/api/v1/notifications/{told[0]['id']}/dismiss") == {}
    ben.post(f"/api/v1/notifications/{told[1]['id']}/dismiss")
    assert ben.status == 404
    assert ana.post("/api/v1/notifications/clear") == {}
    assert ana.get("/api/v1/notifications") == []


def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(clock: FrozenClock) -> None:
    reader = client_of(cast.ana())

    def post(number: int) -> None:
        author = cast.person(f"author{number}")
        graph.follow(cast.ana().viewer, target_id=author.id)
        client_of(author).post("/api/v1/statuses", {"status": f"Number {number} #boats @ana"})

    assert_same_query_count(post, lambda: reader.get("/api/v1/timelines/home", limit=40))


@pytest.mark.parametrize("path", ["/api/v1/timelines/public", "/api/v1/timelines/tag/boats", "/api/v1/notifications"])
def test_lists_ask_a_constant_number_of_queries(path: str, clock: FrozenClock, drain: Callable[[], None]) -> None:
    reader = client_of(cast.ana())

    def post(number: int) -> None:
        client_of(cast.person(f"author{number}")).post("/api/v1/statuses", {"status": f"Number {number} #boats @ana"})
        drain()

    assert_same_query_count(post, lambda: reader.get(path, limit=40))


@pytest.mark.parametrize("language", ["x" * 13, "p\u00e9", "a b", "-"])
def test_a_language_that_is_none_is_refused(language: str) -> None:
    person = cast.ana()
    ana = client_of(person)
    answer = ana.patch("/api/v1/accounts/update_credentials", {"source": {"language": language}})
    assert (ana.status, list(answer["details"])) == (422, ["language"])
    assert person.account.language == "en"


def test_an_empty_language_is_english_and_one_can_go_on_writing() -> None:
    ana = client_of(cast.ana())
    ana.patch("/api/v1/accounts/update_credentials", {"source": {"language": ""}})
    assert ana.post("/api/v1/statuses", {"status": "Hello"})["language"] == "en"


@pytest.mark.parametrize(("locale", "language"), [("pt_BR", "pt"), ("C.UTF-8", "en"), ("zh-Hant-TW", "zh")])
def test_who_joins_through_an_app_gets_the_language_of_its_locale(locale: str, language: str) -> None:
    sent = {"username": "nina", "email": "nina@moot.example", "password": "come to the moot", "agreement": True}
    ApiClient(app_token()).post("/api/v1/accounts", sent | {"locale": locale})
    nina = accounts.account_by_name("nina")
    assert nina is not None
    assert nina.language == language
