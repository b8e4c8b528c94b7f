"""The rules as members read them, and the pages by which staff try policies and stop waves of spam."""

import re
from pathlib import Path

import pytest
from django.test import Client

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.infra.translog import api as translog
from tests import cast
from tests.domains.integrity.policies import clause, policy
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of, value_of

DEFAULT = Path("policies/default.yaml").read_text(encoding="utf-8")
GERMAN = policy(
    "2",
    clause(
        title="{en: Loud, de: Laut}",
        condition="mention_count > 2",
        treatments="{reduce: {factor: 0.5, days: 30}}",
    ).replace("text: Do not flood.", "text: {en: Be calm., de: Bleibt ruhig.}"),
)


def test_the_rules_say_in_three_groups_what_stays_travels_less_and_goes(client: Client) -> None:
    page = client.get("/rules").content.decode()
    groups = {name: page.split(f'id="{name}"')[1].split("<section")[0] for name in ("stays", "less", "goes")}
    clauses = integrity.current_policy().clauses
    shown = {one.id: [name for name, part in groups.items() if f'id="{one.id}"' in part] for one in clauses}
    assert shown["much-reported"] == ["stays"]
    assert shown["found-false"] == shown["bait"] == ["less"]
    assert shown["harassment"] == shown["phishing-link"] == shown["fake-account"] == ["goes"]
    assert all(len(where) == 1 for where in shown.values())


def test_each_rule_says_what_follows_who_decides_how_long_and_the_appeal(client: Client) -> None:
    words = text_of(client.get("/rules"))
    assert (
        "It is removed. A person decides. It lasts until it is undone. You can appeal; somebody else looks at it. "
        "It counts as a strike."
    ) in words
    assert (
        "It travels 0.10 times as far. It carries a note. It is applied automatically, its author is told, and a "
        "person can undo it."
    ) in words
    assert "It is held back until a person has looked. A person may then remove it. It is applied" in words
    assert "For 48 hours at most." in words


def test_the_rules_are_short_enough_for_two_minutes(client: Client) -> None:
    """What stays, what travels less and what goes stands in the first card: 238 words a minute are read silently."""
    page = client.get("/rules")
    short = text_of(page).split("In short")[1].split("What stays Nothing is removed")[0]
    assert 40 < len(short.split()) < 2 * 238
    assert all(one in short for one in ("What stays", "What travels less", "What goes", "Found false", "Terrorism"))


def test_the_rules_stand_in_the_readers_language(client: Client) -> None:
    integrity.publish_policy(None, text=GERMAN)
    assert "Be calm." in text_of(client.get("/rules"))
    with_german = client.get("/rules", headers={"accept-language": "de"})
    assert "Bleibt ruhig." in text_of(with_german)
    assert "It ends by itself after 30 days." in text_of(client.get("/rules"))


def test_versions_and_what_changed(client: Client) -> None:
    integrity.publish_policy(None, text=policy("1", clause(), clause("gone", title="Old rule", condition="has_media")))
    integrity.publish_policy(None, text=policy("2", clause(treatments="{reduce: {factor: 0.1}}")))
    listed = text_of(client.get("/rules/versions"))
    assert "Version 2 in force In force since" in listed
    assert "Version 1 past" in listed
    page = client.get("/rules/versions/2")
    assert "<del>reduce to 0.5</del>" in page.content.decode()
    assert "<ins>reduce to 0.1</ins>" in page.content.decode()
    assert "Old rule gone" in text_of(page)
    (newest, _) = translog.entries(newest_first=True)
    assert f"Entry in the public log {newest.id}" in text_of(page)
    assert "What changed since" not in text_of(client.get("/rules/versions/1"))
    assert client.get("/rules/versions/9").status_code == 404
    assert "All versions, and what changed" in text_of(client.get("/rules"))


def test_staff_see_what_a_version_in_shadow_would_do(browser: Browser) -> None:
    client = browser(cast.mo())
    assert "No version is tried." in text_of(client.get("/console/policy"))
    integrity.publish_policy(None, text=policy("9", clause("hats", condition='text.contains("hats")')), shadow=True)
    posts.publish(cast.ana().viewer, draft=PostDraft(text="Nice hats"))
    words = text_of(client.get("/console/policy"))
    assert "Version 9 is asked about everything that is screened." in words
    assert "Spam 1 match Nice hats" in words
    assert client.post("/console/policy/end-shadow").status_code == 403
    browser(cast.olga()).post("/console/policy/end-shadow")
    assert "No version is tried." in text_of(client.get("/console/policy"))


