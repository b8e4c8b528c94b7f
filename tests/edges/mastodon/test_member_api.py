"""What members' clients ask for besides posts and people: the rest of Mastodon's member endpoints."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.community import api as community
from folkmoot.domains.graph import api as graph
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import api as posts
from folkmoot.infra import config
from tests import cast
from tests.conftest import NOON
from tests.edges.mastodon.api_client import ApiClient, app_token, client_of
from tests.queries import assert_same_query_count

Drain = Callable[[], None]


def png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (64, 64), (200, 40, 90)).save(out, "PNG")
    return out.getvalue()


def add_emoji(code: str = "blobcat", category: str = "Cats") -> community.CustomEmoji:
    return community.add_emoji(cast.olga().viewer, shortcode=code, file=BytesIO(png()), category=category)


def upload(client: ApiClient) -> Any:
    return client.form("/api/v2/media", {"file": SimpleUploadedFile("boat.png", png(), "image/png")})


# Emojis and announcements


def test_emojis_stand_in_posts_names_bios_fields_and_polls() -> None:
    add_emoji()
    ana = client_of(cast.ana())
    ana.patch(
        "/api/v1/accounts/update_credentials",
        {"display_name": "Ana :blobcat:", "fields_attributes": [{"name": "cat", "value": ":blobcat:"}]},
    )
    status = ana.post(
        "/api/v1/statuses",
        {"status": "Look :blobcat:", "spoiler_text": "a :blobcat:", "poll": {"options": [":blobcat:", "no"]}},
    )
    (known,) = ApiClient().get("/api/v1/custom_emojis")
    assert known["shortcode"] == "blobcat"
    assert (known["category"], known["visible_in_picker"]) == ("Cats", True)
    assert status["emojis"] == [known]
    assert status["poll"]["emojis"] == [known]
    assert status["account"]["emojis"] == [known]
    assert ":blobcat:" in status["content"]
    file = "/" + known["static_url"].split("/", 3)[3]
    answer = Client().get(file)
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")  # type: ignore[attr-defined]
    answer.close()


def test_emojis_cost_no_query_for_each_post() -> None:
    add_emoji()
    ana, ben = cast.ana(), client_of(cast.ben())
    assert_same_query_count(
        lambda number: posts.publish(ana.viewer, draft=posts.PostDraft(text=f":blobcat: {number}")),
        lambda: ben.get("/api/v1/timelines/public", limit=40),
    )


def test_an_announcement_is_read_and_answered_with_emojis() -> None:
    emoji = add_emoji()
    made = community.make_announcement(
        cast.olga().viewer, text="Market :blobcat:", ends_at=NOON + timedelta(days=40_000)
    )
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    (one,) = ana.get("/api/v1/announcements")
    assert (one["id"], one["content"], one["read"]) == (str(made.id), "<p>Market :blobcat:</p>", False)
    assert [found["shortcode"] for found in one["emojis"]] == [emoji.shortcode]
    for name in ("%F0%9F%8E%89", "blobcat"):
        assert ana.put(f"/api/v1/announcements/{made.id}/reactions/{name}") == {}
    assert ben.put(f"/api/v1/announcements/{made.id}/reactions/blobcat") == {}
    (one,) = ana.get("/api/v1/announcements")
    assert [(found["name"], found["count"], found["me"]) for found in one["reactions"]] == [
        ("🎉", 1, True),
        ("blobcat", 2, True),
    ]
    assert "url" not in one["reactions"][0]
    assert one["reactions"][1]["url"].startswith("http")
    ana.delete(f"/api/v1/announcements/{made.id}/reactions/blobcat")
    assert ana.post(f"/api/v1/announcements/{made.id}/dismiss") == {}
    (one,) = ana.get("/api/v1/announcements")
    assert one["read"]
    assert one["reactions"][1]["count"] == 1


def test_words_are_no_reaction_to_an_announcement() -> None:
    made = community.make_announcement(cast.olga().viewer, text="Market")
    ana = client_of(cast.ana())
    assert ana.put(f"/api/v1/announcements/{made.id}/reactions/hello")["error"] == (
        "Validation failed: Name is not a recognized emoji"
    )
    assert ana.status == 422
    assert ana.get("/api/v1/announcements")[0]["reactions"] == []


# Notifications


def test_the_policy_keeps_strangers_aside_and_requests_let_them_in(drain: Drain) -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    changed = ana.patch("/api/v2/notifications/policy", {"for_not_following": "filter"})
    assert (changed["for_not_following"], changed["for_new_accounts"]) == ("filter", "accept")
    assert ana.get("/api/v1/notifications/policy")["filter_not_following"] is True
    ben.post("/api/v1/statuses", {"status": "@ana hello"})
    last = ben.post("/api/v1/statuses", {"status": "@ana again"})
    drain()
    assert ana.get("/api/v1/notifications") == []
    assert ana.get("/api/v2/notifications")["notification_groups"] == []
    assert len(ana.get("/api/v1/notifications", include_filtered="true")) == 2
    assert len(ana.get("/api/v2/notifications", include_filtered="true")["notification_groups"]) == 2
    assert len(ana.get("/api/v1/notifications", account_id=cast.ben().id)) == 2
    assert ana.get("/api/v2/notifications/policy")["summary"] == {
        "pending_requests_count": 1,
        "pending_notifications_count": 2,
    }
    (request,) = ana.get("/api/v1/notifications/requests")
    assert (request["account"]["acct"], request["notifications_count"]) == ("ben", "2")
    assert request["last_status"]["id"] == last["id"]
    assert ana.get(f"/api/v1/notifications/requests/{request['id']}") == request
    assert ana.post(f"/api/v1/notifications/requests/{request['id']}/accept") == {}
    assert ana.get("/api/v1/notifications/requests/merged") == {"merged": True}
    assert ana.get("/api/v1/notifications/requests") == []
    assert len(ana.get("/api/v1/notifications")) == 2
    assert ana.get("/api/v1/notifications/unread_count") == {"count": 2}


def test_requests_are_accepted_and_dismissed_several_at_once(drain: Drain) -> None:
    ana = client_of(cast.ana())
    ana.put("/api/v1/notifications/policy", {"filter_not_following": True})
    for person in cast.crowd(4):
        client_of(person).post("/api/v1/statuses", {"status": "@ana hello"})
    drain()
    ids = [one["id"] for one in ana.get("/api/v1/notifications/requests")]
    assert ana.post("/api/v1/notifications/requests/accept", {"id": ids[:2]}) == {}
    assert ana.post("/api/v1/notifications/requests/dismiss", {"id": ids[2:]}) == {}
    assert ana.get("/api/v1/notifications/requests") == []
    assert [one["account"]["acct"] for one in ana.get("/api/v1/notifications")] == ["neighbour3", "neighbour2"]
    ana.post("/api/v1/notifications/requests/accept", {"id": ["77"]})
    assert (ana.status, ana.last.json()) == (404, {"error": "Record not found"})


def test_groups_are_made_of_the_kinds_that_a_client_names(drain: Drain) -> None:
    ana = client_of(cast.ana())
    for person in cast.crowd(3):
        graph.follow(person.viewer, target_id=cast.ana().id)
    drain()
    together = ana.get("/api/v2/notifications", expand_accounts="partial_avatars")
    assert [group["notifications_count"] for group in together["notification_groups"]] == [3]
    assert (len(together["accounts"]), len(together["partial_accounts"])) == (1, 2)
    apart = ana.get("/api/v2/notifications", **{"grouped_types[]": ["favourite"]})
    assert [group["notifications_count"] for group in apart["notification_groups"]] == [1, 1, 1]
    assert ana.get("/api/v2/notifications/unread_count") == {"count": 1}
    assert ana.get("/api/v2/notifications/unread_count", **{"grouped_types[]": ["favourite"]}) == {"count": 3}
    key = together["notification_groups"][0]["group_key"]
    assert len(ana.get(f"/api/v2/notifications/{key}/accounts")) == 3
    assert ana.post(f"/api/v2/notifications/{key}/dismiss") == {}
    assert ana.get("/api/v1/notifications") == []


def test_a_muted_thread_is_told_no_more(drain: Drain) -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    status = ana.post("/api/v1/statuses", {"status": "Boats?"})
    assert ana.post(f"/api/v1/statuses/{status['id']}/mute")["muted"] is True
    ben.post("/api/v1/statuses", {"status": "@ana yes", "in_reply_to_id": status["id"]})
    drain()
    assert ana.get("/api/v1/notifications") == []
    assert ana.post(f"/api/v1/statuses/{status['id']}/unmute")["muted"] is False
    ben.post("/api/v1/statuses", {"status": "@ana still", "in_reply_to_id": status["id"]})
    drain()
    assert len(ana.get("/api/v1/notifications")) == 1


# What people show on their pages


def test_accounts_are_recommended() -> None:
    ana, ben = client_of(cast.ana()), cast.ben()
    ana.post(f"/api/v1/accounts/{ben.id}/endorse")
    assert ana.last.json()["error"] == (
        "Validation failed: You must be already following the person you want to endorse"
    )
    ana.post(f"/api/v1/accounts/{ben.id}/follow")
    for verb, shown in (("endorse", True), ("unendorse", False), ("pin", True), ("unpin", False), ("pin", True)):
        assert ana.post(f"/api/v1/accounts/{ben.id}/{verb}")["endorsed"] is shown
    assert [one["acct"] for one in ana.get("/api/v1/endorsements")] == ["ben"]
    assert [one["acct"] for one in ApiClient().get(f"/api/v1/accounts/{cast.ana().id}/endorsements")] == ["ben"]


def test_tags_are_featured_by_both_ways_and_suggested() -> None:
    ana = client_of(cast.ana())
    ana.post("/api/v1/statuses", {"status": "#boats and #sails"})
    assert [one["name"] for one in ana.get("/api/v1/featured_tags/suggestions")] == ["boats", "sails"]
    made = ana.post("/api/v1/featured_tags", {"name": "Boats"})
    assert (made["name"], made["statuses_count"]) == ("boats", "1")
    assert made["last_status_at"] is not None
    assert ana.post("/api/v1/tags/sails/feature")["featuring"] is True
    assert ana.get("/api/v1/tags/sails")["featuring"] is True
    assert [one["name"] for one in ana.get("/api/v1/featured_tags/suggestions")] == []
    shown = ApiClient().get(f"/api/v1/accounts/{cast.ana().id}/featured_tags")
    assert [one["name"] for one in shown] == ["boats", "sails"]
    assert ana.delete(f"/api/v1/featured_tags/{made['id']}") == {}
    assert ana.post("/api/v1/tags/sails/unfeature")["featuring"] is False
    assert ana.get("/api/v1/featured_tags") == []
    ana.post("/api/v1/featured_tags", {"name": " "})
    assert (ana.status, ana.last.json()["error"]) == (422, "Validation failed: Name can't be blank")


def test_the_directory_by_newest_post_and_by_joining() -> None:
    for person in (cast.ana(), cast.ben(), cast.carla()):
        accounts.edit_profile(person.viewer, change=accounts.ProfileChange(discoverable=True))
    for person in (cast.carla(), cast.ana()):
        posts.publish(person.viewer, draft=posts.PostDraft(text="Hello"))
    nobody = ApiClient()
    assert [one["acct"] for one in nobody.get("/api/v1/directory")] == ["ana", "carla"]
    assert [one["acct"] for one in nobody.get("/api/v1/directory", order="new")] == ["carla", "ben", "ana"]


# One's own


def test_preferences_are_true_and_changed() -> None:
    ana = client_of(cast.ana())
    accounts.set_preferences(cast.ana().viewer, show_media="show_all", expand_warnings=True, autoplay=True)
    changed = ana.patch(
        "/api/v1/accounts/update_credentials",
        {"source": {"privacy": "private", "sensitive": True, "language": "pt"}, "hide_collections": True},
    )
    source = changed["source"]
    assert (source["privacy"], source["sensitive"], source["language"]) == ("private", True, "pt")
    assert source["hide_collections"] is True
    assert ana.get("/api/v1/preferences") == {
        "posting:default:visibility": "private",
        "posting:default:sensitive": True,
        "posting:default:language": "pt",
        "posting:default:quote_policy": "public",
        "reading:expand:media": "show_all",
        "reading:expand:spoilers": True,
        "reading:autoplay:gifs": True,
    }
    assert ApiClient().get(f"/api/v1/accounts/{cast.ana().id}")["hide_collections"] is True


def test_the_profile_for_editing() -> None:
    ana = client_of(cast.ana())
    before = ana.get("/api/v1/profile")
    assert (before["note"], before["avatar"], before["featured_tags"]) == ("", None, [])
    after = ana.patch("/api/v1/profile", {"note": "I sail.", "locked": True})
    assert (after["note"], after["locked"], after["display_name"]) == ("I sail.", True, before["display_name"])
    sent = {"avatar": SimpleUploadedFile("me.png", png(), "image/png")}
    assert ana.patch_form("/api/v1/profile", sent)["avatar"].endswith(".webp")
    ana.delete("/api/v1/profile/avatar")
    assert ana.get("/api/v1/profile")["avatar"] is None


def test_the_mail_that_confirms_is_sent_again(monkeypatch: pytest.MonkeyPatch, drain: Drain) -> None:
    monkeypatch.setattr(type(config.current()), "confirms_email", property(lambda _: True))
    sent: list[str] = []
    monkeypatch.setattr("folkmoot.infra.mail.send", lambda *, to, **_: sent.append(to))
    new = {"username": "nora", "email": "nora@example.org", "password": "a boat on the river", "agreement": True}
    token = ApiClient(app_token()).post("/api/v1/accounts", new)["access_token"]
    nora = ApiClient(token)
    assert nora.get("/api/v1/emails/check_confirmation") is False
    assert nora.post("/api/v1/emails/confirmations") == {}
    assert nora.post("/api/v1/emails/confirmations", {"email": "nora@town.example"}) == {}
    drain()
    assert sent[-1] == "nora@town.example"
    ana = client_of(cast.ana())
    assert ana.get("/api/v1/emails/check_confirmation") is True
    assert ana.post("/api/v1/emails/confirmations") == {
        "error": "This method is only available while the e-mail is awaiting confirmation"
    }
    assert ana.status == 403
    ApiClient(app_token()).post("/api/v1/emails/confirmations")


# Filters of version 1


def test_filters_of_version_1_are_those_of_version_2() -> None:
    ana = client_of(cast.ana())
    made = ana.post("/api/v1/filters", {"phrase": "boats", "context": ["home", "public"], "whole_word": True})
    assert (made["phrase"], made["irreversible"], made["whole_word"]) == ("boats", False, True)
    assert ana.get("/api/v1/filters") == [made]
    assert ana.get(f"/api/v1/filters/{made['id']}") == made
    (second,) = ana.get("/api/v2/filters")
    assert [word["keyword"] for word in second["keywords"]] == ["boats"]
    sent = {"phrase": "ships", "context": ["public"], "irreversible": True}
    changed = ana.put(f"/api/v1/filters/{made['id']}", sent)
    assert (changed["phrase"], changed["context"], changed["irreversible"]) == ("ships", ["public"], True)
    assert client_of(cast.ben()).get(f"/api/v1/filters/{made['id']}") == {"error": "Record not found"}
    ana.put(f"/api/v1/filters/{made['id']}", {"phrase": "ships", "context": ["public"], "irreversible": False})
    client_of(cast.ben()).post("/api/v1/statuses", {"status": "ships ahoy"})
    (shown,) = ana.get("/api/v1/timelines/public")
    assert shown["filtered"][0]["keyword_matches"] == ["ships"]
    assert ana.delete(f"/api/v1/filters/{made['id']}") == {}
    assert ana.get("/api/v2/filters") == []


# Media, conversations, quotes


def test_a_file_is_taken_back_until_it_is_published() -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    file = upload(ana)
    assert ben.delete(f"/api/v1/media/{file['id']}") == {"error": "Record not found"}
    assert ana.delete(f"/api/v1/media/{file['id']}") == {}
    assert ana.get(f"/api/v1/media/{file['id']}") == {"error": "Record not found"}
    used = upload(ana)
    ana.post("/api/v1/statuses", {"status": "Look", "media_ids": [used["id"]]})
    assert "currently used by a status" in ana.delete(f"/api/v1/media/{used['id']}")["error"]
    assert ana.status == 422
    assert ana.get(f"/api/v1/media/{used['id']}")["id"] == used["id"]


@pytest.mark.parametrize(("state", "status"), [("ready", 200), ("processing", 206), ("failed", 422)])
def test_a_file_says_how_far_it_is(state: str, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = client_of(cast.ana())
    file = upload(ana)
    assert ana.status == 200
    before = media.access_media(cast.ana().viewer, int(file["id"]))
    changed = replace(before, state=media.MediaState(state))
    monkeypatch.setattr("folkmoot.domains.media.api.access_media", lambda *_: changed)
    answer = ana.get(f"/api/v1/media/{file['id']}")
    assert ana.status == status
    assert (answer.get("url") is None) == (state != "ready")


def test_a_conversation_is_read_unread_and_put_away() -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    ben.post("/api/v1/statuses", {"status": "@ana psst", "visibility": "direct"})
    (one,) = ana.get("/api/v1/conversations")
    assert one["unread"] is True
    assert ana.post(f"/api/v1/conversations/{one['id']}/read")["unread"] is False
    assert ana.post(f"/api/v1/conversations/{one['id']}/unread")["unread"] is True
    assert ben.post(f"/api/v1/conversations/{one['id']}/unread") == {"error": "Record not found"}
    assert ana.delete(f"/api/v1/conversations/{one['id']}") == {}
    assert ana.get("/api/v1/conversations") == []
