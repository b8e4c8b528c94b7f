"""Entries of the public log in words: every kind that there is, and those that a later version brings."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from folkmoot.edges.web.log_words import sentence
from folkmoot.infra.translog.api import Entry


def said(kind: str, **facts: Any) -> str:
    body = json.dumps({"id": "1", "kind": kind, **facts}).encode()
    return sentence(Entry(1, kind, body, 0, datetime(2026, 3, 1, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("kind", "facts", "words"),
    [
        (
            "decision",
            {"subject_kind": "post", "clause": "bait", "treatment": "reduce", "factor": 0.5, "automated": True},
            "About a post, decided automatically under the rule “bait”: it travels less far (0.50).",
        ),
        (
            "decision",
            {"subject_kind": "account", "clause": "", "treatment": "none", "factor": None, "automated": False},
            "About an account, decided by a person: nothing was changed.",
        ),
        ("decision_undone", {"decision": "7"}, "Decision 7 was undone."),
        ("decision_expired", {"decision": "7"}, "Decision 7 ended by itself: its time was over."),
        (
            "appeal_decided",
            {"decision": "7", "outcome": "overturn"},
            "An appeal against decision 7: it was overturned.",
        ),
        ("policy", {"version": "3", "state": "published"}, "Version 3 of the rules: published."),
        (
            "wave_rule",
            {"until": "2026-03-02", "what": "begun"},
            "A rule against a wave of spam, until 2026-03-02: begun.",
        ),
        ("opened", {"opens": "5"}, "Opened: what entry 5 held."),
        ("campaign", {"anything": 1}, "An entry of the kind “campaign”."),
        ("decision", {"treatment": "remove"}, "An entry of the kind “decision”."),
    ],
)
def test_an_entry_is_a_sentence(kind: str, facts: dict[str, Any], words: str) -> None:
    assert said(kind, **facts) == words
