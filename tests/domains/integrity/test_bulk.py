"""Bulk decisions, notes, what similar items got, handling times."""

from datetime import date, timedelta

import pytest

from folkmoot.domains.integrity import api, providers
from folkmoot.domains.integrity.api import Likeness, Treatment
from folkmoot.infra.translog import api as translog
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Forbidden, Invalid, NotFound
from folkmoot.kernel.refs import SubjectKind, post_ref
from folkmoot.kernel.viewer import Viewer

from .people import ANA_ID, BEN, CARLA, MAX, MO, MO_ID, facts

pytestmark = pytest.mark.django_db(databases="__all__")


def reported(number: int, clause_id: str = "bait", *, about: int = 0, by: Viewer = BEN) -> int:
    return api.report(
        by, ref=post_ref(number), responsible=about or 5000 + number, clause_id=clause_id, comment=""
    ).case_id


def spam(*numbers: int) -> list[int]:
    """Cases about posts that say the same and link to one host."""
    words = {"text": "Double your money NOW at swindle.example", "links": ("swindle.example",)}
    known = {number: providers.Known(facts(**words), 1) for number in numbers}
    api.register_facts(SubjectKind.POST, lambda ids: {one: known[one] for one in ids if one in known})
    cases = [reported(number, "fraud") for number in numbers]
    api.rank_all()
    return cases


def decide_all(cases: list[int], viewer: Viewer = MO) -> api.BulkView:
    return api.decide_many(viewer, case_ids=cases, clause_id="fraud", treatment="remove", note="A wave")


def test_a_wave_is_decided_at_once_and_each_has_its_own_decision(clock: FrozenClock) -> None:
    cases = spam(1, 2, 3)
    done = decide_all(cases)
    assert [one.case_id for one in done.decisions] == cases
    assert len({one.log_entry for one in done.decisions}) == 3
    assert {one.treatment for one in done.decisions} == {Treatment.REMOVE}
    assert done.skipped == ()
    assert api.queue(MO) == ()
    assert [one.ref for one in api.decisions_about(Viewer(5002))] == [post_ref(2)]
    assert [entry.kind for entry in translog.entries(newest_first=True)] == ["decision"] * 3


def test_what_is_not_the_moderators_to_decide_is_left_with_the_reason(clock: FrozenClock) -> None:
    free, taken, *_ = spam(1, 2)
    own, decided = reported(3, "fraud", about=MO_ID), reported(4, "fraud")
    api.take(MAX, case_id=taken)
    api.decide(MAX, case_id=decided, clause_id="", treatment="none")
    done = decide_all([free, taken, own, decided, 7, free])
    assert [one.case_id for one in done.decisions] == [free]
    assert {one.id: one.why for one in done.skipped} == {
        taken: "Another moderator is working on this case. Please take another one.",
        own: "This is about yourself. Another moderator must decide it.",
        decided: "This case has been decided already.",
        7: NotFound("").safe,
    }
    assert api.bulk_of(MAX, done.id) == done
    assert {case.id for case in api.queue(MAX)} == {taken, own}


def test_a_bulk_is_undone_in_one_step_and_nothing_else_is(clock: FrozenClock) -> None:
    other = api.decide_on(MO, ref=post_ref(1), responsible=5001, clause_id="bait", treatment="reduce")
    done = decide_all(spam(1, 2, 3))
    api.undo(MAX, decision_id=done.decisions[0].id, note="Not this one")
    undone = api.undo_many(MO, bulk_id=done.id, note="The wrong rule")
    assert undone.undone_at == clock.moment
    assert all(one.undone_at is not None for one in undone.decisions)
    assert undone.decisions[0].undone_by == MAX.account_id
    refs = [post_ref(number) for number in (1, 2, 3)]
    assert {ref: found.factor for ref, found in api.treatments_for(refs).items()} == {post_ref(1): 0.5}
    assert api.access_decision(MO, other.id).undone_at is None
    kinds = [entry.kind for entry in translog.entries(newest_first=True)]
    assert (kinds.count("decision"), kinds.count("decision_undone")) == (4, 3)


@pytest.mark.parametrize("cases", [[], list(range(1, 102))])
def test_too_many_or_none_are_refused(cases: list[int]) -> None:
    with pytest.raises(Invalid) as refused:
        decide_all(cases)
    assert refused.value.field == "case"
    assert api.public_decisions() == ()


def test_one_wrong_order_decides_nothing() -> None:
    done = api.decide_many(MO, case_ids=spam(1), clause_id="found-false", treatment="remove")
    assert done.decisions == ()
    assert done.skipped[0].why == "The rule “Found false” does not allow that. It allows: reduce, inform."


def test_only_staff_decide_in_bulk() -> None:
    cases = spam(1)
    done = decide_all([7])
    for attempt in (
        lambda: decide_all(cases, BEN),
        lambda: api.undo_many(BEN, bulk_id=done.id),
        lambda: api.bulk_of(BEN, done.id),
        lambda: api.cases_like(BEN, cases[0], Likeness.TEXT),
        lambda: api.cases_by_id(BEN, cases),
        lambda: api.similar_to(BEN, cases[0]),
        lambda: api.add_note(BEN, case_id=cases[0], text="Hello"),
        lambda: api.case_notes(BEN, cases[0]),
        lambda: api.account_record(BEN, ANA_ID),
    ):
        with pytest.raises(Forbidden):
            attempt()
    assert (len(api.queue(MO)), api.case_notes(MO, cases[0])) == (1, ())


