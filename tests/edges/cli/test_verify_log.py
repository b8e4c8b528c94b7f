"""`folkmoot log verify`: what is whole passes, and each kind of tampering is found and named."""

import itertools
import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.integrity.models import Decision
from folkmoot.domains.transparency import api as transparency
from folkmoot.edges.cli import verify_log
from folkmoot.edges.cli.verify_log import GOOD, TAMPERED, UNUSABLE, Check
from folkmoot.infra.translog import api as translog
from folkmoot.infra.translog import heads
from folkmoot.infra.translog.models import LogEntry, TreeHead, TreeNode
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.clock import FrozenClock
from tests import cast
from tests.edges.cli.logs import decide, fill, on_entries, site, tampered

pytestmark = pytest.mark.usefixtures("same_clock")
URL = "https://town.example"

_NAMES = ("public_key", "size", "root", "signed_at", "signature", "entries", "sequence", "id", "body", "decisions",
          "next_max_id", "path", "at", "log_entry")  # fmt: skip


def findings(fetch: verify_log.Fetch, *kept: verify_log.Head) -> list[str]:
    check = Check(fetch, kept)
    check.run()
    return check.findings


def test_a_whole_log_is_found_good(clock: FrozenClock) -> None:
    fill(7)
    code, lines = verify_log.verify(site, URL)
    assert code == GOOD
    assert lines == [
        "https://town.example: 8 entries, signed on 2026-03-01T12:00:00+00:00",
        "  decision                     7",
        "  decision_undone              1",
        "All is well: order, root, signature and decisions agree. No earlier head was given to compare with.",
    ]


@pytest.mark.parametrize("page", [1, 3, 8])
def test_it_reads_in_pages(monkeypatch: pytest.MonkeyPatch, page: int) -> None:
    fill(7)
    monkeypatch.setattr(verify_log, "PAGE", page)
    assert findings(site) == []


@pytest.mark.parametrize("place", [0, 3, 7])
def test_a_changed_entry_is_named(place: int) -> None:
    fill(7)
    entry = translog.entry_at(place)
    assert entry is not None
    LogEntry.objects.filter(id=entry.id).update(body=entry.body.replace(b"12", b"13").replace(b"20", b"19"))
    assert f"changed: entry {place} is not the one that is signed; the entries do not give the root" in findings(site)


def test_a_change_on_the_way_is_found_without_proofs() -> None:
    made = fill(2, undo=False)

    def answered(path: str, found: Any) -> Any:
        if "/proof/" in path:
            raise verify_log.Unusable("no")
        if "/log/entries" in path:
            found["entries"][1]["body"] = found["entries"][1]["body"].replace("remove", "inform")
        return found

    assert findings(tampered(answered)) == [
        "changed: the entries do not give the root that is signed",
        f"changed: the site lists decision {made[1].id} with another treatment than its entry",
    ]


def test_a_missing_entry_is_found() -> None:
    fill(7)
    found = findings(on_entries(lambda entries: entries.__delitem__(slice(3, 4))))
    assert found[0] == "missing: after entry 2 the site gives entry 4"
    found = findings(on_entries(lambda entries: entries.clear()))
    assert "missing: the head speaks of 8 entries, the site gives 0" in found


def test_reordered_entries_are_found() -> None:
    fill(7)
    found = findings(on_entries(lambda entries: entries.reverse()))
    assert "reordered: after entry 7 the site gives entry 6" in found

    def swap(entries: list[dict[str, Any]]) -> None:
        entries[2]["body"], entries[3]["body"] = entries[3]["body"], entries[2]["body"]

    found = findings(on_entries(swap))
    assert re.match(r"reordered: entry 2 is called \d+ and says that it is \d+", found[0])


def test_a_head_that_is_not_signed_by_the_key_is_found() -> None:
    fill(3)

    def answered(path: str, found: Any) -> Any:
        if path.endswith("/head"):
            found["signature"] = "00" * 64
        return found

    assert findings(tampered(answered)) == ["wrong signature: the head of 4 entries is not signed by the site's key"]


