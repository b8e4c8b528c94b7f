"""A decision, its entry in the public log and its effects are one; what others may read of it."""

import hashlib
from unittest import mock

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.domains.integrity import api
from folkmoot.domains.integrity.models import Decision, Effect
from folkmoot.infra.audit import api as audit
from folkmoot.infra.outbox.models import OutboxEvent
from folkmoot.infra.translog import api as translog
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import NotFound, NotSignedIn
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import SubjectRef, post_ref
from folkmoot.kernel.viewer import Viewer

from .people import ANA, ANA_ID, BEN, MAX, MO, MO_ID, NOBODY, POST, facts

pytestmark = pytest.mark.django_db(databases="__all__")


def reduce(ref: SubjectRef = POST, factor: float | None = None) -> api.DecisionView:
    return api.decide_on(MO, ref=ref, responsible=ANA_ID, clause_id="bait", treatment="reduce", factor=factor, note="n")


def test_the_log_entry_says_what_was_decided_and_about_nobody(noon: FrozenClock) -> None:
    decision = reduce(factor=0.3)
    (entry,) = translog.entries(newest_first=True)
    row = Decision.objects.get()
    assert entry.id == decision.log_entry
    assert entry.facts == {
        "id": str(entry.id),
        "kind": "decision",
        "decision": str(decision.id),
        "subject_kind": "post",
        "subject_commitment": hashlib.sha256(bytes.fromhex(row.salt) + b"post:1001").hexdigest(),
        "policy": "1",
        "clause": "bait",
        "treatment": "reduce",
        "factor": 0.3,
        "automated": False,
        "at": "2026-03-04T12:00:00+00:00",
    }
    (deed,) = audit.of_subject(POST)
    assert (deed.actor_id, deed.verb, deed.detail) == (
        MO_ID,
        "integrity.decide",
        {"decision": decision.id, "treatment": "reduce"},
    )


def test_decision_and_log_entry_fail_together() -> None:
    with mock.patch.object(translog, "append", side_effect=RuntimeError("log")), pytest.raises(RuntimeError):
        reduce()
    with mock.patch.object(audit, "record", side_effect=RuntimeError("audit")), pytest.raises(RuntimeError):
        reduce()
    with pytest.raises(ZeroDivisionError):
        _screen_and_fail()
    assert (Decision.objects.count(), Effect.objects.count(), OutboxEvent.objects.count()) == (0, 0, 0)
    assert translog.entries(newest_first=True) == []


def _screen_and_fail() -> None:
    with atomic_write():
        api.record_screening(api.screen(POST, ANA_ID, facts(text="share if you agree")))
        raise ZeroDivisionError


def test_a_decision_row_without_a_log_entry_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), atomic_write():
        Decision.objects.create(  # type: ignore[misc]  # the point is what the database says to None
            id=new_id(),
            subject_kind="post",
            subject_id=1,
            responsible=1,
            policy_version="1",
            treatment="none",
            automated=True,
            facts="",
            salt="00",
            log_entry=None,
        )


def test_automation_outside_a_write_is_refused() -> None:
    screening = api.screen(POST, ANA_ID, facts(text="share if you agree"))
    with mock.patch("django.db.connection.in_atomic_block", new=False), pytest.raises(RuntimeError):
        api.record_screening(screening)
    assert Decision.objects.count() == 0


def test_who_is_concerned_and_staff_read_a_decision_and_nobody_else() -> None:
    decision = reduce()
    assert api.access_decision(MO, decision.id) == decision
    own = api.access_decision(ANA, decision.id)
    assert (own.decider, own.note, own.factor) == (None, "", 0.5)
    assert api.decision_views([decision.id]) == {decision.id: own}
    assert api.decisions_about(ANA) == (own,)
    assert api.decisions_about(BEN) == ()
    for viewer in (BEN, NOBODY):
        with pytest.raises(NotFound):
            api.access_decision(viewer, decision.id)
    with pytest.raises(NotSignedIn):
        api.decisions_about(NOBODY)


