"""Two moderators at once: the second is told, and only one thing has happened."""

from functools import partial

import pytest

from folkmoot.domains.integrity import api, choosing
from folkmoot.domains.integrity.models import Decision
from folkmoot.infra.translog.models import LogEntry
from folkmoot.kernel.errors import Conflict
from folkmoot.kernel.refs import account_ref, post_ref
from tests.at_once import at_once, only_on_a_server

from .people import ANA, ANA_ID, BEN, MAX, MO, OLGA, POST

pytestmark = pytest.mark.django_db(databases="__all__")


def reported(number: int = 0) -> int:
    return api.report(BEN, ref=post_ref(7000 + number), responsible=ANA_ID, clause_id="", comment="").case_id


def test_of_two_outcomes_of_one_appeal_the_second_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Olga overturns while Max has the form open and is about to uphold."""
    made = api.decide_on(MO, ref=POST, responsible=ANA_ID, clause_id="threats", treatment="remove")
    appeal = api.appeal(ANA, decision_id=made.id, text="It is not so.")
    ordered = choosing.order

    def slow(**given: object) -> choosing.Order:
        monkeypatch.setattr(choosing, "order", ordered)
        api.decide_appeal(OLGA, appeal_id=appeal.id, outcome="overturn", reasons="Right.")
        return ordered(**given)  # type: ignore[arg-type] # what the command gave

    monkeypatch.setattr(choosing, "order", slow)
    with pytest.raises(Conflict):
        api.decide_appeal(MAX, appeal_id=appeal.id, outcome="uphold", reasons="Wrong.")
    assert api.access_appeal(MAX, appeal.id).state.outcome == "overturn"
    assert api.treatments_for([POST]) == {}


def test_of_two_decisions_of_one_case_the_second_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = reported()
    ordered = choosing.order

    def slow(**given: object) -> choosing.Order:
        monkeypatch.setattr(choosing, "order", ordered)
        api.decide(MAX, case_id=case_id, clause_id="", treatment="none")
        return ordered(**given)  # type: ignore[arg-type] # what the command gave

    monkeypatch.setattr(choosing, "order", slow)
    with pytest.raises(Conflict):
        api.decide(MO, case_id=case_id, clause_id="bait", treatment="reduce")
    assert [(row.treatment, row.decider) for row in Decision.objects.all()] == [("none", MAX.account_id)]


@pytest.mark.django_db(databases="__all__", transaction=True)
class TestOnAServer:
    """SQLite lets one write at a time, and its tests live in one connection."""

    @pytest.fixture(autouse=True)
    def _only_there(self) -> None:
        only_on_a_server()

    def test_decisions(self) -> None:
        for number in range(5):
            case_id = reported(number)
            ends = at_once(
                partial(api.decide, MO, case_id=case_id, clause_id="bait", treatment="reduce"),
                partial(api.decide, MAX, case_id=case_id, clause_id="", treatment="none"),
            )
            assert (set(ends), Decision.objects.filter(case=case_id).count()) == ({None, Conflict}, 1)

    def test_undoing(self) -> None:
        for number in range(5):
            ref = post_ref(7000 + number)
            made = api.decide_on(MO, ref=ref, responsible=ANA_ID, clause_id="bait", treatment="reduce")
            ends = at_once(*[partial(api.undo, who, decision_id=made.id, note="") for who in (MO, MAX)])
            assert ends == [None, None]
        assert LogEntry.objects.filter(kind="decision_undone").count() == 5

    def test_appeals_and_outcomes(self) -> None:
        for number in range(5):
            ref = post_ref(7000 + number)
            made = api.decide_on(MO, ref=ref, responsible=ANA_ID, clause_id="bait", treatment="reduce")
            filing = partial(api.appeal, ANA, decision_id=made.id, text="It is not so.")
            assert set(at_once(filing, filing)) == {None, Conflict}
            brief = api.access_decision(ANA, made.id).appeal
            assert brief is not None
            ends = at_once(
                partial(api.decide_appeal, MAX, appeal_id=brief.id, outcome="uphold", reasons="So."),
                partial(api.decide_appeal, OLGA, appeal_id=brief.id, outcome="overturn", reasons="Not so."),
            )
            assert set(ends) == {None, Conflict}
        assert LogEntry.objects.filter(kind="appeal_decided").count() == 5

    def test_an_outcome_and_an_undoing(self) -> None:
        for number in range(5):
            ref = post_ref(7000 + number)
            made = api.decide_on(MO, ref=ref, responsible=ANA_ID, clause_id="bait", treatment="reduce")
            appeal = api.appeal(ANA, decision_id=made.id, text="It is not so.")
            ends = at_once(
                partial(api.decide_appeal, MAX, appeal_id=appeal.id, outcome="overturn", reasons="Not so."),
                partial(api.undo, MO, decision_id=made.id, note=""),
            )
            assert set(ends) <= {None, Conflict}
            assert api.treatments_for([ref]) == {}
        assert LogEntry.objects.filter(kind="decision_undone").count() == 5
        assert LogEntry.objects.filter(kind="appeal_decided").count() == 5

    def test_two_second_persons(self) -> None:
        for number in range(5):
            proposal = api.propose_removal(
                MO, ref=account_ref(7000 + number), responsible=7000 + number, clause_id="fraud"
            )
            ends = at_once(
                partial(api.confirm_removal, MAX, proposal_id=proposal.id),
                partial(api.reject_removal, OLGA, proposal_id=proposal.id),
            )
            assert set(ends) == {None, Conflict}