def test_another_key_is_found_by_who_kept_a_head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(3)
    kept = tmp_path / "head.json"
    assert verify_log.verify(site, URL, keep=kept)[0] == GOOD
    before = json.loads(kept.read_text())["key"]
    TreeHead.objects.all().delete()
    monkeypatch.setattr(heads, "_signing_key", lambda: Ed25519PrivateKey.from_private_bytes(b"k" * 32))
    heads.sign(4, translog.root_of(4), after=None)
    code, lines = verify_log.verify(site, URL, keep=kept)
    now = translog.public_key().hex()
    assert (code, lines[-2:]) == (
        TAMPERED,
        ["TAMPERED WITH", f"key changed: it was {before[:16]}…, now it is {now[:16]}…"],
    )
    assert json.loads(kept.read_text())["key"] == before, "what was kept stays, so that the next check finds it too"


def test_two_histories_signed_by_the_same_key_are_a_fork(tmp_path: Path) -> None:
    fill(5)
    kept = tmp_path / "head.json"
    assert verify_log.verify(site, URL, keep=kept) == (GOOD, verify_log.verify(site, URL)[1])
    for model in (LogEntry, TreeHead, TreeNode):
        model.objects.all().delete()
    Decision.objects.all().update(undone_at=None)
    with atomic_write():
        for row in Decision.objects.order_by("-id"):
            again = {"subject_kind": "post", "subject_commitment": "0" * 64, "policy": row.policy_version}
            again |= {"clause": row.clause_id, "treatment": "remove", "automated": False}
            entry = translog.append("decision", decision=str(row.id), at="", **again)
            Decision.objects.filter(id=row.id).update(log_entry=entry)
        translog.append("other")
    translog.sequence()
    assert findings(site) == [], "this history is whole in itself"
    code, lines = verify_log.verify(site, URL, keep=kept)
    assert code == TAMPERED
    assert lines[-1].startswith("forked: the first 6 entries are not those that were signed on 20")
    assert verify_log.verify(site, URL, other=kept)[0] == TAMPERED


def test_a_log_that_grew_begins_with_what_was_kept(tmp_path: Path) -> None:
    fill(3)
    kept = tmp_path / "head.json"
    verify_log.verify(site, URL, keep=kept)
    decide(99)
    translog.sequence()
    code, lines = verify_log.verify(site, URL, keep=kept)
    assert (code, lines[-1].endswith("It begins with the history that was kept.")) == (GOOD, True)
    assert json.loads(kept.read_text())["size"] == 5


def test_a_log_that_shrank_is_found(tmp_path: Path) -> None:
    fill(2, undo=False)
    with atomic_write():
        translog.append("other")
    translog.sequence()
    kept = tmp_path / "head.json"
    verify_log.verify(site, URL, keep=kept)
    TreeHead.objects.all().delete()
    LogEntry.objects.filter(sequence=2).update(sequence=None)
    heads.sign(2, translog.root_of(2), after=None)
    _, lines = verify_log.verify(site, URL, keep=kept)
    assert lines[-1] == "missing: the head that was kept has 3 entries, the site's has 2"


def test_a_decision_that_is_listed_has_its_entry(clock: FrozenClock) -> None:
    made = fill(3)
    clock.advance(timedelta(minutes=5))
    decide(50)
    translog.sequence()

    def answered(path: str, found: Any) -> Any:
        if "decisions.json" in path:
            found["decisions"][-1]["id"] = "12345"
        return found

    assert findings(tampered(answered)) == [
        "missing: decision 12345, which the site lists, has no entry",
        f"missing: decision {made[0].id} stands in the log, and the site does not list it",
    ]


def test_a_decision_of_this_moment_may_still_wait_for_its_place(clock: FrozenClock) -> None:
    fill(3)
    decide(50)
    assert findings(site) == []


def test_what_entries_refer_to_comes_before_them() -> None:
    made = fill(2, undo=False)
    with atomic_write():
        translog.append("decision_undone", decision="404", at="")
        translog.append("decision", decision=str(made[0].id), at="")
        translog.append("decision", decision="5", subject_kind="post", subject_commitment="x", policy="", clause="",
                        treatment="", automated=False, at="")  # fmt: skip
        translog.append("opened", opens="404", body="{}", salt="00")
        translog.append("something_of_a_later_version", words="fine")
    translog.sequence()
    assert findings(site) == [
        "changed: entry 2 (decision_undone) is about a decision that is not before it",
        f"changed: entry 3 (decision) does not say its {', '.join(verify_log._OF_A_DECISION[1:-1])}",
        "changed: entry 4 (decision) has a subject_commitment that is no SHA-256",
        "changed: entry 5 (opened) opens what is not sealed before it",
    ]


