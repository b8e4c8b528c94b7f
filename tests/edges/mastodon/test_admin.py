"""What moderators and operators do through a client: the same as on the console, with a rule and a statement."""

from collections.abc import Callable
from typing import Any

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import RegistrationMode, SignUp
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Treatment
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.kernel import clock as kernel_clock
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.refs import account_ref, post_ref
from tests import cast
from tests.edges.mastodon.api_client import ALL, ApiClient, client_of
from tests.queries import assert_same_query_count

ADMIN = f"{ALL} admin:read admin:write"
WHOM = "/api/v1/admin/accounts"
REPORTS = "/api/v1/admin/reports"


def staff(person: cast.Person | None = None, scopes: str = ADMIN) -> ApiClient:
    return client_of(person or cast.mo(), scopes)


def names(found: list[dict[str, Any]]) -> list[str]:
    return [one["username"] for one in found]


def report_post(reporter: cast.Person | None = None) -> integrity.ReportView:
    post = posts.publish(cast.ana().viewer, draft=PostDraft(text="Buy my pills"))
    return integrity.report(
        (reporter or cast.ben()).viewer,
        ref=post_ref(post.id),
        responsible=cast.ana().id,
        clause_id="flooding",
        comment="Again and again",
    )


def wait_to_join() -> int:
    wish = SignUp(handle="hana", email="hana@example.org", password=cast.PASSWORD, reason="I live by the river.")
    return accounts.sign_up(wish, mode=RegistrationMode.APPROVAL)[0].id


def test_members_and_tokens_without_the_scope_are_refused() -> None:
    member = client_of(cast.ana(), ADMIN)
    assert member.get(WHOM) == {"error": "Only moderators of this community may do that."}
    assert member.status == 403
    narrow = staff(scopes=f"{ALL} admin:read:reports")
    narrow.get(WHOM)
    assert narrow.status == 403
    narrow.get(REPORTS)
    assert narrow.status == 200


def test_accounts_are_listed_with_every_filter_and_nothing_of_the_vault() -> None:
    for person in (cast.ana, cast.ben, cast.olga):
        person()
    client = staff()
    integrity.decide_on(
        cast.mo().viewer,
        ref=account_ref(cast.ben().id),
        responsible=cast.ben().id,
        clause_id="fake-account",
        treatment="reduce",
    )
    hana = wait_to_join()
    assert names(client.get("/api/v2/admin/accounts", status="active")) == ["mo", "olga", "ben", "ana"]
    assert names(client.get("/api/v2/admin/accounts", status="silenced")) == ["ben"]
    assert names(client.get("/api/v2/admin/accounts", permissions="staff")) == ["mo", "olga"]
    assert names(client.get("/api/v2/admin/accounts", origin="remote")) == []
    assert names(client.get(WHOM, username="AN")) == ["hana", "ana"]
    assert names(client.get(WHOM, display_name="Almeida")) == ["ana"]
    assert names(client.get(WHOM, email="ben@example.org")) == ["ben"]
    assert names(client.get(WHOM, pending="true")) == ["hana"]
    assert names(client.get(WHOM, limit=1)) == ["hana"]
    assert f"max_id={hana}" in client.last.headers["Link"]
    one = client.get(f"{WHOM}/{hana}")
    assert (one["email"], one["ip"], one["ips"]) == ("", None, [])
    assert (one["invite_request"], one["approved"], one["confirmed"]) == ("I live by the river.", False, True)
    client.get(WHOM, ip="192.0.2.1")
    assert client.status == 422


def test_the_number_of_queries_does_not_depend_on_the_number_of_accounts_and_reports() -> None:
    client = staff()
    assert_same_query_count(lambda number: cast.person(f"other{number}"), lambda: client.get(WHOM))
    assert_same_query_count(lambda number: report_post(cast.person(f"other{number}")), lambda: client.get(REPORTS))


