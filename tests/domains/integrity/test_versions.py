"""Versions of the policy: stored, immutable, in the public log, compared, noticed by other processes."""

import hashlib
from pathlib import Path

import pytest

from folkmoot.domains.integrity import api, current
from folkmoot.domains.integrity.models import PolicyVersion
from folkmoot.infra import fresh
from folkmoot.infra.audit import api as audit
from folkmoot.infra.outbox.models import OutboxEvent
from folkmoot.infra.translog import api as translog
from folkmoot.kernel.errors import Conflict, Forbidden, NotFound
from tests.domains.integrity.people import MO, OLGA, POST, facts
from tests.domains.integrity.policies import clause, policy

DEFAULT = Path("policies/default.yaml").read_text(encoding="utf-8")
pytestmark = pytest.mark.usefixtures("noon")


def screened(**given: object) -> list[str]:
    return [match.clause.id for match in api.screen(POST, 101, facts(**given)).matches]


def test_before_any_is_published_the_file_of_the_settings_is_in_force() -> None:
    assert api.versions() == ()
    assert api.current_policy().version == "1"
    assert api.current_policy().clause("harassment") is not None


def test_what_is_published_is_in_force_at_once() -> None:
    view = api.publish_policy(OLGA, text=policy("7", clause("loud", condition="mention_count > 2")))
    assert (view.version, view.state) == ("7", "published")
    assert screened(mention_count=3) == ["loud"]
    assert api.current_policy().version == "7"
    api.publish_policy(OLGA, text=policy("8", clause("loud", condition="mention_count > 5")))
    assert screened(mention_count=3) == []
    assert [(each.version, each.state) for each in api.versions()] == [("8", "published"), ("7", "past")]


def test_only_an_operator_publishes() -> None:
    for who in (MO,):
        with pytest.raises(Forbidden):
            api.publish_policy(who, text=policy("7"))
        with pytest.raises(Forbidden):
            api.end_shadow(who)
    assert (api.versions(), translog.entries(newest_first=True)) == ((), [])


def test_a_version_is_an_entry_in_the_public_log_with_audit_row_and_event() -> None:
    text = policy("7")
    view = api.publish_policy(OLGA, text=text)
    (entry,) = translog.entries(newest_first=True)
    row = PolicyVersion.objects.get(version="7")
    assert (entry.kind, entry.id) == ("policy", view.log_entry)
    digest = hashlib.sha256(text.encode()).hexdigest()
    promise = hashlib.sha256(bytes.fromhex(row.salt) + b"account:301").hexdigest()
    assert entry.facts == {
        "id": str(entry.id), "kind": "policy", "version": "7", "digest": digest, "commitment": promise,
        "state": "published", "at": "2026-03-04T12:00:00+00:00",
    }  # fmt: skip
    assert (view.digest, row.text) == (digest, text)
    (deed,) = audit.of_subject("policy:7")
    assert (deed.actor_id, deed.verb, deed.detail) == (301, "integrity.policy_published", {"log_entry": entry.id})
    assert [event.kind for event in OutboxEvent.objects.all()] == ["integrity.policy_published"]