def test_a_backtest_in_the_console(browser: Browser) -> None:
    posts.publish(cast.ana().viewer, draft=PostDraft(text="Nice hats"))
    text = policy("9", clause("hats", title="No hats", condition='text.contains("hats")'))
    page = browser(cast.mo()).post("/console/policy/backtest", {"text": text, "days": "30"})
    words = text_of(page)
    assert page.status_code == 200
    assert "Version 9 against version 1 1 post was asked." in words
    assert "No hats 0 1 1 0 0 0 1" in words
    assert "Nice hats newly caught nobody decided" in words
    assert integrity.versions() == ()


def test_a_backtest_of_a_broken_policy_says_what_to_write(browser: Browser) -> None:
    client = browser(cast.mo())
    text = policy("9", clause(condition="spamminess > 2"))
    page = client.post("/console/policy/backtest", {"text": text, "days": "30"})
    assert page.status_code == 422
    assert "policy:6: clause flooding" in text_of(page).replace("policy:10", "policy:6")
    assert "spamminess &gt; 2" in page.content.decode()
    empty = client.post("/console/policy/backtest", {"text": " ", "days": "30"})
    assert (empty.status_code, "Please choose a file, or paste a policy." in text_of(empty)) == (422, True)


WAVE = {
    "words": "cheap pills",
    "treatment": "hold",
    "hours": "24",
    "hosts": "",
    "younger_than_hours": "48",
    "mentions": "",
}


def test_a_moderator_stops_a_wave_within_a_form(browser: Browser) -> None:
    ana, client = cast.ana(), browser(cast.mo())
    posts.publish(ana.viewer, draft=PostDraft(text="Cheap pills here"))
    tried = client.post("/console/waves", WAVE | {"do": "try"})
    words = text_of(tried)
    assert "1 post of the last 24 hours would have been met" in words
    assert re.search(r"Cheap pills here account 0\.\d hours old,? ?words “cheap pills”", words), words
    assert integrity.waves(cast.mo().viewer) == ()
    started = client.post("/console/waves", WAVE | {"do": "start", "tried": value_of(tried, "tried")})
    assert started.status_code == 302
    held = posts.publish(ana.viewer, draft=PostDraft(text="Cheap pills, again"))
    assert "This post waits for a moderator." in text_of(browser(cast.ben()).get(f"/@ana/{held.id}"))
    (rule,) = integrity.waves(cast.mo().viewer)
    client.post(f"/console/waves/{rule.id}/renew")
    client.post(f"/console/waves/{rule.id}/end")
    free = posts.publish(ana.viewer, draft=PostDraft(text="Cheap pills, and again"))
    assert "Cheap pills, and again" in text_of(browser(cast.ben()).get(f"/@ana/{free.id}"))
    assert [entry.facts["what"] for entry in translog.entries(newest_first=True) if entry.kind == "wave_rule"] == [
        "ended", "renewed", "started",
    ]  # fmt: skip


def test_what_is_started_is_what_was_tried(browser: Browser) -> None:
    client = browser(cast.mo())
    tried = client.post("/console/waves", WAVE | {"do": "try"})
    other = client.post("/console/waves", WAVE | {"words": "vote", "do": "start", "tried": value_of(tried, "tried")})
    assert (other.status_code, "would have been met" in text_of(other)) == (200, True)
    assert client.post("/console/waves", WAVE | {"words": "", "do": "try"}).status_code == 422
    assert integrity.waves(cast.mo().viewer) == ()


def test_the_form_of_a_wave_says_what_it_is_not_for(browser: Browser) -> None:
    words = text_of(browser(cast.mo()).get("/console/waves"))
    assert "What people think is no reason here (clauses 3 and 4 of the constitution)" in words
    assert "intent" not in words.lower()


@pytest.mark.parametrize("path", ["/console/waves", "/console/policy/backtest"])
def test_no_form_asks_for_intent(browser: Browser, path: str) -> None:
    page = browser(cast.mo()).get(path).content.decode().lower()
    assert 'name="intent"' not in page
    assert 'name="motive"' not in page