def test_somebody_who_waits_is_let_in_or_turned_down() -> None:
    client, hana = staff(), wait_to_join()
    assert client.post(f"{WHOM}/{hana}/approve")["approved"] is True
    client.post(f"{WHOM}/{hana}/approve")
    assert client.status == 409


def test_silencing_is_a_decision_under_a_rule_and_can_be_lifted(drain: Callable[[], None]) -> None:
    ana, client = cast.ana(), staff()
    client.post(f"{WHOM}/{ana.id}/action", {"type": "silence", "text": "Seen twice"})
    assert (client.status, client.last.json()["details"].keys()) == (422, {"clause_id"})
    assert integrity.decisions_on(cast.mo().viewer, ana.id) == ()
    said = {"type": "silence", "text": "Seen twice", "clause_id": "fake-account"}
    assert client.post(f"{WHOM}/{ana.id}/action", said) == {}
    (decision,) = integrity.decisions_on(cast.mo().viewer, ana.id)
    assert (decision.treatment, decision.clause_id, decision.note) == (Treatment.REDUCE, "fake-account", "Seen twice")
    assert integrity.statement(decision).clause_title == decision.clause_title
    assert client.get(f"{WHOM}/{ana.id}")["silenced"] is True
    assert client.post(f"{WHOM}/{ana.id}/unsilence")["silenced"] is False
    (undone,) = integrity.decisions_on(cast.mo().viewer, ana.id)
    assert undone.undone_by == cast.mo().id


def test_suspending_waits_for_a_second_person_and_says_so() -> None:
    ana, client = cast.ana(), staff()
    answer = client.post(f"{WHOM}/{ana.id}/action", {"type": "suspend", "clause_id": "threats"})
    assert (client.status, answer["pending"], answer["clause"]) == (202, True, "threats")
    assert client.get(f"{WHOM}/{ana.id}")["suspended"] is False
    integrity.confirm_removal(cast.max_().viewer, proposal_id=int(answer["proposal_id"]))
    assert client.get(f"{WHOM}/{ana.id}")["suspended"] is True
    assert client.post(f"{WHOM}/{ana.id}/unsuspend")["suspended"] is False


def test_what_a_rule_does_not_allow_is_refused_with_what_it_allows() -> None:
    ana, client = cast.ana(), staff()
    answer = client.post(f"{WHOM}/{ana.id}/action", {"type": "disable", "clause_id": "threats"})
    assert client.status == 422
    assert "It allows: remove, hold." in answer["error"]
    assert integrity.decisions_on(cast.mo().viewer, ana.id) == ()


def test_nobody_decides_about_themselves_or_erases_somebody_else() -> None:
    mo, client = cast.mo(), staff()
    client.post(f"{WHOM}/{mo.id}/action", {"type": "silence", "clause_id": "fake-account"})
    assert client.status == 403
    client.delete(f"{WHOM}/{cast.ana().id}")
    assert client.status == 403
    assert not cast.ana().account.erased


def test_reports_are_the_cases_of_the_console() -> None:
    filed, client = report_post(), staff()
    (one,) = client.get(REPORTS)
    assert (one["id"], one["account"]["username"], one["target_account"]["username"]) == (str(filed.id), "ben", "ana")
    assert (one["category"], one["action_taken"], one["statuses"][0]["id"]) == ("violation", False, str(filed.ref.id))
    assert [rule["id"] for rule in one["rules"]] == ["flooding"]
    assert client.post(f"{REPORTS}/{filed.id}/assign_to_self")["assigned_account"]["username"] == "mo"
    assert integrity.case(cast.mo().viewer, filed.case_id).case.taken_by == cast.mo().id
    assert client.post(f"{REPORTS}/{filed.id}/unassign")["assigned_account"] is None
    solved = client.post(f"{REPORTS}/{filed.id}/resolve")
    assert (solved["action_taken"], solved["action_taken_by_account"]["username"]) == (True, "mo")
    assert client.get(REPORTS) == []
    assert [found["id"] for found in client.get(REPORTS, resolved="true")] == [str(filed.id)]
    assert client.post(f"{REPORTS}/{filed.id}/reopen")["action_taken"] is False
    assert len(integrity.queue(cast.mo().viewer)) == 1
    client.put(f"{REPORTS}/{filed.id}", {"category": "spam"})
    assert client.status == 403