def test_the_public_reads_decisions_without_names() -> None:
    first, second = reduce(), reduce(post_ref(7), 0.2)
    newest, oldest = api.public_decisions()
    assert (newest.id, newest.factor, newest.log_entry) == (second.id, 0.2, second.log_entry)
    assert api.public_decisions(max_id=second.id) == (oldest,)
    assert not {"responsible", "ref", "decider", "facts", "note"} & set(api.PublicDecision.__slots__)
    assert first.id == oldest.id


def test_a_report_is_read_by_its_reporter_and_staff() -> None:
    report = api.report(BEN, ref=POST, responsible=ANA_ID, clause_id="", comment="")
    assert api.report_of(MO, report.id) == api.report_of(BEN, report.id) == report
    for viewer in (ANA, NOBODY):
        with pytest.raises(NotFound):
            api.report_of(viewer, report.id)


def test_a_case_shows_the_history_of_the_subject_and_of_the_account() -> None:
    on_post, on_other = reduce(), reduce(post_ref(7))
    report = api.report(BEN, ref=POST, responsible=ANA_ID, clause_id="", comment="Again")
    detail = api.case(MO, report.case_id)
    assert detail.subject_history == (on_post,)
    assert detail.account_history == (on_other,)
    assert (detail.case.reports, detail.earlier_reports) == ((report,), ())


def test_erasing_a_person_leaves_the_log_and_no_words() -> None:
    mine = api.report(ANA, ref=post_ref(7), responsible=102, clause_id="", comment="My words")
    decision = reduce()
    api.erase(ANA_ID)
    assert api.report_of(MO, mine.id).comment == ""
    assert (Decision.objects.get().salt, api.access_decision(MO, decision.id).note) == ("", "")
    assert [entry.id for entry in translog.entries(newest_first=True)] == [decision.log_entry]
    assert api.treatments_for([POST])[POST].factor == 0.5


def test_erasing_a_moderator_leaves_none_of_their_words() -> None:
    noted = api.decide_on(
        MO, ref=POST, responsible=ANA_ID, clause_id="bait", treatment="reduce", note="I know her street"
    )
    api.undo(MAX, decision_id=noted.id, note="Max says no")
    api.erase(MO_ID)
    assert (Decision.objects.get().note, Decision.objects.get().undo_note) == ("", "Max says no")
    api.erase(MAX.require_account())
    assert Decision.objects.get().undo_note == ""


def test_erasing_a_person_leaves_nothing_of_what_fired() -> None:
    clause = api.current_policy().clause("threats")
    assert clause is not None
    numbers = (("hashtags", "ourstreet"), ("links", "anas-diary.example"))
    with atomic_write():
        found = api.Match(clause, clause.because, numbers)
        api.record_screening(api.Screening(POST, ANA_ID, "1", (found,)))
    api.erase(ANA_ID)
    ((suggestion,),) = [case.suggestions for case in api.queue(MO)]
    assert (suggestion.clause_id, suggestion.numbers) == ("threats", ())


def test_the_page_of_rules_says_what_follows() -> None:
    said = {clause.id: api.consequence(clause) for clause in api.current_policy().clauses}
    assert said["threats"] == "It goes."
    assert said["flooding"] == "It is held back for 48 hours at most."
    assert said["found-false"] == "It travels 0.10 times as far. It carries a note."
    clause = api.current_policy().clause("threats")
    assert clause is not None
    assert api.who_decides(clause) == "Automation may find it; a person decides."


