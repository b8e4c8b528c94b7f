"""What is active is always what the decisions say that stand and have not run out."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as from_any
from hypothesis import strategies as st

from folkmoot.domains.integrity import api, rulings
from folkmoot.domains.integrity.policy.types import Limited, Treatment, TreatmentTerms
from folkmoot.domains.integrity.rulings import Ruling
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Conflict
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import SubjectRef, post_ref
from folkmoot.kernel.viewer import Role, Viewer

from .people import ANA, ANA_ID, MAX, MO, POST, facts

pytestmark = pytest.mark.django_db(databases="__all__")

_THIRD = Viewer(203, Role.MODERATOR)
_TERMS = {
    "remove": TreatmentTerms(Treatment.REMOVE),
    "hold": TreatmentTerms(Treatment.HOLD, hours=48),
    "half": TreatmentTerms(Treatment.REDUCE, factor=0.5),
    "short": TreatmentTerms(Treatment.REDUCE, factor=0.1, days=2),
    "inform": TreatmentTerms(Treatment.INFORM, text="Look"),
    "withhold": TreatmentTerms(Treatment.WITHHOLD, countries=("DE",), days=3),
    "restrict": TreatmentTerms(Treatment.RESTRICT, limits=(Limited.POST,), days=7),
}
_KINDS = st.lists(st.sampled_from(sorted(_TERMS)), min_size=1, max_size=3, unique=True)
_NUMBER = st.integers(0, 9)
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("make"), st.tuples(_KINDS, st.booleans())),
        st.tuples(st.sampled_from(["undo", "uphold", "overturn", "amend", "expire"]), _NUMBER),
        st.tuples(st.just("wait"), st.integers(1, 60)),
    ),
    max_size=14,
)


@dataclass
class Model:
    """Each decision that stands, with its terms and the moment of its making."""

    stands: dict[int, tuple[tuple[TreatmentTerms, ...], datetime]] = field(default_factory=dict)
    made: list[int] = field(default_factory=list)

    def add(self, decision_id: int, terms: tuple[TreatmentTerms, ...], at: datetime) -> None:
        self.stands[decision_id] = (terms, at)
        self.made.append(decision_id)

    def active(self, now: datetime) -> Iterator[tuple[int, TreatmentTerms]]:
        for decision_id in self.made:
            all_terms, at = self.stands.get(decision_id, ((), now))
            for terms in all_terms:
                lasts = timedelta(days=terms.days or 0, hours=terms.hours or 0)
                if not lasts or now < at + lasts:
                    yield decision_id, terms


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@from_any(steps=_STEPS)
def test_whatever_happens_the_effects_of_what_stands_are_active(
    noon: FrozenClock, steps: list[tuple[str, object]]
) -> None:
    ref, model = post_ref(new_id()), Model()
    for verb, argument in steps:
        _do(verb, argument, ref, model, noon)
        _compare(ref, model, noon.moment)


def _do(verb: str, argument: object, ref: SubjectRef, model: Model, noon: FrozenClock) -> None:
    if verb == "wait":
        noon.advance(timedelta(hours=int(str(argument))))
    elif verb == "expire":
        api.expire()
    elif verb == "make":
        assert isinstance(argument, tuple)
        kinds, automated = argument
        terms = tuple(_TERMS[kind] for kind in kinds)
        model.add(_make(ref, terms, None if automated else 201), terms, noon.moment)
    elif model.made:
        _touch(verb, model.made[int(str(argument)) % len(model.made)], model, noon.moment)


def _make(ref: SubjectRef, terms: tuple[TreatmentTerms, ...], decider: int | None) -> int:
    clause = api.current_policy().clause("threats")
    with atomic_write():
        return rulings.make(Ruling(ref, ANA_ID, "1", clause, terms, "Found.", decider=decider)).id


def _touch(verb: str, decision_id: int, model: Model, now: datetime) -> None:
    """Undo a decision, or appeal it and decide so; what is undone or appealed already refuses and changes nothing."""
    if verb == "undo":
        api.undo(MAX, decision_id=decision_id, note="")
        model.stands.pop(decision_id, None)
        return
    try:
        appeal = api.appeal(ANA, decision_id=decision_id, text="It is not so.")
    except Conflict:
        return
    decided = api.decide_appeal(
        Viewer(new_id(), Role.MODERATOR),  # somebody who took part in nothing before it
        appeal_id=appeal.id,
        outcome=verb,
        reasons="Read it.",
        clause_id="bait",
        treatment="reduce",
        factor=0.5,
    )
    if verb != "uphold":
        model.stands.pop(decision_id, None)
    if decided.state.replaced_by:
        model.add(decided.state.replaced_by, (_TERMS["half"],), now)


def _compare(ref: SubjectRef, model: Model, now: datetime) -> None:
    found = api.treatments_for([ref]).get(ref, api.NO_TREATMENT)
    expected = list(model.active(now))

    def ids(kind: Treatment) -> list[int]:
        return [decision_id for decision_id, terms in expected if terms.kind is kind]

    assert [one.decision_id for one in found.reductions] == ids(Treatment.REDUCE)
    assert [one.decision_id for one in found.informs] == ids(Treatment.INFORM)
    assert [one.decision_id for one in found.withheld] == ids(Treatment.WITHHOLD)
    assert [one.decision_id for one in found.restrictions] == ids(Treatment.RESTRICT)
    assert [one.decision_id for one in (found.removed,) if one] == ids(Treatment.REMOVE)[:1]
    assert [one.decision_id for one in (found.held,) if one] == ids(Treatment.HOLD)[:1]
    assert found.factor == pytest.approx(math.prod(terms.factor or 1.0 for _, terms in expected))


def test_undoing_a_removal_leaves_the_later_reduction() -> None:
    first = api.decide_on(MO, ref=POST, responsible=ANA_ID, clause_id="threats", treatment="remove")
    second = api.decide_on(MAX, ref=POST, responsible=ANA_ID, clause_id="bait", treatment="reduce")
    api.undo(MAX, decision_id=first.id, note="")
    active = api.treatments_for([POST])[POST]
    assert (active.removed, active.factor) == (None, 0.5)
    api.undo(MO, decision_id=second.id, note="")
    assert api.treatments_for([POST]) == {}


def test_undoing_what_ended_a_hold_does_not_hold_again() -> None:
    with atomic_write():
        api.record_screening(api.screen(POST, ANA_ID, facts(links=("phishing.example",))))
    assert api.treatments_for([POST])[POST].held is not None
    (case,) = api.queue(MO)
    made = api.decide(MO, case_id=case.id, clause_id="bait", treatment="reduce")
    api.undo(MAX, decision_id=made.id, note="")
    assert api.treatments_for([POST]) == {}


def test_machines_and_people_take_the_same_path() -> None:
    """What a decision writes is the same whoever decides: row, effects, log entry, audit row, event."""
    with atomic_write():
        api.record_screening(api.screen(POST, ANA_ID, facts(links=("phishing.example",))))
    other = post_ref(4711)
    api.decide_on(MO, ref=other, responsible=ANA_ID, clause_id="phishing-link", treatment="hold")
    by_person, by_machine = api.decisions_about(ANA)
    assert (by_machine.automated, by_person.automated) == (True, False)
    assert (by_machine.detected, by_person.detected) == ("automation", "person")
    assert [one.kind for one in by_machine.effects] == [one.kind for one in by_person.effects] == ["hold"]
    mine = {name: getattr(by_machine, name) for name in ("treatment", "clause_id", "reason", "strike", "appealable")}
    theirs = {name: getattr(by_person, name) for name in mine}
    assert mine == theirs
    assert len({by_machine.log_entry, by_person.log_entry}) == 2


def test_a_run_out_treatment_is_over_by_itself_told_once_and_stays_so(noon: FrozenClock) -> None:
    made = api.decide_on(MO, ref=POST, responsible=ANA_ID, clause_id="threats", treatment="hold")
    noon.advance(timedelta(hours=48))
    assert api.treatments_for([POST]) == {}
    said = api.statement(api.decisions_about(ANA)[0])
    assert said.duration == "It ended by itself on 6 March 2026 at 12:00 UTC."
    assert said.effect.startswith("Until it ran out: ")
    assert (api.expire(), api.expire()) == (1, 0)
    assert api.access_decision(ANA, made.id).has_ended
    noon.advance(-timedelta(hours=5))
    assert api.treatments_for([POST]) == {}, "a clock that goes back brings nothing back"
    assert api.undo(MAX, decision_id=made.id, note="").undone_at is not None


def test_clocks_that_go_back_give_nobody_a_case_for_ever(noon: FrozenClock) -> None:
    case_id = api.report(MAX, ref=POST, responsible=ANA_ID, clause_id="", comment="").case_id
    api.take(MO, case_id=case_id)
    noon.advance(-timedelta(minutes=1))
    with pytest.raises(Conflict):
        api.take(_THIRD, case_id=case_id)
    noon.advance(-timedelta(days=1))
    assert api.queue(MO)[0].taken_by is None
    assert api.take(_THIRD, case_id=case_id).taken_by == 203


def test_clocks_that_go_back_change_no_deadline(noon: FrozenClock) -> None:
    made = api.decide_on(MO, ref=POST, responsible=ANA_ID, clause_id="threats", treatment="remove")
    noon.advance(-timedelta(days=30))
    assert api.treatments_for([POST])[POST].removed is not None
    assert len(api.strikes_of(ANA_ID)) == 1
    appeal = api.appeal(ANA, decision_id=made.id, text="It is not so.")
    assert not appeal.is_late
    assert appeal.state.due_at == noon.moment + timedelta(days=7)
    noon.advance(timedelta(days=7, seconds=1))
    assert api.access_appeal(ANA, appeal.id).is_late
    noon.advance(-timedelta(days=1))
    assert not api.access_appeal(ANA, appeal.id).is_late
    api.decide_appeal(MAX, appeal_id=appeal.id, outcome="overturn", reasons="Read it.")
    assert api.treatments_for([POST]) == {}
