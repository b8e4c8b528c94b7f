"""What a member's client asks for: quotes, suggestions, lists, statements, documents, and walking every list."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.refs import post_ref
from tests import cast
from tests.conftest import NOON
from tests.edges.mastodon.api_client import ApiClient, client_of

Drain = Callable[[], None]


def test_an_author_says_who_quotes() -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    status = ana.post("/api/v1/statuses", {"status": "Mine", "quote_approval_policy": "nobody"})
    assert ben.get(f"/api/v1/statuses/{status['id']}")["quote_approval"] == {
        "automatic": [],
        "manual": [],
        "current_user": "denied",
    }
    wanted = {"status": "Look", "quoted_status_id": status["id"]}
    assert "does not want you to quote" in ben.post("/api/v1/statuses", wanted)["error"]
    address = f"/api/v1/statuses/{status['id']}/interaction_policy"
    assert ben.put(address, {"quote_approval_policy": "public"}) == {"error": "Record not found"}
    changed = ana.put(address, {"quote_approval_policy": "followers"})
    assert changed["quote_approval"]["automatic"] == ["followers"]
    ben.post("/api/v1/statuses", wanted)
    assert ben.status == 422
    ben.post(f"/api/v1/accounts/{cast.ana().id}/follow")
    assert ben.post("/api/v1/statuses", wanted)["quote"]["state"] == "accepted"


def test_an_author_takes_a_post_out_of_a_quote() -> None:
    ana, ben, carla = client_of(cast.ana()), client_of(cast.ben()), client_of(cast.carla())
    status = ana.post("/api/v1/statuses", {"status": "Mine"})
    quoting = ben.post("/api/v1/statuses", {"status": "Look", "quoted_status_id": status["id"]})
    address = f"/api/v1/statuses/{status['id']}/quotes/{quoting['id']}/revoke"
    assert carla.post(address) == {"error": "Record not found"}
    assert [one["id"] for one in carla.get(f"/api/v1/statuses/{status['id']}/quotes")] == [quoting["id"]]
    assert ana.post(address)["quote"] == {"state": "revoked", "quoted_status": None}
    assert carla.get(f"/api/v1/statuses/{quoting['id']}")["quote"] == {"state": "revoked", "quoted_status": None}
    assert carla.get(f"/api/v1/statuses/{status['id']}/quotes") == []
    assert carla.get(f"/api/v1/statuses/{status['id']}")["quotes_count"] == 0


# Finding people; lists


def test_people_are_suggested_and_familiar_ones_named_with_privacy(drain: Drain) -> None:
    ana, ben, carla = client_of(cast.ana()), cast.ben(), cast.carla()
    ana.post(f"/api/v1/accounts/{ben.id}/follow")
    graph.follow(ben.viewer, target_id=carla.id)
    accounts.edit_profile(carla.viewer, change=accounts.ProfileChange(discoverable=True))
    assert [one["acct"] for one in ana.get("/api/v1/suggestions")] == ["carla"]
    assert [one["account"]["acct"] for one in ana.get("/api/v2/suggestions")] == ["carla"]
    assert ana.delete(f"/api/v1/suggestions/{carla.id}") == {}
    assert ana.get("/api/v2/suggestions") == []
    asked = {"id[]": [carla.id]}
    (found,) = ana.get("/api/v1/accounts/familiar_followers", **asked)
    assert [one["acct"] for one in found["accounts"]] == ["ben"]
    accounts.set_preferences(ben.viewer, hide_collections=True)
    assert ana.get("/api/v1/accounts/familiar_followers", **asked)[0]["accounts"] == []
    noted = ana.post(f"/api/v1/accounts/{carla.id}/note", {"comment": "From the choir"})
    assert noted["note"] == "From the choir"


def test_exclusive_lists_and_their_answers_act_on_the_feed() -> None:
    ana, ben, carla = client_of(cast.ana()), cast.ben(), cast.carla()
    for person in (ben, carla):
        ana.post(f"/api/v1/accounts/{person.id}/follow")
    asked = client_of(carla).post("/api/v1/statuses", {"status": "Boats?"})
    sent = {"status": "@carla yes", "in_reply_to_id": asked["id"]}
    answer = client_of(ben).post("/api/v1/statuses", sent)
    made = ana.post("/api/v1/lists", {"title": "Ben", "exclusive": True, "replies_policy": "followed"})
    ana.post(f"/api/v1/lists/{made['id']}/accounts", {"account_ids": [str(ben.id)]})
    address = f"/api/v1/timelines/list/{made['id']}"
    assert [one["id"] for one in ana.get(address)] == [answer["id"]]
    assert [one["id"] for one in ana.get("/api/v1/timelines/home")] == [asked["id"]]
    assert ana.put(f"/api/v1/lists/{made['id']}", {"replies_policy": "none"})["replies_policy"] == "none"
    assert ana.get(address) == []
    ana.put(f"/api/v1/lists/{made['id']}", {"exclusive": False})
    assert {one["id"] for one in ana.get("/api/v1/timelines/home")} == {asked["id"], answer["id"]}


# Decisions about oneself


def test_a_statement_is_read_and_appealed_through_an_app() -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    status = ana.post("/api/v1/statuses", {"status": "I know where you live"})
    decided = integrity.decide_on(
        cast.mo().viewer,
        ref=post_ref(int(status["id"])),
        responsible=cast.ana().id,
        clause_id="threats",
        treatment="remove",
    )
    (told,) = ana.get("/api/folkmoot/v1/statements")
    assert (told["id"], told["treatment"], told["strike"]) == (str(decided.id), "remove", True)
    assert ben.get("/api/folkmoot/v1/statements") == []
    address = f"/api/folkmoot/v1/statements/{decided.id}"
    assert ben.get(address) == {"error": "Record not found"}
    assert [one["decision_id"] for one in ana.get("/api/folkmoot/v1/strikes")] == [told["id"]]
    assert ana.get("/api/v1/accounts/verify_credentials")["folkmoot"]["strikes"] == 1
    assert ben.post(f"{address}/appeal", {"text": "Let her be"}) == {"error": "Record not found"}
    filed = ana.post(f"{address}/appeal", {"text": "It is a song"})["appeal"]
    assert (filed["state"], [one["text"] for one in filed["messages"]]) == ("pending", ["It is a song"])
    ana.post(f"{address}/appeal", {"text": "By a band"})
    assert [one["text"] for one in ana.get(address)["appeal"]["messages"]] == ["It is a song", "By a band"]


# The community


def test_an_address_counts_as_the_instance_document_says() -> None:
    ana = client_of(cast.ana())
    limits = ana.get("/api/v2/instance")["configuration"]["statuses"]
    assert limits["characters_reserved_per_url"] == 23
    address = "https://example.org/" + "a" * 200
    room = limits["max_characters"] - limits["characters_reserved_per_url"] - 1
    sent = ana.post("/api/v1/statuses", {"status": f"{'x' * room} {address}"})
    assert address in sent["content"]
    ana.post("/api/v1/statuses", {"status": f"{'x' * (room + 1)} {address}"})
    assert ana.status == 422


def test_the_documents_about_the_community(clock: FrozenClock) -> None:
    ana = client_of(cast.ana())
    ana.post("/api/v1/statuses", {"status": "Hello"})
    nobody = ApiClient()
    instance = nobody.get("/api/v2/instance")
    assert instance["version"].startswith("4.5.0 ")
    assert instance["api_versions"]["mastodon"] == 7
    assert instance["usage"]["users"]["active_month"] == 1
    assert instance["configuration"]["accounts"]["max_featured_tags"] == 10
    assert {rule["id"]: rule["translations"] for rule in nobody.get("/api/v1/instance/rules")}["threats"] == {}
    assert nobody.get("/nodeinfo/2.1")["usage"]["users"] == {"total": 1, "activeMonth": 1, "activeHalfyear": 1}
    clock.advance(timedelta(days=60))
    assert nobody.get("/nodeinfo/2.0")["usage"]["users"] == {"total": 1, "activeMonth": 0, "activeHalfyear": 1}
    terms = nobody.get("/api/v1/instance/terms_of_service")
    assert terms["effective"] is True
    assert nobody.get(f"/api/v1/instance/terms_of_service/{terms['effective_date']}") == terms
    assert nobody.get("/api/v1/instance/terms_of_service/1999-01-01") == {"error": "Record not found"}
    assert nobody.get("/api/v1/instance/languages") == [{"code": "en", "name": "English"}]
    assert nobody.get("/api/v1/instance/translation_languages") == {}
    assert Client().get("/health").content == b"OK"


# Paging


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/timelines/public",
        "/api/v1/timelines/home",
        "/api/v1/notifications/requests",
        "/api/v1/notifications",
        "/api/v1/accounts/{ana}/statuses",
        "/api/v1/accounts/{ana}/followers",
        "/api/v1/favourites",
        "/api/v1/bookmarks",
        "/api/v1/blocks",
        "/api/v1/endorsements",
        "/api/v1/followed_tags",
        "/api/v1/scheduled_statuses",
        "/api/v1/conversations",
    ],
)
def test_every_list_is_walked_down_and_up_again(path: str, drain: Drain, clock: FrozenClock) -> None:
    ana, own = cast.ana(), client_of(cast.ana())
    _fill(ana, own, path, clock)
    drain()
    address = path.format(ana=ana.id)
    whole = own.get(address, limit=40)
    assert len(whole) == 5
    first = own.get(address, limit=2)
    second = _follow(own, "next")
    assert first + second == whole[:4]
    assert _follow(own, "prev") == first
    assert _follow(own, "next") == second
    assert _follow(own, "next") == whole[4:]


def _follow(client: ApiClient, rel: str) -> Any:
    links = dict(reversed(part.split("; ")) for part in client.last.headers["Link"].split(", "))
    address = links[f'rel="{rel}"'].strip("<>")
    return client.get("/" + address.split("/", 3)[3])


def _fill(ana: cast.Person, own: ApiClient, path: str, clock: FrozenClock) -> None:
    """Five things for the list at `path`."""
    if "requests" in path:
        own.patch("/api/v2/notifications/policy", {"for_not_following": "filter"})
    if "scheduled" in path:
        for hour in range(5):
            at = (NOON + timedelta(hours=2 + hour)).isoformat()
            own.post("/api/v1/statuses", {"status": f"later {hour}", "scheduled_at": at})
    for person in cast.crowd(5):
        clock.advance(timedelta(seconds=2))
        direct = "conversations" in path
        client = client_of(person)
        status = client.post(
            "/api/v1/statuses", {"status": f"@ana {person.handle}", "visibility": "direct" if direct else "public"}
        )
        own.post("/api/v1/statuses", {"status": person.handle}) if "/statuses" in path else None
        if "followers" in path:
            graph.follow(person.viewer, target_id=ana.id)
        if "blocks" in path:
            own.post(f"/api/v1/accounts/{person.id}/block")
        if "home" in path or "endorsements" in path:
            own.post(f"/api/v1/accounts/{person.id}/follow")
            own.post(f"/api/v1/accounts/{person.id}/endorse")
        own.post(f"/api/v1/statuses/{status['id']}/favourite") if "favourites" in path else None
        own.post(f"/api/v1/statuses/{status['id']}/bookmark") if "bookmarks" in path else None
        own.post(f"/api/v1/tags/{person.handle}/follow")