def test_a_wave_is_found_by_its_words_its_host_and_its_rule(clock: FrozenClock) -> None:
    first, second = spam(1, 2)
    alone = reported(3, "fraud")
    assert {case.id for case in api.cases_like(MO, first, Likeness.TEXT)} == {first, second}
    assert {case.id for case in api.cases_like(MO, first, Likeness.HOST)} == {first, second}
    assert {case.id for case in api.cases_like(MO, first, Likeness.CLAUSE)} == {first, second, alone}
    assert [case.id for case in api.cases_by_id(MO, [second, 7])] == [second]


def test_what_similar_items_got_stands_on_the_case(clock: FrozenClock) -> None:
    first, second, third = spam(1, 2, 3)
    other = reported(4, "fraud")
    api.decide(MO, case_id=first, clause_id="fraud", treatment="remove")
    wrong = api.decide(MO, case_id=second, clause_id="fraud", treatment="hold")
    api.undo(MO, decision_id=wrong.id, note="")
    api.decide(MAX, case_id=other, clause_id="", treatment="none")

    text, host, clause = api.similar_to(MO, third)
    assert (text.likeness, text.outcomes, text.undone, text.waiting) == (Likeness.TEXT, ((Treatment.REMOVE, 1),), 1, 0)
    assert (host.likeness, host.outcomes) == (Likeness.HOST, text.outcomes)
    assert dict(clause.outcomes) == {Treatment.REMOVE: 1, Treatment.NONE: 1}
    assert [sample.case_id for sample in clause.samples] == [other, second, first]


def test_an_accounts_history_in_numbers() -> None:
    for number in (1, 2, 3):
        reported(number, "harassment", about=ANA_ID)
    reported(1, about=ANA_ID, by=CARLA)
    cases = [case.id for case in api.queue(MO)]
    api.decide(MO, case_id=cases[0], clause_id="harassment", treatment="remove")
    undone = api.decide(MO, case_id=cases[1], clause_id="harassment", treatment="remove")
    api.undo(MO, decision_id=undone.id, note="")
    record = api.account_record(MO, ANA_ID)
    assert (record.reporters, record.open_cases, record.closed_cases) == (2, 1, 2)
    assert (record.stands, record.strikes, record.undone) == (((Treatment.REMOVE, 1),), 1, 1)


def test_notes_are_for_moderators_and_end_half_a_year_after_the_decision(clock: FrozenClock) -> None:
    case_id = reported(1)
    note = api.add_note(MO, case_id=case_id, text=" Talked with Max. ")
    assert (note.author, note.text) == (MO_ID, "Talked with Max.")
    assert api.case_notes(MAX, case_id) == (note,)
    api.decide(MO, case_id=case_id, clause_id="", treatment="none")
    clock.advance(timedelta(days=180))
    assert api.sweep_notes() == 0
    clock.advance(timedelta(seconds=1))
    assert api.sweep_notes() == 1
    assert api.case_notes(MAX, case_id) == ()


@pytest.mark.parametrize("text", ["", " \n", "x" * 1001])
def test_a_note_that_is_none_is_refused(text: str) -> None:
    case_id = reported(1)
    with pytest.raises(Invalid):
        api.add_note(MO, case_id=case_id, text=text)
    with pytest.raises(NotFound):
        api.add_note(MO, case_id=7, text="Where?")
    assert api.case_notes(MO, case_id) == ()


def test_handling_times_by_week_rule_and_queue(clock: FrozenClock) -> None:
    api.save_queue(MO, name="Harm", clauses=("harassment",))
    clock.advance(timedelta(days=1))  # to a Monday
    for hours, (number, clause) in enumerate(((1, "bait"), (2, "bait"), (3, "harassment")), start=1):
        case_id = reported(number, clause)
        clock.advance(timedelta(hours=hours))
        api.take(MO, case_id=case_id)
        clock.advance(timedelta(hours=hours))
        api.decide(MO, case_id=case_id, clause_id=clause, treatment="reduce" if clause == "bait" else "remove")
    reported(4)
    clock.advance(timedelta(days=2))

    figures = api.figures(MO)
    ((monday, week),) = figures.weeks
    assert (monday, week.cases) == (date(2026, 3, 2), 3)
    assert (week.taken, week.decided) == (api.Spread(2.0, 3.0), api.Spread(4.0, 6.0))
    assert [(clause, row.decided.median) for clause, row in figures.clauses] == [("bait", 2.0), ("harassment", 6.0)]
    assert [(name, row.cases) for name, row in figures.queues] == [("Harm", 1)]
    assert figures.open_by_age == (0, 0, 1, 0, 0)
    assert figures.oldest == clock.moment - timedelta(days=2)


def test_without_decisions_there_are_no_times() -> None:
    figures = api.figures(MO)
    assert (figures.weeks, figures.clauses, figures.queues, figures.oldest) == ((), (), (), None)
    assert figures.open_by_age == (0, 0, 0, 0, 0)
