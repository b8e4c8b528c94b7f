"""Nobody loses an account by the word of one person."""

import pytest

from folkmoot.domains.integrity import api, rulings
from folkmoot.domains.integrity.models import Decision, Proposal
from folkmoot.domains.integrity.policy.types import Treatment, TreatmentTerms
from folkmoot.domains.integrity.rulings import Ruling
from folkmoot.infra.translog import api as translog
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Conflict, Forbidden, Invalid
from folkmoot.kernel.refs import account_ref

from .people import ANA, ANA_ID, BEN, CARLA, MAX, MO, OLGA, POST

pytestmark = pytest.mark.django_db(databases="__all__")
ACCOUNT = account_ref(ANA_ID)


def proposed() -> api.ProposalView:
    api.report(BEN, ref=ACCOUNT, responsible=ANA_ID, clause_id="fraud", comment="")
    return api.propose_removal(MO, ref=ACCOUNT, responsible=ANA_ID, clause_id="fraud", note="Twelve people lost money.")


def is_removed() -> bool:
    return api.treatments_for([ACCOUNT]).get(ACCOUNT, api.NO_TREATMENT).removed is not None


def test_a_second_person_confirms() -> None:
    proposal = proposed()
    assert not is_removed()
    (case,) = api.queue(MAX)
    assert case.proposal == proposal
    assert (proposal.clause_title, proposal.note) == ("Fraud", "Twelve people lost money.")

    with pytest.raises(Forbidden) as own:
        api.confirm_removal(MO, proposal_id=proposal.id)
    assert own.value.safe == "You proposed this yourself. A second person must confirm it."
    with pytest.raises(Forbidden):
        api.confirm_removal(BEN, proposal_id=proposal.id)
    assert not is_removed()

    made = api.confirm_removal(MAX, proposal_id=proposal.id)
    assert is_removed()
    assert (made.decider, made.seconded_by, made.strike) == (201, 202, True)
    assert made.facts.endswith("found that this rule applies. A second person confirmed it.")
    assert api.statement(made).decided == "A moderator of this community decided this, and a second one confirmed it."
    assert (api.decisions_about(ANA)[0].decider, api.decisions_about(ANA)[0].seconded_by) == (None, None)
    assert api.queue(MAX) == ()
    with pytest.raises(Conflict):
        api.confirm_removal(OLGA, proposal_id=proposal.id)
    assert Decision.objects.count() == 1


def test_a_second_person_rejects_and_the_case_stays_open() -> None:
    proposal = proposed()
    api.reject_removal(MAX, proposal_id=proposal.id, note="A warning is enough.")
    assert not is_removed()
    assert api.queue(MAX)[0].proposal is None
    with pytest.raises(Conflict):
        api.confirm_removal(OLGA, proposal_id=proposal.id)
    assert not Decision.objects.exists()


def test_the_involved_are_no_second_person() -> None:
    api.report(MAX, ref=ACCOUNT, responsible=ANA_ID, clause_id="fraud", comment="")
    proposal = proposed()
    with pytest.raises(Forbidden, match="reporter"):
        api.confirm_removal(MAX, proposal_id=proposal.id)
    assert not is_removed()
    api.confirm_removal(OLGA, proposal_id=proposal.id)
    assert is_removed()


def test_one_person_cannot_remove_an_account_by_any_path() -> None:
    case_id = api.report(CARLA, ref=ACCOUNT, responsible=ANA_ID, clause_id="", comment="").case_id
    with pytest.raises(Forbidden, match="one person"):
        api.decide(MO, case_id=case_id, clause_id="fraud", treatment="remove")
    with pytest.raises(Forbidden, match="one person"):
        api.decide_on(MO, ref=ACCOUNT, responsible=ANA_ID, clause_id="fraud", treatment="remove")
    clause = api.current_policy().clause("fraud")
    for decider in (None, 201):
        ruling = Ruling(
            ref=ACCOUNT,
            responsible=ANA_ID,
            policy_version="1",
            clause=clause,
            terms=(TreatmentTerms(Treatment.REMOVE),),
            facts="",
            decider=decider,
            seconded_by=decider,
        )
        with pytest.raises(RuntimeError, match="not seconded"), atomic_write():
            rulings.make(ruling)
    restricted = api.decide_on(MO, ref=ACCOUNT, responsible=ANA_ID, clause_id="fake-account", treatment="reduce")
    appeal = api.appeal(ANA, decision_id=restricted.id, text="It is me.")
    with pytest.raises(Invalid, match="treatment"):
        api.decide_appeal(
            MAX, appeal_id=appeal.id, outcome="amend", reasons="Worse", clause_id="fraud", treatment="remove"
        )
    assert not is_removed()
    assert Decision.objects.count() == 1


def test_what_is_done_meanwhile_leaves_the_proposal_open() -> None:
    proposal = proposed()
    api.decide(MAX, case_id=proposal.case_id, clause_id="fake-account", treatment="reduce", factor=0.1)
    assert api.queue(MO)[0].proposal == proposal
    api.confirm_removal(OLGA, proposal_id=proposal.id)
    assert is_removed()


def test_deciding_that_nothing_is_to_be_done_answers_the_proposal() -> None:
    proposal = proposed()
    api.decide(MAX, case_id=proposal.case_id, clause_id="", treatment="none")
    assert api.queue(MO) == ()
    with pytest.raises(Conflict):
        api.confirm_removal(OLGA, proposal_id=proposal.id)
    assert Proposal.objects.filter(answered_at=None).count() == 0


def test_a_removal_is_proposed_once_and_only_of_accounts() -> None:
    proposed()
    with pytest.raises(Conflict):
        api.propose_removal(MAX, ref=ACCOUNT, responsible=ANA_ID, clause_id="fraud")
    with pytest.raises(Invalid):
        api.propose_removal(MAX, ref=POST, responsible=ANA_ID, clause_id="fraud")
    with pytest.raises(Invalid):
        api.propose_removal(OLGA, ref=account_ref(102), responsible=102, clause_id="flooding")
    assert Proposal.objects.count() == 1
    assert list(translog.entries()) == []


def test_the_only_moderator_is_told_so() -> None:
    api.register_staff(lambda: {201})
    assert api.is_alone(201)
    api.register_staff(lambda: {201, 202})
    assert not api.is_alone(201)