def test_version_and_log_entry_fail_together(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> int:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(translog, "append", fails)
    with pytest.raises(RuntimeError):
        api.publish_policy(OLGA, text=policy("7"))
    assert (api.versions(), api.current_policy().version) == ((), "1")


def test_the_same_text_again_changes_nothing() -> None:
    first = api.publish_policy(OLGA, text=policy("7"))
    assert api.publish_policy(None, text=policy("7").replace("\n", "\r\n") + "\n\n") == first
    assert len(translog.entries(newest_first=True)) == 1


def test_the_same_number_with_other_words_is_refused() -> None:
    since = api.publish_policy(OLGA, text=policy("7")).stored_at
    with pytest.raises(Conflict) as refused:
        api.publish_policy(OLGA, text=policy("7", clause(title="Other")))
    assert refused.value.safe == (
        f"Version 7 has been stored with other words since {since.day} {since:%B %Y}, and a version never changes. "
        "Write another one at the top, such as version: 8, and publish that."
    )
    assert PolicyVersion.objects.get().text == policy("7")
    assert api.current_policy().clauses[0].title == "Spam"


def test_a_past_version_comes_back_under_a_new_number_only() -> None:
    api.publish_policy(OLGA, text=policy("7"))
    api.publish_policy(OLGA, text=policy("8"))
    with pytest.raises(Conflict) as refused:
        api.publish_policy(OLGA, text=policy("7"))
    assert refused.value.safe == (
        "Version 7 was in force until another one was published. "
        "To bring its rules back, give them a new version, such as version: 9."
    )
    assert api.current_policy().version == "8"


def test_a_broken_policy_is_refused_with_its_problems() -> None:
    api.publish_policy(OLGA, text=policy("7"))
    with pytest.raises(api.PolicyError) as refused:
        api.publish_policy(OLGA, text=policy("8", clause(condition="spamminess > 3")), name="town.yaml")
    assert str(refused.value).startswith("town.yaml:10: clause flooding: The condition asks for 'spamminess'")
    assert api.current_policy().version == "7"


def test_another_process_notices_within_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that knows version 7 goes on with it for at most three seconds."""
    api.publish_policy(OLGA, text=policy("7"))
    moment = [100.0]
    monkeypatch.setattr("folkmoot.infra.fresh.time.monotonic", lambda: moment[0])
    fresh.forget_all()
    assert api.current_policy().version == "7"
    PolicyVersion.objects.filter(version="7").update(state="past")
    moment[0] += 2.9
    assert api.current_policy().version == "7"
    moment[0] += 0.2
    assert api.current_policy().version == "1"


def test_looking_for_a_newer_version_is_one_small_query(django_assert_num_queries: object) -> None:
    api.publish_policy(OLGA, text=DEFAULT)
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture of pytest-django
        current.refresh()
    with django_assert_num_queries(0):  # type: ignore[operator]  # the same
        api.screen(POST, 101, facts(text="I will kill you"))


def test_the_configured_file_is_published_where_its_version_is_new() -> None:
    first = api.adopt_policy(DEFAULT, "default.yaml")
    assert first is not None
    assert first.version == "1"
    assert api.adopt_policy(DEFAULT, "default.yaml") is None
    api.publish_policy(OLGA, text=policy("7"))
    assert api.adopt_policy(DEFAULT, "default.yaml") is None
    assert api.current_policy().version == "7"
    with pytest.raises(Conflict):
        api.adopt_policy(DEFAULT.replace("Bait", "Lure"), "default.yaml")


def test_what_changed_clause_by_clause() -> None:
    api.publish_policy(None, text=policy("1", clause(), clause("gone", title="Old rule", condition="has_media")))
    text = policy(
        "2",
        clause("came", title="New rule", condition="is_reply"),
        clause(condition="mention_count > 30", treatments="{reduce: {factor: 0.1, days: 30}}"),
    ).replace("[darn]", "[heck, drat]")
    api.publish_policy(None, text=text)
    diff = api.policy_diff("1", "2")
    assert [each.title for each in diff.added] == ["New rule"]
    assert [each.title for each in diff.removed] == ["Old rule"]
    assert [(each.name, each.before, each.after) for change in diff.changed for each in change.fields] == [
        ("What is looked for", "mention_count > 20", "mention_count > 30"),
        (
            "Said to the person concerned",
            "What the rule looks for was found: mention_count > 20",
            "What the rule looks for was found: mention_count > 30",
        ),
        ("What may follow", "reduce to 0.5", "reduce to 0.1 for 30 days"),
    ]
    assert [(each.name, each.before, each.after) for each in diff.lists] == [("words: swearing", "darn", "heck, drat")]
    assert api.version_before("2") == "1"
    assert api.version_before("1") is None
    assert api.policy_diff("2", "2").is_empty
    with pytest.raises(NotFound):
        api.policy_diff("1", "3")


def test_who_published_and_was_erased_cannot_be_told_from_the_log() -> None:
    api.publish_policy(OLGA, text=policy("7", clause("loud")))
    assert (PolicyVersion.objects.get().who, len(PolicyVersion.objects.get().salt)) == (OLGA.account_id, 32)
    api.erase(OLGA.require_account())
    row = PolicyVersion.objects.get()
    assert (row.who, row.salt, row.version) == (None, "", "7")
    assert [entry.id for entry in translog.entries(newest_first=True)] == [row.log_entry]