def test_nobody_reads_who_reported_them() -> None:
    post = posts.publish(cast.mo().viewer, draft=PostDraft(text="Buy my pills"))
    filed = integrity.report(
        cast.ben().viewer, ref=post_ref(post.id), responsible=cast.mo().id, clause_id="", comment=""
    )
    client = staff()
    assert client.get(REPORTS) == []
    client.get(f"{REPORTS}/{filed.id}")
    assert client.status == 404


def test_a_report_is_closed_by_the_action_none() -> None:
    filed, client = report_post(), staff()
    client.post(f"{WHOM}/{cast.ana().id}/action", {"type": "none", "report_id": str(filed.id)})
    assert client.status == 200
    assert integrity.report_of(cast.ben().viewer, filed.id).acted is False
    client.post(f"{WHOM}/{cast.ana().id}/action", {"type": "none"})
    assert client.status == 422


def test_trends_are_counted_and_approved_by_nobody() -> None:
    for person in (cast.ana(), cast.ben()):
        posts.publish(person.viewer, draft=PostDraft(text="Look at the #river"))
    client = staff()
    (tag,) = client.get("/api/v1/admin/trends/tags")
    assert (tag["name"], tag["trendable"], tag["requires_review"]) == ("river", True, False)
    assert client.get("/api/v1/admin/trends/links") == []
    client.get("/api/v1/admin/trends/statuses")
    assert client.status == 200
    client.post("/api/v1/admin/trends/tags/river/reject")
    assert client.status == 403
    assert [one["name"] for one in client.get("/api/v1/admin/trends/tags")] == ["river"]


def test_servers_are_listed_blocked_and_published() -> None:
    client, path = staff(cast.olga()), "/api/v1/admin/domain_blocks"
    made = client.post(path, {"domain": "Bad.Example", "severity": "suspend", "private_comment": "ours"})
    assert (made["domain"], made["severity"], made["obfuscate"]) == ("bad.example", "suspend", False)
    changed = client.put(f"{path}/{made['id']}", {"public_comment": "Spam", "obfuscate": True})
    assert (changed["severity"], changed["private_comment"], changed["public_comment"]) == ("suspend", "ours", "Spam")
    (shown,) = ApiClient().get("/api/v1/instance/domain_blocks")
    assert shown == {
        "domain": "ba*.*****le",
        "digest": made["digest"],
        "severity": "suspend",
        "comment": "Spam",
    }
    client.post(path, {"domain": "bad.example"})
    assert client.status == 422
    assert client.delete(f"{path}/{made['id']}") == {}
    assert client.get(path) == []
    allowed = client.post("/api/v1/admin/domain_allows", {"domain": "good.example"})
    assert client.get(f"/api/v1/admin/domain_allows/{allowed['id']}") == allowed
    client.delete(f"/api/v1/admin/domain_allows/{allowed['id']}")
    assert client.get("/api/v1/admin/domain_allows") == []
    moderator = staff()
    moderator.post(path, {"domain": "other.example"})
    assert moderator.status == 403


