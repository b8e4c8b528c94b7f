"""What publishing answers is what reading says, and followers see it before any worker ran."""

from typing import Any

import pytest

from folkmoot.domains.feed.models import HomeEntry
from folkmoot.domains.posts.models import Unspread
from tests import cast
from tests.edges.mastodon.api_client import ApiClient, client_of

_SENT: tuple[dict[str, Any], ...] = (
    {"status": "Bread and salt"},
    {"status": "Tide at nine #boats #oars https://town.example/market", "language": "de"},
    {"status": "Hello @ben and @nobody_here", "spoiler_text": "Greetings"},
    {"status": "For those who follow", "visibility": "private"},
    {"status": "Quietly", "visibility": "unlisted", "sensitive": True},
    {"status": "@ben a word with you", "visibility": "direct"},
    {"status": "For friends #oars", "visibility": "friends"},
    {"status": "", "poll": {"options": ["Yes", "No"], "expires_in": 3600}},
    {"status": "A long letter", "folkmoot": {"kind": "article", "title": "On bridges"}},
)


@pytest.mark.parametrize("sent", _SENT, ids=lambda sent: sent["status"][:12] or "poll")
def test_the_answer_is_what_a_reading_gives(sent: dict[str, Any]) -> None:
    ana = client_of(cast.ana())
    cast.ben()
    made = ana.post("/api/v1/statuses", sent)
    assert ana.status == 200
    assert ana.get(f"/api/v1/statuses/{made['id']}") == made


def test_so_is_that_of_a_reply_in_a_muted_thread() -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    top = ben.post("/api/v1/statuses", {"status": "Who has oars?"})
    ana.post(f"/api/v1/statuses/{top['id']}/mute")
    made = ana.post("/api/v1/statuses", {"status": "I do", "in_reply_to_id": top["id"]})
    assert made["muted"] is True
    assert ana.get(f"/api/v1/statuses/{made['id']}") == made


def test_a_follower_who_refreshes_sees_a_post_that_no_worker_has_touched() -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    ana_id = ana.get("/api/v1/accounts/verify_credentials")["id"]
    ben.post(f"/api/v1/accounts/{ana_id}/follow")
    made = ana.post("/api/v1/statuses", {"status": "Bread and salt"})
    assert Unspread.objects.filter(post_id=int(made["id"])).exists()
    assert not HomeEntry.objects.filter(post_id=int(made["id"])).exists()
    assert [post["id"] for post in ben.get("/api/v1/timelines/home")] == [made["id"]]
    assert ApiClient().get(f"/api/v1/statuses/{made['id']}")["id"] == made["id"]


def test_and_so_does_one_whose_home_is_kept_by_the_worker(drain: Any) -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    ana_id = ana.get("/api/v1/accounts/verify_credentials")["id"]
    ben.post(f"/api/v1/accounts/{ana_id}/follow")
    ben.get("/api/v1/timelines/home")
    drain()
    first = ana.post("/api/v1/statuses", {"status": "Bread"})
    drain()
    assert HomeEntry.objects.filter(post_id=int(first["id"])).count() == 1
    second = ana.post("/api/v1/statuses", {"status": "and salt"})
    assert [post["id"] for post in ben.get("/api/v1/timelines/home")] == [second["id"], first["id"]]