def test_the_statement_of_reasons(noon: FrozenClock) -> None:
    api.label(MO, ref=POST, responsible=ANA_ID, label="false", link="https://facts.example/1", note="")
    (decision,) = api.decisions_about(ANA)
    said = api.statement(decision)
    assert said.facts == "A moderator found a published fact-check that says this is false, and linked it."
    assert (said.clause_id, said.clause_version, said.clause_title) == ("found-false", "1", "Found false")
    assert said.clause_text.startswith(
        "A post that a published fact-check found false stays, and counts against nobody."
    )
    assert (said.treatment, said.factor, said.automated) == ("reduce", 0.1, False)
    assert said.decided == "A moderator of this community decided this."
    assert said.effect == (
        "Where posts spread by themselves, this post travels 0.10 times as far as before. Your own page, direct "
        "links and the Latest view of your followers show it in full. "
        "It carries this note: A fact-check found this to be false."
    )
    assert said.duration == "It lasts until it is undone."
    assert said.appeal == (
        "If you think that this is wrong, appeal below, until 31 August 2026. Somebody who was not involved decides "
        "about it within 7 days and tells you why."
    )


def test_the_statement_says_when_a_hold_ends(noon: FrozenClock) -> None:
    with atomic_write():
        api.record_screening(api.screen(POST, ANA_ID, facts(links=("phishing.example",))))
    (decision,) = api.decisions_about(ANA)
    said = api.statement(decision)
    assert said.decided == "The rule was applied automatically. Nobody looked at it before."
    assert said.effect == "For now nobody but you sees this post; it waits for a person to look at it."
    assert said.duration == "It ends by itself on 6 March 2026 at 12:00 UTC."
    undone = api.undo(MO, decision_id=decision.id, note="")
    assert api.statement(undone).duration == "It ended on 4 March 2026 at 12:00 UTC, when it was undone."


@pytest.mark.parametrize("rows", [2, 20])
def test_reads_ask_the_same_number_of_queries_for_any_number_of_rows(
    rows: int, django_assert_num_queries: object
) -> None:
    refs = [post_ref(number + 1) for number in range(rows)]
    for number, ref in enumerate(refs):
        reduce(ref)
        api.report(Viewer(6000 + number), ref=ref, responsible=ANA_ID, clause_id="", comment="")
    count = django_assert_num_queries
    with count(2):  # type: ignore[operator]  # a fixture of pytest-django
        assert len(api.treatments_for(refs)) == rows
    with count(3):  # type: ignore[operator]  # a fixture of pytest-django
        assert len(api.queue(MO)) == rows
    with count(3):  # type: ignore[operator]  # a fixture of pytest-django
        assert len(api.decisions_about(ANA)) == rows
    with count(2):  # type: ignore[operator]  # a fixture of pytest-django
        assert len(api.public_decisions()) == rows


_STEPS = st.lists(
    st.tuples(st.sampled_from(["reduce", "inform", "remove", "hold", "undo"]), st.integers(0, 9)), max_size=14
)
_CLAUSE = {"reduce": "bait", "inform": "much-reported", "remove": "threats", "hold": "threats"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS)
def test_what_is_active_is_what_the_decisions_that_stand_say(steps: list[tuple[str, int]]) -> None:
    ref = post_ref(new_id())
    made: list[api.DecisionView] = []
    undone: set[int] = set()
    for verb, number in steps:
        if verb != "undo":
            clause_id = _CLAUSE[verb]
            made.append(
                api.decide_on(
                    MO, ref=ref, responsible=ANA_ID, clause_id=clause_id, treatment=verb, link="https://facts.example"
                )
            )
        elif made:
            chosen = made[number % len(made)].id
            api.undo(MO, decision_id=chosen, note="")
            undone.add(chosen)
    standing = [decision for decision in made if decision.id not in undone]
    active = api.treatments_for([ref]).get(ref, api.NO_TREATMENT)

    def ids(treatment: str) -> list[int]:
        return [decision.id for decision in standing if decision.treatment == treatment]

    assert [each.decision_id for each in active.reductions] == ids("reduce")
    assert [each.decision_id for each in active.informs] == ids("inform")
    assert [each.decision_id for each in (active.removed,) if each] == ids("remove")[:1]
    assert [each.decision_id for each in (active.held,) if each] == ids("hold")[:1]
    assert active.factor == pytest.approx(0.5 ** len(ids("reduce")))
