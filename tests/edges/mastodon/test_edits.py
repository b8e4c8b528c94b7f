"""What clients change of a post beside its words: its poll, and what is said of its files."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from folkmoot.kernel.clock import FrozenClock
from tests import cast
from tests.domains.media.samples import encoded, picture
from tests.edges.mastodon.api_client import ApiClient, client_of

POSTS = "/api/v1/statuses"


def asked(visibility: str = "public") -> tuple[ApiClient, ApiClient, dict[str, Any]]:
    """Ana asks in a poll and Ben, whom she names, votes for the first choice."""
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    poll = {"options": ["Tea", "Coffee"], "expires_in": 3600}
    made = ana.post(POSTS, {"status": "@ben which?", "poll": poll, "visibility": visibility})
    ben.post(f"/api/v1/polls/{made['poll']['id']}/votes", {"choices": [0]})
    return ana, ben, made


def votes(status: dict[str, Any]) -> list[tuple[str, int]]:
    return [(option["title"], option["votes_count"]) for option in status["poll"]["options"]]


@pytest.mark.parametrize("visibility", ["public", "direct"])
def test_other_choices_begin_the_poll_anew(clock: FrozenClock, visibility: str) -> None:
    ana, ben, made = asked(visibility)
    address = f"{POSTS}/{made['id']}"
    assert votes(ben.get(address)) == [("Tea", 1), ("Coffee", 0)]
    clock.advance(timedelta(minutes=10))
    sent = {"options": ["Tea", "Coffee", "Water"], "expires_in": 7200, "multiple": True}
    edited = ana.put(address, {"status": "@ben which of them?", "poll": sent})
    assert votes(edited) == [("Tea", 0), ("Coffee", 0), ("Water", 0)]
    assert (edited["poll"]["multiple"], edited["poll"]["expires_at"]) == (True, "2026-03-01T14:10:00.000Z")
    seen = ben.get(address)["poll"]
    assert (seen["voted"], seen["own_votes"], seen["voters_count"]) == (False, [], 0)
    ben.post(f"/api/v1/polls/{made['poll']['id']}/votes", {"choices": [1, 2]})
    assert votes(ana.get(address)) == [("Tea", 0), ("Coffee", 1), ("Water", 1)]


@pytest.mark.parametrize("visibility", ["public", "direct"])
def test_the_same_choices_keep_their_votes(visibility: str) -> None:
    ana, ben, made = asked(visibility)
    address = f"{POSTS}/{made['id']}"
    sent = {"options": ["Tea", "Coffee"], "expires_in": 7200, "hide_totals": True}
    edited = ana.put(address, {"status": "@ben which then?", "poll": sent})
    assert edited["poll"]["voters_count"] == 1
    assert ben.get(address)["poll"]["voted"] is True


@pytest.mark.parametrize("visibility", ["public", "direct"])
def test_a_poll_that_is_not_named_is_taken_away(clock: FrozenClock, drain: Callable[[], None], visibility: str) -> None:
    ana, ben, made = asked(visibility)
    address = f"{POSTS}/{made['id']}"
    assert ana.put(address, {"status": "@ben never mind"})["poll"] is None
    assert ben.get(address)["poll"] is None
    ben.get(f"/api/v1/polls/{made['poll']['id']}")
    assert ben.status == 404
    clock.advance(timedelta(hours=2))
    drain()
    assert [one for one in ana.get("/api/v1/notifications") if one["type"] == "poll"] == []
    again = ana.put(address, {"status": "@ben which?", "poll": {"options": ["Tea", "Coffee"], "expires_in": 600}})
    assert votes(again) == [("Tea", 0), ("Coffee", 0)]


def test_a_post_that_would_be_empty_without_its_poll_keeps_it() -> None:
    ana, _, made = asked()
    address = f"{POSTS}/{made['id']}"
    ana.put(address, {"status": ""})
    assert ana.status == 422
    assert votes(ana.get(address)) == [("Tea", 1), ("Coffee", 0)]


def test_a_poll_is_added() -> None:
    ana = client_of(cast.ana())
    plain = ana.post(POSTS, {"status": "Which?"})
    added = ana.put(f"{POSTS}/{plain['id']}", {"status": "Which?", "poll": {"options": ["A", "B"], "expires_in": 600}})
    assert votes(added) == [("A", 0), ("B", 0)]


def test_a_poll_that_cannot_be_is_refused_and_nothing_changed() -> None:
    ana, _, made = asked()
    address = f"{POSTS}/{made['id']}"
    ana.put(address, {"status": "Which now?", "poll": {"options": ["Tea"], "expires_in": 600}})
    assert ana.status == 422
    after = ana.get(address)
    assert (votes(after), after["edited_at"]) == ([("Tea", 1), ("Coffee", 0)], None)


def boat() -> SimpleUploadedFile:
    return SimpleUploadedFile("boat.png", encoded(picture(), "PNG").getvalue(), content_type="image/png")


def with_picture() -> tuple[ApiClient, dict[str, Any], str]:
    ana = client_of(cast.ana())
    file = ana.form("/api/v2/media", {"file": boat(), "description": "A boat", "focus": "0.5,0.5"})
    made = ana.post(POSTS, {"status": "Look", "media_ids": [file["id"]]})
    return ana, made, file["id"]


@pytest.mark.parametrize("named", [True, False])
def test_what_is_said_of_a_file_changes_and_the_file_stays(*, named: bool) -> None:
    ana, made, file_id = with_picture()
    attributes = [{"id": file_id, "description": "A red boat", "focus": "-0.25,0.75"}]
    sent = {"status": "Look", "media_attributes": attributes} | ({"media_ids": [file_id]} if named else {})
    (file,) = ana.put(f"{POSTS}/{made['id']}", sent)["media_attachments"]
    assert (file["id"], file["description"]) == (file_id, "A red boat")
    assert file["meta"]["focus"] == {"x": -0.25, "y": 0.75}


def test_a_focus_outside_of_the_picture_is_refused() -> None:
    ana, made, file_id = with_picture()
    for focus in ("2,0", "left"):
        ana.put(
            f"{POSTS}/{made['id']}",
            {"status": "Look!", "media_ids": [file_id], "media_attributes": [{"id": file_id, "focus": focus}]},
        )
        assert ana.status == 422
    (file,) = ana.get(f"{POSTS}/{made['id']}")["media_attachments"]
    assert file["meta"]["focus"] == {"x": 0.5, "y": 0.5}


def test_files_that_are_not_named_are_taken_out() -> None:
    ana, made, _ = with_picture()
    assert ana.put(f"{POSTS}/{made['id']}", {"status": "Look"})["media_attachments"] == []
