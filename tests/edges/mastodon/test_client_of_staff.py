"""Mastodon.py as a moderator's and an operator's client, against a running site."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from mastodon import Mastodon, MastodonAPIError, MastodonIllegalArgumentError

from tests.edges.mastodon.test_clients import PASSWORD, consent, eventually, join
from tests.live import LiveSite

pytestmark = pytest.mark.live
SCOPES = ["read", "write", "follow", "admin:read", "admin:write"]
FAR = "urn:ietf:wg:oauth:2.0:oob"


@pytest.fixture(scope="module")
def site() -> Iterator[LiveSite]:
    with LiveSite() as running:
        for name, role in (("mo", "moderator"), ("nora", "operator")):
            made = running.command(
                "create-account", "--name", name, "--email", f"{name}@example.org", "--password-stdin",
                "--role", role, stdin=PASSWORD,
            )  # fmt: skip
            assert made.returncode == 0, made.stdout + made.stderr
        yield running


def staff(site: LiveSite, name: str) -> Mastodon:
    """Somebody of the staff with a client that was let in on the consent page."""
    client_id, secret = Mastodon.create_app(f"{name}'s desk", api_base_url=site.url, scopes=SCOPES)
    client = Mastodon(client_id, secret, api_base_url=site.url, ratelimit_method="throw")
    url = client.auth_request_url(redirect_uris=FAR, scopes=SCOPES, allow_http=True)
    client.log_in(code=consent(url, f"{name}@example.org"), redirect_uri=FAR, scopes=SCOPES, allow_http=True)
    return client


def test_moderation_with_mastodon_py(site: LiveSite) -> None:
    ana, ben, mo = join(site, "ana"), join(site, "ben"), staff(site, "mo")
    post = ana.status_post("Buy my pills, buy my pills")
    filed = ben.report(ana.me()["id"], status_ids=[post["id"]], comment="Spam")
    assert [one["username"] for one in mo.admin_accounts_v2(username="ana")] == ["ana"]
    assert mo.admin_account(ana.me()["id"])["email"] == ""
    (report,) = mo.admin_reports()
    assert (report["id"], report["statuses"][0]["id"]) == (filed["id"], post["id"])
    assert mo.admin_report_assign(report["id"])["assigned_account"]["username"] == "mo"
    assert mo.admin_report_unassign(report["id"])["assigned_account"] is None
    assert mo.admin_report_resolve(report["id"])["action_taken"] is True
    assert mo.admin_report_reopen(report["id"])["action_taken"] is False
    assert mo.admin_report(report["id"])["target_account"]["username"] == "ana"
    with pytest.raises(MastodonAPIError, match="A decision rests on a rule"):
        mo.admin_account_moderate(ana.me()["id"], action="silence")
    assert mo.admin_account_unsilence(ana.me()["id"])["silenced"] is False
    with pytest.raises(MastodonAPIError, match="Only the person erases the account"):
        mo.admin_account_delete(ana.me()["id"])
    assert mo.admin_trending_tags() == []
    assert mo.admin_trending_links() == []
    today = datetime.now(UTC)
    (measured,) = mo.admin_measures(today - timedelta(days=1), today, opened_reports=True)
    assert int(measured["total"]) == 1
    (dimension,) = mo.admin_dimensions(today - timedelta(days=1), today, software_versions=True)
    assert dimension["key"] == "software_versions"
    assert len(mo.admin_retention(today - timedelta(days=1), today)) == 2


def test_blocks_with_mastodon_py(site: LiveSite) -> None:
    nora = staff(site, "nora")
    domain = nora.admin_create_email_domain_block("throwaway.example")
    assert nora.admin_email_domain_block(domain["id"])["domain"] == "throwaway.example"
    client_id, secret = Mastodon.create_app("Throwaway", api_base_url=site.url)
    new = Mastodon(client_id, secret, api_base_url=site.url, ratelimit_method="throw")
    with pytest.raises(MastodonIllegalArgumentError, match="no addresses from this e-mail provider"):
        new.create_account("gone", PASSWORD, "gone@throwaway.example", agreement=True)
    nora.admin_delete_email_domain_block(domain["id"])
    network = nora.admin_create_ip_block("198.51.100.0/24", "sign_up_block", comment="Bots", expires_in=3600)
    assert nora.admin_update_ip_block(network["id"], severity="no_access")["severity"] == "no_access"
    assert [one["ip"] for one in nora.admin_ip_blocks()] == ["198.51.100.0/24"]
    nora.admin_delete_ip_block(network["id"])
    mailbox = nora.admin_create_canonical_email_block("some.body@mail.example")
    assert [one["id"] for one in nora.admin_test_canonical_email_block("somebody@mail.example")] == [mailbox["id"]]
    nora.admin_delete_canonical_email_block(mailbox["id"])
    block = nora.admin_create_domain_block("bad.example", severity="suspend")
    assert eventually(nora.admin_domain_blocks)[0]["domain"] == "bad.example"
    nora.admin_delete_domain_block(block["id"])
    assert nora.admin_create_domain_allow("good.example")["domain"] == "good.example"
