"""Strikes: from rules about harm alone, proportional, for 90 days; what they lead to is only proposed."""

import dataclasses
from datetime import timedelta

import pytest

from folkmoot.domains.integrity import api
from folkmoot.domains.integrity.policy.types import Decides, Limited
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Forbidden, Invalid
from folkmoot.kernel.refs import account_ref, post_ref

from .people import ANA, ANA_ID, MAX, MO, POST

pytestmark = pytest.mark.django_db(databases="__all__")
ACCOUNT = account_ref(ANA_ID)


def strike(number: int) -> api.DecisionView:
    made = api.decide_on(
        MO, ref=post_ref(5000 + number), responsible=ANA_ID, clause_id="harassment", treatment="remove"
    )
    api.propose_next_step(api.DecisionMade(made.id))
    return made


def test_a_strike_counts_for_90_days(noon: FrozenClock) -> None:
    made = strike(1)
    (found,) = api.strikes_of(ANA_ID)
    assert (found.decision_id, found.clause_title) == (made.id, "Harassment of a person")
    assert found.expires_at == noon.moment + timedelta(days=90)
    noon.advance(timedelta(days=90))
    assert api.strikes_of(ANA_ID) == ()


def test_an_undone_decision_leaves_no_strike() -> None:
    made = strike(1)
    api.undo(MAX, decision_id=made.id, note="")
    assert api.strikes_of(ANA_ID) == ()


def test_falsehood_and_offence_give_none() -> None:
    api.label(MO, ref=POST, responsible=ANA_ID, label="false", link="https://facts.example/1", note="")
    api.decide_on(MO, ref=POST, responsible=ANA_ID, clause_id="bait", treatment="reduce")
    assert len(api.decisions_about(ANA)) == 2
    assert api.strikes_of(ANA_ID) == ()


def test_a_hold_gives_none_as_nothing_was_found_yet() -> None:
    made = api.decide_on(MO, ref=POST, responsible=ANA_ID, clause_id="threats", treatment="hold")
    assert not made.strike


def test_a_machine_strikes_nobody() -> None:
    clause = api.current_policy().clause("threats")
    assert clause is not None
    alone = dataclasses.replace(clause, decides=Decides.AUTOMATION)
    with atomic_write():
        api.record_screening(api.Screening(POST, ANA_ID, "forged", (api.Match(alone, alone.because),)))
    made = api.decisions_about(ANA)[0]
    assert (made.automated, made.treatment, made.strike) == (True, "remove", False)
    assert api.strikes_of(ANA_ID) == ()


def test_the_ladder_is_published_and_rises() -> None:
    assert [step.strikes for step in api.LADDER] == [1, 2, 3, 5, 8]
    assert api.step_for(0) is None
    assert [api.step_for(count) for count in (1, 2, 4, 7, 100)] == list(api.LADDER)
    assert api.next_step(2) == api.LADDER[2]
    assert api.next_step(8) is None
    days = [step.terms.days for step in api.LADDER if step.terms]
    assert days == [7, 7, 30]


def test_the_third_strike_is_proposed_to_a_person_and_restricts_nobody(noon: FrozenClock) -> None:
    for number in (1, 2):
        strike(number)
    assert [case.ref for case in api.queue(MAX)] == []
    last = strike(3)
    (case,) = api.queue(MAX)
    assert (case.ref, case.suggestions[0].clause_id) == (ACCOUNT, "harassment")
    assert case.suggestions[0].facts.startswith("3 strikes within 90 days. The published ladder says: ")
    assert api.treatments_for([ACCOUNT]) == {}
    api.propose_next_step(api.DecisionMade(last.id))
    assert len(api.queue(MAX)) == 1

    made = api.decide(MAX, case_id=case.id, clause_id="harassment", treatment="restrict")
    assert (made.strike, len(api.strikes_of(ANA_ID))) == (False, 3)
    (restriction,) = api.treatments_for([ACCOUNT])[ACCOUNT].restrictions
    assert restriction.limits == (Limited.REPLY, Limited.MESSAGE)
    assert restriction.until == noon.moment + timedelta(days=7)
    noon.advance(timedelta(days=7))
    assert api.treatments_for([ACCOUNT]) == {}


def test_without_strikes_a_clause_does_not_restrict() -> None:
    strike(1)
    with pytest.raises(Invalid, match="treatment"):
        api.decide_on(MAX, ref=ACCOUNT, responsible=ANA_ID, clause_id="harassment", treatment="restrict")
    assert api.treatments_for([ACCOUNT]) == {}


def test_what_a_restricted_account_is_told(noon: FrozenClock) -> None:
    api.refuse_restricted(ANA_ID, [Limited.POST, Limited.REPLY])
    for number in (1, 2, 3):
        strike(number)
    made = api.decide_on(MAX, ref=ACCOUNT, responsible=ANA_ID, clause_id="harassment", treatment="restrict")
    api.refuse_restricted(ANA_ID, [Limited.POST])
    with pytest.raises(Forbidden) as refused:
        api.refuse_restricted(ANA_ID, [Limited.POST, Limited.REPLY])
    assert refused.value.safe == (
        "Until 11 March 2026 at 12:00 UTC your account cannot reply to, quote or mention people who do not follow it. "
        "The reason: This harasses a person. "
        f"The statement, and how to appeal: http://localhost:8000/decisions/{made.id}"
    )
