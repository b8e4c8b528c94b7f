"""A decision without a log entry is impossible: every command that makes, ends, amends or answers one is tried."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from folkmoot.domains.integrity import api, rulings
from folkmoot.domains.integrity.models import Appeal, Decision, Effect
from folkmoot.infra.audit.models import AuditRow
from folkmoot.infra.outbox.models import OutboxEvent
from folkmoot.infra.translog import api as translog
from folkmoot.infra.translog import entries as log_entries
from folkmoot.infra.translog.models import LogEntry
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import account_ref

from .people import ANA, ANA_ID, BEN, MAX, MO, POST, facts

pytestmark = pytest.mark.django_db(databases="__all__")
Act = Callable[[], object]


def case_id() -> int:
    return api.report(BEN, ref=POST, responsible=ANA_ID, clause_id="", comment="").case_id


def removed() -> api.DecisionView:
    return api.decide_on(MO, ref=POST, responsible=ANA_ID, clause_id="threats", treatment="remove")


def screened(**given: object) -> None:
    with atomic_write():
        api.record_screening(api.screen(POST, ANA_ID, facts(**given)))


def decide() -> Act:
    case = case_id()
    return lambda: api.decide(MO, case_id=case, clause_id="bait", treatment="reduce")


def decide_nothing() -> Act:
    case = case_id()
    return lambda: api.decide(MO, case_id=case, clause_id="", treatment="none")


def decide_on() -> Act:
    return removed


def end_a_hold() -> Act:
    screened(links=("phishing.example",))
    case = case_id()
    return lambda: api.decide(MO, case_id=case, clause_id="bait", treatment="reduce")


def automatic() -> Act:
    return lambda: screened(links=("phishing.example",))


def label() -> Act:
    return lambda: api.label(MO, ref=POST, responsible=ANA_ID, label="false", link="https://facts.example/1", note="")


def label_again() -> Act:
    label()()
    return lambda: api.label(MAX, ref=POST, responsible=ANA_ID, label="false", link="https://facts.example/2", note="")


def confirm() -> Act:
    proposal = api.propose_removal(MO, ref=account_ref(ANA_ID), responsible=ANA_ID, clause_id="fraud")
    return lambda: api.confirm_removal(MAX, proposal_id=proposal.id)


def undo() -> Act:
    made = removed()
    return lambda: api.undo(MO, decision_id=made.id, note="")


def undo_appealed() -> Act:
    appeal = appealed()
    return lambda: api.undo(MO, decision_id=appeal.decision.id, note="")


def appealed() -> api.AppealView:
    return api.appeal(ANA, decision_id=removed().id, text="It was a quotation.")


def outcome(name: str) -> Callable[[], Act]:
    def prepared() -> Act:
        appeal_id = appealed().id
        return lambda: api.decide_appeal(
            MAX, appeal_id=appeal_id, outcome=name, reasons="Read it.", clause_id="bait", treatment="reduce"
        )

    prepared.__name__ = name
    return prepared


def erase() -> Act:
    appealed()
    return lambda: api.erase(ANA_ID)


PATHS = [
    decide, decide_nothing, decide_on, end_a_hold, automatic, label, label_again, confirm, undo, undo_appealed,
    outcome("uphold"), outcome("amend"), outcome("overturn"), erase,
]  # fmt: skip


def stored() -> dict[str, list[tuple[object, ...]]]:
    """Everything that a decision is, as it lies in the tables; logged in the same order."""
    return {
        "decisions": list(Decision.objects.order_by("id").values_list("id", "undone_at")),
        "effects": list(Effect.objects.order_by("id").values_list("id", "ended_at")),
        "appeals": list(Appeal.objects.order_by("id").values_list("id", "outcome")),
        "log": list(LogEntry.objects.order_by("id").values_list("id")),
        "audit": list(AuditRow.objects.order_by("id").values_list("id")),
        "events": list(OutboxEvent.objects.order_by("id").values_list("id")),
    }


def logged() -> list[translog.Entry]:
    return list(translog.entries(newest_first=True))[::-1]


def expected_entries() -> list[str]:
    """What the log must hold for what the tables hold."""
    found = ["decision"] * Decision.objects.count()
    found += ["decision_undone"] * Decision.objects.exclude(undone_at=None).count()
    found += ["appeal_decided"] * Appeal.objects.exclude(decided_at=None).count()
    return sorted(found)


@contextmanager
def broken_log(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def broken(*_args: object, **_facts: object) -> int:
        raise OSError("the log cannot be written")

    with monkeypatch.context() as patched:
        patched.setattr(translog, "append", broken)
        yield


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)
def test_every_path_writes_its_entries(path: Callable[[], Act]) -> None:
    act = path()
    before = len(logged())
    act()
    assert len(logged()) > before
    assert sorted(entry.kind for entry in logged()) == expected_entries()
    entries = {entry.id: entry.facts["decision"] for entry in logged() if entry.kind == "decision"}
    assert {row.log_entry: str(row.id) for row in Decision.objects.all()} == entries


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)
def test_without_an_entry_nothing_happens(path: Callable[[], Act], monkeypatch: pytest.MonkeyPatch) -> None:
    act = path()
    before = stored()
    with broken_log(monkeypatch), pytest.raises(OSError, match="cannot be written"):
        act()
    assert stored() == before


def test_what_runs_out_is_logged_or_waits(noon: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> None:
    screened(links=("phishing.example",))
    noon.advance(timedelta(hours=48))
    before = stored()
    with broken_log(monkeypatch), pytest.raises(OSError, match="cannot be written"):
        api.expire()
    assert stored() == before
    assert api.treatments_for([POST]) == {}, "the effect needs no job"
    assert api.expire() == 1
    assert [entry.kind for entry in logged()] == ["decision", "decision_expired"]
    assert api.expire() == 0


def test_the_database_takes_no_decision_without_an_entry() -> None:
    given = {"subject_kind": "post", "subject_id": 1, "responsible": 1, "policy_version": "1", "treatment": "remove"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(id=new_id(), automated=True, facts="", salt="", **given)
    made = removed()
    entry = Decision.objects.get(id=made.id).log_entry
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(id=new_id(), automated=True, facts="", salt="", log_entry=entry, **given)
    assert Decision.objects.count() == 1


def test_no_decision_is_made_outside_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    class Outside:
        in_atomic_block = False

    monkeypatch.setattr(log_entries, "connection", Outside)
    clause = api.current_policy().clause("bait")
    ruling = rulings.Ruling(POST, ANA_ID, "1", clause, clause.default_terms if clause else (), "Found.")
    with pytest.raises(RuntimeError, match="outside a write"):
        rulings.make(ruling)
    assert not Decision.objects.exists()
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)
def test_a_crash_before_the_end_leaves_nothing(path: Callable[[], Act], monkeypatch: pytest.MonkeyPatch) -> None:
    """The last thing that each of them writes is an audit row or an event: whatever dies there takes all with it."""
    act = path()
    before = stored()

    class Killed(BaseException):
        pass

    def dies(*_args: object, **_fields: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("folkmoot.infra.audit.api.insert", dies)
        with pytest.raises(Killed), atomic_write():
            act()
    assert stored() == before