def test_sign_up_blocks_are_made_read_changed_and_lifted() -> None:
    client = staff(cast.olga())
    domain = client.post("/api/v1/admin/email_domain_blocks", {"domain": "throwaway.example"})
    assert (domain["domain"], len(domain["history"])) == ("throwaway.example", 7)
    network = client.post(
        "/api/v1/admin/ip_blocks", {"ip": "198.51.100.0/24", "severity": "sign_up_block", "expires_in": 3600}
    )
    assert network["expires_at"] is not None
    changed = client.put(f"/api/v1/admin/ip_blocks/{network['id']}", {"severity": "sign_up_requires_approval"})
    assert (changed["severity"], changed["expires_at"]) == ("sign_up_requires_approval", network["expires_at"])
    mailbox = client.post("/api/v1/admin/canonical_email_blocks", {"email": "Some.Body@mail.example"})
    tried = client.post("/api/v1/admin/canonical_email_blocks/test", {"email": "somebody+x@mail.example"})
    assert tried == [mailbox]
    for path, made in (("email_domain_blocks", domain), ("ip_blocks", changed), ("canonical_email_blocks", mailbox)):
        assert client.get(f"/api/v1/admin/{path}") == [made]
        assert client.get(f"/api/v1/admin/{path}/{made['id']}") == made
        assert client.delete(f"/api/v1/admin/{path}/{made['id']}") == {}
        assert client.get(f"/api/v1/admin/{path}") == []
    client.post("/api/v1/admin/canonical_email_blocks", {"canonical_email_hash": "b344" * 16})
    assert client.status == 422


@pytest.mark.parametrize(
    ("key", "more", "total"),
    [
        ("active_users", {}, "2"),
        ("new_users", {}, "3"),
        ("interactions", {}, "2"),
        ("opened_reports", {}, "1"),
        ("resolved_reports", {}, "0"),
        ("tag_uses", {"tag_uses": {"id": "river"}}, "1"),
        ("tag_accounts", {"tag_accounts": {"id": "river"}}, "1"),
        ("tag_servers", {"tag_servers": {"id": "river"}}, "0"),
        ("instance_statuses", {"instance_statuses": {"domain": "other.example"}}, "0"),
    ],
)
def test_measures_are_counted_of_what_happened(clock: FrozenClock, key: str, more: dict[str, Any], total: str) -> None:
    first = posts.publish(cast.ana().viewer, draft=PostDraft(text="The #river", language="en"))
    posts.publish(cast.ben().viewer, draft=PostDraft(text="Yes", reply_to_id=first.id))
    posts.favourite(cast.ben().viewer, post_id=first.id)
    integrity.report(cast.ben().viewer, ref=post_ref(first.id), responsible=cast.ana().id, clause_id="", comment="")
    today = f"{kernel_clock.now():%Y-%m-%d}"
    (one,) = staff().post("/api/v1/admin/measures", {"keys": [key], "start_at": today, "end_at": today, **more})
    assert (one["key"], one["total"], one["previous_total"]) == (key, total, "0")
    assert [day["value"] for day in one["data"]] == [total]


def test_dimensions_and_retention_are_counted(clock: FrozenClock) -> None:
    posts.publish(cast.ana().viewer, draft=PostDraft(text="El río", language="es"))
    today = f"{kernel_clock.now():%Y-%m-%d}"
    span, client = {"start_at": today, "end_at": today}, staff()
    keys = ["languages", "sources", "servers", "space_usage", "software_versions"]
    found = {one["key"]: one["data"] for one in client.post("/api/v1/admin/dimensions", {"keys": keys, **span})}
    assert found["languages"] == [{"key": "es", "human_key": "es", "value": "1"}]
    assert (found["sources"], found["servers"]) == ([], [])
    assert {part["key"] for part in found["space_usage"]} == {"default", "keys", "vault_home", "media"}
    assert "folkmoot" in {part["key"] for part in found["software_versions"]}
    (cohort,) = client.post("/api/v1/admin/retention", {"frequency": "day", **span})
    assert [(part["rate"], part["value"]) for part in cohort["data"]] == [(1.0, "2")]
    client.post("/api/v1/admin/measures", {"keys": ["new_users"], "start_at": "2020-01-01", "end_at": "2026-01-01"})
    assert client.status == 422
