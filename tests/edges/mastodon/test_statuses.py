"""Publish, answer, change, delete, and what readers do with a post."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from folkmoot.domains.graph import api as graph
from folkmoot.domains.media.models import Media
from folkmoot.kernel.clock import FrozenClock
from tests import cast
from tests.domains.media.samples import encoded, picture
from tests.edges.mastodon.api_client import ApiClient, client_of


def test_a_post_is_published_and_read_by_others(clock: FrozenClock) -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    made = ana.post("/api/v1/statuses", {"status": "Tide at nine #boats", "language": "en"})
    assert ana.status == 200
    read = ben.get(f"/api/v1/statuses/{made['id']}")
    assert read["content"].startswith("<p>Tide at nine ")
    assert read["visibility"] == "public"
    assert read["created_at"] == "2026-03-01T12:00:00.000Z"
    assert [tag["name"] for tag in read["tags"]] == ["boats"]
    assert read["account"]["acct"] == "ana"
    assert "pinned" not in read
    assert made["pinned"] is False
    assert ApiClient().get(f"/api/v1/statuses/{made['id']}")["id"] == made["id"]


def test_a_repeated_idempotency_key_publishes_once() -> None:
    ana = client_of(cast.ana())
    first, second = (ana.post("/api/v1/statuses", {"status": "Once"}, key="k1") for _ in range(2))
    assert first["id"] == second["id"]
    assert len(ana.get(f"/api/v1/accounts/{first['account']['id']}/statuses")) == 1


def test_a_thread_is_read_around_a_post() -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    top = ana.post("/api/v1/statuses", {"status": "Who has oars?"})
    answer = ben.post("/api/v1/statuses", {"status": "@ana I do", "in_reply_to_id": top["id"]})
    assert answer["in_reply_to_account_id"] == top["account"]["id"]
    assert [mention["acct"] for mention in answer["mentions"]] == ["ana"]
    context = ana.get(f"/api/v1/statuses/{answer['id']}/context")
    assert [post["id"] for post in context["ancestors"]] == [top["id"]]
    context = ana.get(f"/api/v1/statuses/{top['id']}/context")
    assert [post["id"] for post in context["descendants"]] == [answer["id"]]


@pytest.mark.parametrize(
    ("word", "answered", "own"),
    [
        ("private", "private", "followers"),
        ("friends", "private", "friends"),
        ("direct", "direct", "direct"),
        ("unlisted", "unlisted", "unlisted"),
    ],
)
def test_visibilities_are_mapped(word: str, answered: str, own: str) -> None:
    ana, carla = client_of(cast.ana()), client_of(cast.carla())
    made = ana.post("/api/v1/statuses", {"status": "For some", "visibility": word})
    assert (made["visibility"], made["folkmoot"]["visibility"]) == (answered, own)
    if word != "unlisted":
        assert carla.get(f"/api/v1/statuses/{made['id']}") == {"error": "Record not found"}
        assert carla.status == 404


def test_an_unknown_visibility_is_refused() -> None:
    ana = client_of(cast.ana())
    answer = ana.post("/api/v1/statuses", {"status": "x", "visibility": "everyone"})
    assert ana.status == 422
    assert answer["error"] == "Validation failed: Visibility is not included in the list"


def test_an_empty_post_is_refused_and_nothing_is_published() -> None:
    ana = client_of(cast.ana())
    assert ana.post("/api/v1/statuses", {"status": "  "})["error"].startswith("Validation failed: ")
    assert ana.status == 422
    assert ana.get(f"/api/v1/accounts/{cast.ana().id}/statuses") == []


def test_a_post_is_edited_with_its_history(clock: FrozenClock) -> None:
    ana = client_of(cast.ana())
    made = ana.post("/api/v1/statuses", {"status": "Frist"})
    clock.advance(timedelta(minutes=1))
    changed = ana.put(f"/api/v1/statuses/{made['id']}", {"status": "First", "spoiler_text": "typo"})
    assert (changed["content"], changed["spoiler_text"]) == ("<p>First</p>", "typo")
    assert changed["edited_at"] == "2026-03-01T12:01:00.000Z"
    history = ApiClient().get(f"/api/v1/statuses/{made['id']}/history")
    assert [edit["content"] for edit in history] == ["<p>Frist</p>", "<p>First</p>"]
    source = ana.get(f"/api/v1/statuses/{made['id']}/source")
    assert source == {"id": made["id"], "text": "First", "spoiler_text": "typo"}


def test_a_deleted_post_comes_back_as_it_was_typed_and_is_gone() -> None:
    ana = client_of(cast.ana())
    made = ana.post("/api/v1/statuses", {"status": "Away *with* it"})
    deleted = ana.delete(f"/api/v1/statuses/{made['id']}")
    assert deleted["text"] == "Away *with* it"
    ana.get(f"/api/v1/statuses/{made['id']}")
    assert ana.status == 410


def test_the_post_of_another_can_be_neither_changed_nor_deleted() -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    made = ana.post("/api/v1/statuses", {"status": "Mine"})
    for answer in (ben.put(f"/api/v1/statuses/{made['id']}", {"status": "Ours"}),):
        assert (ben.status, answer) == (404, {"error": "Record not found"})
    ben.delete(f"/api/v1/statuses/{made['id']}")
    assert ben.status == 404
    assert ana.get(f"/api/v1/statuses/{made['id']}")["content"] == "<p>Mine</p>"


@pytest.mark.parametrize(
    ("verb", "undo", "field"),
    [
        ("favourite", "unfavourite", "favourited"),
        ("bookmark", "unbookmark", "bookmarked"),
        ("mute", "unmute", "muted"),
    ],
)
def test_marks_are_set_and_taken_back(verb: str, undo: str, field: str) -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    made = ana.post("/api/v1/statuses", {"status": "Look"})
    assert ben.post(f"/api/v1/statuses/{made['id']}/{verb}")[field] is True
    assert ben.post(f"/api/v1/statuses/{made['id']}/{undo}")[field] is False


def test_a_boost_carries_the_post_and_is_taken_back() -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    made = ana.post("/api/v1/statuses", {"status": "Pass it on"})
    boost = ben.post(f"/api/v1/statuses/{made['id']}/reblog")
    assert boost["reblog"]["id"] == made["id"]
    assert boost["reblog"]["reblogged"] is True
    assert boost["account"]["acct"] == "ben"
    assert [one["acct"] for one in ana.get(f"/api/v1/statuses/{made['id']}/reblogged_by")] == ["ben"]
    original = ben.post(f"/api/v1/statuses/{made['id']}/unreblog")
    assert (original["id"], original["reblogged"], original["reblogs_count"]) == (made["id"], False, 0)


def test_a_quote_carries_the_quoted_post() -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    made = ana.post("/api/v1/statuses", {"status": "Quote me"})
    quote = ben.post("/api/v1/statuses", {"status": "As she says", "quoted_status_id": made["id"]})
    assert quote["quote"]["state"] == "accepted"
    assert quote["quote"]["quoted_status"]["id"] == made["id"]
    assert [one["id"] for one in ana.get(f"/api/v1/statuses/{made['id']}/quotes")] == [quote["id"]]


def test_votes_show_points_both_counts_and_both_percentages(clock: FrozenClock) -> None:
    ana = client_of(cast.ana())
    made = ana.post("/api/v1/statuses", {"status": "Vote"})
    for person, value in ((cast.ben(), 1), (cast.carla(), 1), (cast.dev(), -1)):
        client_of(person).post(f"/api/folkmoot/v1/statuses/{made['id']}/vote", {"value": value})
    votes = ana.get(f"/api/v1/statuses/{made['id']}")["folkmoot"]["votes"]
    assert votes == {"points": 1, "up": 2, "down": 1, "up_percent": 67, "down_percent": 33, "own": 0}


def test_a_poll_is_voted_in_once(clock: FrozenClock) -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    poll = {"options": ["Yes", "No"], "expires_in": 3600}
    made = ana.post("/api/v1/statuses", {"status": "Sail?", "poll": poll})
    assert made["poll"]["expires_at"] == "2026-03-01T13:00:00.000Z"
    voted = ben.post(f"/api/v1/polls/{made['poll']['id']}/votes", {"choices": ["0"]})
    assert (voted["voted"], voted["own_votes"], voted["votes_count"]) == (True, [0], 1)
    ben.post(f"/api/v1/polls/{made['poll']['id']}/votes", {"choices": [1]})
    assert ben.status == 409
    assert ana.get(f"/api/v1/polls/{made['poll']['id']}")["votes_count"] == 1


def test_a_post_can_wait_until_its_time(clock: FrozenClock) -> None:
    ana = client_of(cast.ana())
    waiting = ana.post("/api/v1/statuses", {"status": "Later", "scheduled_at": "2026-03-01T13:00:00Z"})
    assert (waiting["scheduled_at"], waiting["params"]["text"]) == ("2026-03-01T13:00:00.000Z", "Later")
    assert [one["id"] for one in ana.get("/api/v1/scheduled_statuses")] == [waiting["id"]]
    moved = ana.put(f"/api/v1/scheduled_statuses/{waiting['id']}", {"scheduled_at": "2026-03-01T14:00:00Z"})
    assert moved["scheduled_at"] == "2026-03-01T14:00:00.000Z"
    assert ana.delete(f"/api/v1/scheduled_statuses/{waiting['id']}") == {}
    assert ana.get("/api/v1/scheduled_statuses") == []


def test_a_form_publishes_as_well_as_json() -> None:
    ana = client_of(cast.ana())
    made = ana.form(
        "/api/v1/statuses",
        {"status": "By form", "poll[options][]": ["A", "B"], "poll[expires_in]": "600", "sensitive": "true"},
    )
    assert ana.status == 200
    assert [option["title"] for option in made["poll"]["options"]] == ["A", "B"]
    assert made["sensitive"] is True


def test_lists_are_walked_by_the_link_header() -> None:
    ana = client_of(cast.ana())
    made = [ana.post("/api/v1/statuses", {"status": f"Number {number}"})["id"] for number in range(5)]
    path = f"/api/v1/accounts/{cast.ana().id}/statuses"
    first = ana.get(path, limit=2)
    assert [one["id"] for one in first] == [made[4], made[3]]
    link = ana.last.headers["Link"]
    assert f'limit=2&max_id={made[3]}>; rel="next"' in link
    assert f'limit=2&min_id={made[4]}>; rel="prev"' in link
    assert [one["id"] for one in ana.get(path, limit=2, max_id=made[3])] == [made[2], made[1]]
    assert [one["id"] for one in ana.get(path, limit=2, min_id=made[1])] == [made[3], made[2]]


def test_bookmarks_favourites_and_conversations_are_listed() -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    made = ana.post("/api/v1/statuses", {"status": "Keep"})
    for verb, path in (("favourite", "favourites"), ("bookmark", "bookmarks")):
        ben.post(f"/api/v1/statuses/{made['id']}/{verb}")
        assert [one["id"] for one in ben.get(f"/api/v1/{path}")] == [made["id"]]
    ana.post("/api/v1/statuses", {"status": "@ben a word", "visibility": "direct"})
    (talk,) = ben.get("/api/v1/conversations")
    assert (talk["unread"], [one["acct"] for one in talk["accounts"]]) == (True, ["ana"])
    assert ben.post(f"/api/v1/conversations/{talk['id']}/read")["unread"] is False
    assert ben.delete(f"/api/v1/conversations/{talk['id']}") == {}
    assert ben.get("/api/v1/conversations") == []


def test_the_filters_of_a_reader_are_in_the_answer() -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    graph.follow(cast.ben().viewer, target_id=cast.ana().id)
    made = ben.post(
        "/api/v2/filters",
        {"title": "Sport", "context": ["public"], "keywords_attributes": [{"keyword": "football", "whole_word": True}]},
    )
    ana.post("/api/v1/statuses", {"status": "Football tonight"})
    (shown,) = ben.get("/api/v1/timelines/public")
    (found,) = shown["filtered"]
    assert (found["filter"]["id"], found["filter"]["filter_action"]) == (made["id"], "warn")
    assert found["keyword_matches"] == ["football"]


def test_the_instance_counts_what_was_published() -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    ana.post("/api/v1/statuses", {"status": "One"})
    gone = ana.post("/api/v1/statuses", {"status": "Two"})
    ben.post("/api/v1/statuses", {"status": "Three"})
    ana.delete(f"/api/v1/statuses/{gone['id']}")
    assert ana.get("/api/v1/instance")["stats"]["status_count"] == 2
    assert ana.get("/nodeinfo/2.1")["usage"]["localPosts"] == 2


def _weir() -> SimpleUploadedFile:
    return SimpleUploadedFile("weir.png", encoded(picture(), "PNG").getvalue(), content_type="image/png")


@pytest.mark.parametrize("visibility", ["public", "private", "direct"])
def test_an_edit_describes_pictures_anew(visibility: str) -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    file = ana.form("/api/v2/media", {"file": _weir(), "description": "Blurred"})
    foreign = ben.form("/api/v2/media", {"file": _weir(), "description": "Of Ben"})
    made = ana.post("/api/v1/statuses", {"status": "Look", "media_ids": [file["id"]], "visibility": visibility})
    changes = [{"id": file["id"], "description": "The weir at dusk"}, {"id": foreign["id"], "description": "Mine"}]
    ana.put(
        f"/api/v1/statuses/{made['id']}",
        {"status": "Look", "media_ids": [file["id"]], "media_attributes": changes},
    )
    after = ana.get(f"/api/v1/statuses/{made['id']}")["media_attachments"]
    assert [(one["id"], one["description"]) for one in after] == [(file["id"], "The weir at dusk")]
    assert ben.get(f"/api/v1/media/{foreign['id']}")["description"] == "Of Ben"
    kept = Media.objects.get(id=file["id"]).description
    assert kept == ("The weir at dusk" if visibility == "public" else "")