def test_a_sealed_entry_must_be_opened_with_its_own_words(clock: FrozenClock) -> None:
    now = clock.read()
    with atomic_write():
        first = translog.append_sealed("demand", at=now, authority="Court")
        second = translog.append_sealed("demand", at=now, authority="Ministry")
        translog.append_opened(first, at=now)
        false = json.dumps({"kind": "demand", "authority": "Nobody"})
        translog.append("opened", opens=str(second.entry_id), body=false, salt=second.salt, at="")
        translog.append_opened(first, at=now)
    translog.sequence()
    assert findings(site) == [
        f"changed: entry 3 (opened) tells something else than what entry {second.entry_id} was sealed over",
        "changed: entry 4 (opened) opens what was opened before",
    ]


def test_demands_open_and_sealed_verify(clock: FrozenClock) -> None:
    content = transparency.DemandContent("DE", "Court of Somewhere", "§ 1", "Hide a post", clock.read())
    olga = cast.olga().viewer
    transparency.register_demand(olga, content=content)
    sealed = transparency.register_demand(olga, content=content, ban_until=clock.read() + timedelta(days=1))
    transparency.answer_demand(olga, demand_id=sealed.id, state=transparency.DemandState.REFUSED)
    translog.sequence()
    assert findings(site) == []
    clock.advance(timedelta(days=2))
    assert transparency.open_due() == 1
    translog.sequence()
    check = Check(site)
    check.run()
    assert (check.findings, check.counts) == ([], {"demand": 1, "sealed": 2, "opened": 2})


def test_erasing_a_person_leaves_the_log_whole(tmp_path: Path, drain: Callable[[], None]) -> None:
    ana = cast.ana()
    fill(3)
    kept = tmp_path / "head.json"
    verify_log.verify(site, URL, keep=kept)
    accounts.erase_account(ana.viewer, password=ana.password)
    drain()
    assert set(Decision.objects.values_list("salt", flat=True)) == {""}
    decide(70)
    translog.sequence()
    assert verify_log.verify(site, URL, keep=kept)[0] == GOOD


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_NAMES), inner, max_size=5),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(answers=st.lists(_JSON, min_size=1, max_size=6))
def test_whatever_a_site_answers_the_client_ends_with_a_word(answers: list[Any]) -> None:
    turn = itertools.cycle(answers)
    code, lines = verify_log.verify(lambda _path: next(turn), URL)
    assert (code in {TAMPERED, UNUSABLE}, bool(lines)) == (True, True)


def test_a_list_of_decisions_that_never_ends_is_unusable() -> None:
    fill(2)

    def answered(path: str, found: Any) -> Any:
        if "decisions.json" in path:
            found["next_max_id"] = "777"
        return found

    code, lines = verify_log.verify(tampered(answered), URL)
    assert (code, lines) == (UNUSABLE, [f"{URL} cannot be checked: the list of decisions runs in a circle."])


def test_what_was_sealed_must_be_an_entry(clock: FrozenClock) -> None:
    salt = "00" * 16
    with atomic_write():
        sealed = translog.append("sealed", commitment=translog.commitment(salt, "[]"), at="")
        translog.append("opened", opens=str(sealed), body="[]", salt=salt, at="")
    translog.sequence()
    assert findings(site) == ["changed: entry 1 (opened) opens what is no entry"]


def test_what_is_no_log_is_unusable(tmp_path: Path) -> None:
    assert verify_log.verify(site, URL) == (
        UNUSABLE,
        ["https://town.example cannot be checked: /transparency/log/head answered 404."],
    )
    fill(2)
    assert verify_log.verify(lambda _path: ["no", "log"], URL)[0] == UNUSABLE
    empty = tmp_path / "empty.json"
    empty.write_text("{}")
    code, lines = verify_log.verify(site, URL, keep=empty)
    assert (code, lines) == (UNUSABLE, [f"{URL} cannot be checked: {empty} holds no head that was kept."])
    code, lines = verify_log.verify(site, URL, other=tmp_path / "absent.json")
    assert code == UNUSABLE
    assert verify_log.main(["file:///etc/passwd"]) == UNUSABLE
