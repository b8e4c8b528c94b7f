"""What moderators decide, as clients see it: gone, folded with its reason, or with a note; and why."""

from collections.abc import Callable
from typing import Any

import pytest

from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Limited
from folkmoot.kernel.refs import account_ref, post_ref
from tests import cast
from tests.domains.posts.test_restricted import restrict
from tests.edges.mastodon.api_client import ApiClient, client_of, token_of
from tests.removing import remove_account


@pytest.fixture
def post() -> dict[str, Any]:
    made: dict[str, Any] = client_of(cast.ana()).post("/api/v1/statuses", {"status": "The moon is a lamp"})
    return made


def decide(post: dict[str, Any], clause: str, treatment: str, **more: Any) -> integrity.DecisionView:
    return integrity.decide_on(
        cast.mo().viewer,
        ref=post_ref(int(post["id"])),
        responsible=cast.ana().id,
        clause_id=clause,
        treatment=treatment,
        **more,
    )


def test_a_removed_post_is_gone_for_all_but_its_author_who_reads_why(post: dict[str, Any]) -> None:
    decided = decide(post, "threats", "remove")
    ben, ana = client_of(cast.ben()), client_of(cast.ana())
    shown = ben.get(f"/api/v1/statuses/{post['id']}")
    assert ben.status == 404 or "The moon" not in shown["content"]
    assert ApiClient().get("/api/v1/timelines/public") == []
    own = ana.get(f"/api/v1/statuses/{post['id']}")
    assert own["folkmoot"]["removed"]["decision_id"] == str(decided.id)
    assert own["folkmoot"]["removed"]["title"] == "Threats and calls for harm"
    integrity.undo(cast.mo().viewer, decision_id=decided.id, note="A mistake")
    assert "The moon is a lamp" in ben.get(f"/api/v1/statuses/{post['id']}")["content"]


def test_a_boosted_copy_of_a_reduced_post_is_folded_with_the_reason(post: dict[str, Any]) -> None:
    graph.follow(cast.carla().viewer, target_id=cast.ben().id)
    decided = decide(post, "found-false", "reduce", link="https://facts.example/moon")
    client_of(cast.ben()).post(f"/api/v1/statuses/{post['id']}/reblog")
    (boost,) = client_of(cast.carla()).get("/api/v1/timelines/home")
    folded = boost["filtered"]
    assert boost["reblog"]["filtered"] == folded
    assert [one["filter"]["filter_action"] for one in folded] == ["warn"]
    assert folded[0]["filter"]["title"].startswith("Found false: ")
    assert folded[0]["filter"]["id"] == str(decided.id)
    assert boost["reblog"]["folkmoot"]["distribution"] == 0.1


def test_an_informed_post_carries_its_note(post: dict[str, Any]) -> None:
    decide(post, "found-false", "inform", link="https://facts.example/moon")
    shown = ApiClient().get(f"/api/v1/statuses/{post['id']}")
    assert 'href="https://facts.example/moon"' in shown["content"]
    assert shown["folkmoot"]["informed"][0]["link"] == "https://facts.example/moon"


def test_the_author_is_told_with_the_reasons(post: dict[str, Any], drain: Callable[[], None]) -> None:
    decided = decide(post, "threats", "remove")
    drain()
    (told,) = client_of(cast.ana()).get("/api/v1/notifications")
    assert told["type"] == "moderation_warning"
    assert told["account"]["acct"] == "ana"
    assert told["moderation_warning"]["status_ids"] == [post["id"]]
    assert told["moderation_warning"]["text"].startswith("Threats and calls for harm: ")
    assert told["folkmoot"]["decision_id"] == str(decided.id)


def test_decisions_are_public_without_names(post: dict[str, Any]) -> None:
    decided = decide(post, "threats", "remove")
    (shown,) = ApiClient().get("/api/folkmoot/v1/decisions")
    assert (shown["id"], shown["clause"], shown["treatment"]) == (str(decided.id), "threats", "remove")
    assert "ana" not in str(shown)


def test_why_shows_terms_sum_factor_and_product(post: dict[str, Any]) -> None:
    ben = client_of(cast.ben())
    graph.follow(cast.ben().viewer, target_id=cast.ana().id)
    decide(post, "found-false", "reduce", link="https://facts.example/moon")
    why = ben.get(f"/api/folkmoot/v1/statuses/{post['id']}/why")
    assert why["because"] == "You follow Ana Almeida."
    assert why["sum"] == pytest.approx(sum(term["value"] for term in why["terms"]), abs=0.001)
    assert why["score"] == pytest.approx(why["sum"] * why["factor"], abs=0.001)
    assert [reason["title"] for reason in why["reductions"]] == ["Found false"]


def test_ranked_gives_each_item_its_reasons(post: dict[str, Any]) -> None:
    ben = client_of(cast.ben())
    graph.follow(cast.ben().viewer, target_id=cast.ana().id)
    ranked = ben.get("/api/folkmoot/v1/timelines/ranked")
    assert [item["status"]["id"] for item in ranked["items"]] == [post["id"]]
    assert ranked["items"][0]["why"]["because"] == "You follow Ana Almeida."


def test_a_moderator_meets_through_an_app_what_any_member_meets() -> None:
    """No request of the API asks for an admin scope, so that none gives a moderator's eyes."""
    ref = account_ref(cast.ana().id)
    integrity.decide_on(cast.mo().viewer, ref=ref, responsible=ref.id, clause_id="harassment", treatment="hold")
    mo = ApiClient(token_of(cast.mo(), "read admin:read admin:write"))
    mo.get(f"/api/v1/accounts/{ref.id}")
    assert mo.status == 404


def test_a_reduced_account_says_so_to_everybody_and_a_restriction_to_its_owner() -> None:
    ref, ana = account_ref(cast.ana().id), client_of(cast.ana())
    assert "folkmoot" not in ApiClient().get(f"/api/v1/accounts/{ref.id}")
    assert "folkmoot" not in ana.get("/api/v1/accounts/verify_credentials")
    reduced = integrity.decide_on(
        cast.mo().viewer, ref=ref, responsible=ref.id, clause_id="fake-account", treatment="reduce"
    )
    restricted = restrict(cast.ana(), Limited.POST)
    shown = ApiClient().get(f"/api/v1/accounts/{ref.id}")["folkmoot"]
    assert (shown["distribution"], shown["reduced"][0]["decision_id"]) == (0.25, str(reduced.id))
    assert shown["reduced"][0]["reason"] == "This account pretends to be somebody else."
    assert "restricted" not in shown
    own = ana.get("/api/v1/accounts/verify_credentials")["folkmoot"]
    assert [one["decision_id"] for one in own["restricted"]] == [str(restricted)]
    assert own["reduced"] == shown["reduced"]


def test_a_removed_account_is_not_among_several() -> None:
    ana, ben = cast.ana(), cast.ben()
    remove_account(ana)
    assert [one["acct"] for one in ApiClient().get(f"/api/v1/accounts?id[]={ana.id}&id[]={ben.id}")] == ["ben"]
