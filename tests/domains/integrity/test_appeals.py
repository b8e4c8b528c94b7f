"""Appeals: filed, talked about, decided by somebody else, with what follows."""

from datetime import timedelta

import pytest

from folkmoot.domains.integrity import api, providers
from folkmoot.domains.integrity.models import Appeal, Decision, Effect
from folkmoot.infra.audit import api as audit
from folkmoot.infra.outbox.models import OutboxEvent
from folkmoot.infra.translog import api as translog
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Conflict, Forbidden, Invalid, NotFound, NotSignedIn
from folkmoot.kernel.viewer import Viewer

from .people import ANA, ANA_ID, BEN, MAX, MO, NOBODY, OLGA, POST, facts

pytestmark = pytest.mark.django_db(databases="__all__")


def removed(clause_id: str = "harassment") -> api.DecisionView:
    """Mo has removed Ana's post, which Ben reported."""
    filed = api.report(BEN, ref=POST, responsible=ANA_ID, clause_id=clause_id, comment="")
    return api.decide(MO, case_id=filed.case_id, clause_id=clause_id, treatment="remove")


def appealed(decision: api.DecisionView | None = None) -> api.AppealView:
    return api.appeal(ANA, decision_id=(decision or removed()).id, text="I quoted what was said to me.")


def logged() -> list[str]:
    return [entry.kind for entry in translog.entries(newest_first=True)][::-1]


def active() -> api.Treatments:
    return api.treatments_for([POST]).get(POST, api.NO_TREATMENT)


def test_an_appeal_is_text_and_replies_without_names(noon: FrozenClock) -> None:
    filed = appealed()
    assert (filed.state.due_at, filed.is_open) == (noon.moment + timedelta(days=7), True)
    api.reply(MAX, appeal_id=filed.id, text="Where was it said to you?")
    api.reply(ANA, appeal_id=filed.id, text="In the thread above.")

    said = [(one.from_staff, one.text, one.author) for one in api.access_appeal(ANA, filed.id).messages]
    assert said == [
        (False, "I quoted what was said to me.", 101),
        (True, "Where was it said to you?", None),
        (False, "In the thread above.", 101),
    ]
    assert [one.author for one in api.access_appeal(OLGA, filed.id).messages] == [101, 202, 101]
    assert OutboxEvent.objects.filter(kind="integrity.appeal_replied").count() == 1
    with pytest.raises(Conflict, match="said twice"):
        api.reply(ANA, appeal_id=filed.id, text="In the thread above. ")
    with pytest.raises(NotFound):
        api.reply(BEN, appeal_id=filed.id, text="Let me see")
    with pytest.raises(NotFound):
        api.access_appeal(BEN, filed.id)


def test_one_appeal_for_each_decision_and_only_ones_own() -> None:
    decision = removed()
    for stranger in (BEN, MO, OLGA):
        with pytest.raises(NotFound):
            api.appeal(stranger, decision_id=decision.id, text="Not mine")
    with pytest.raises(NotSignedIn):
        api.appeal(NOBODY, decision_id=decision.id, text="Nobody's")
    with pytest.raises(Invalid):
        api.appeal(ANA, decision_id=decision.id, text="  ")
    assert not Appeal.objects.exists()

    appealed(decision)
    with pytest.raises(Conflict) as again:
        appealed(decision)
    assert again.value.safe == "You have appealed this decision already. Write there what you want to add."
    assert Appeal.objects.count() == 1


def test_when_no_appeal_is_possible_the_sentence_says_so(noon: FrozenClock) -> None:
    decision = removed()
    noon.advance(timedelta(days=180, seconds=1))
    with pytest.raises(Conflict) as late:
        appealed(decision)
    assert late.value.safe == "An appeal is possible for 180 days after the decision. That time is over."
    noon.advance(-timedelta(days=1))
    api.undo(MAX, decision_id=decision.id, note="")
    with pytest.raises(Conflict) as undone:
        appealed(decision)
    assert undone.value.safe == "This decision was undone. There is nothing left to appeal."
    final = api.decide_on(MO, ref=POST, responsible=ANA_ID, clause_id="threats", treatment="remove")
    Decision.objects.filter(id=final.id).update(appealable=False)
    with pytest.raises(Conflict) as closed:
        appealed(final)
    assert closed.value.safe.startswith("This rule allows no appeal.")
    assert not Appeal.objects.exists()


def test_the_involved_do_not_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    filed = api.report(OLGA, ref=POST, responsible=ANA_ID, clause_id="harassment", comment="")
    decision = api.decide(MO, case_id=filed.case_id, clause_id="harassment", treatment="remove")
    appeal = appealed(decision)
    api.register_staff(lambda: {MO.require_account(), OLGA.require_account()})
    for judge, said in (
        (MO, "You took part in this decision. Another moderator must judge the appeal."),
        (OLGA, "You reported this yourself. Another moderator must decide it."),
    ):
        with pytest.raises(Forbidden) as refused:
            api.decide_appeal(judge, appeal_id=appeal.id, outcome="overturn", reasons="I know better")
        assert refused.value.safe == said
        assert api.access_appeal(judge, appeal.id).own_part == said
        assert [one.own_part for one in api.appeals(judge)] == [said]
        with pytest.raises(Forbidden):
            api.reply(judge, appeal_id=appeal.id, text="Listen")
    with pytest.raises(Forbidden):
        api.decide_appeal(BEN, appeal_id=appeal.id, outcome="overturn", reasons="Not staff")
    assert api.waits_for_somebody(MO, appeal.id)
    assert active().removed is not None

    api.register_staff(lambda: {MO.require_account(), OLGA.require_account(), MAX.require_account()})
    assert not api.waits_for_somebody(MO, appeal.id)
    friends = {(202, ANA_ID): "You are friends."}
    monkeypatch.setattr(providers, "_conflicts", [lambda *, decider, responsible: friends.get((decider, responsible))])
    assert api.waits_for_somebody(MO, appeal.id)
    with pytest.raises(Forbidden, match="involved"):
        api.decide_appeal(MAX, appeal_id=appeal.id, outcome="overturn", reasons="For a friend")
    assert api.access_appeal(ANA, appeal.id).is_open


def test_where_one_moderator_decided_the_operator_may_judge() -> None:
    filed = api.decide_appeal(OLGA, appeal_id=appealed().id, outcome="overturn", reasons="It was a quotation.")
    assert filed.state.outcome is api.Outcome.OVERTURN


def test_upheld_the_decision_stands() -> None:
    appeal = appealed()
    decided = api.decide_appeal(MAX, appeal_id=appeal.id, outcome="uphold", reasons="There is no quotation.")
    assert (decided.state.outcome, decided.state.reasons) == (api.Outcome.UPHOLD, "There is no quotation.")
    assert active().removed is not None
    assert len(api.strikes_of(ANA_ID)) == 1
    assert logged() == ["decision", "appeal_decided"]
    assert audit.of_subject(f"appeal:{appeal.id}")[0].verb == "integrity.decide_appeal"
    (decision,) = api.decisions_about(ANA)
    assert api.statement(decision).appeal == (
        "Your appeal was decided: the decision stands. The reasons: There is no quotation."
    )
    assert api.access_appeal(ANA, appeal.id).decided_by is None


def test_overturned_everything_ends_and_it_counts_against_the_clause() -> None:
    decision = removed()
    other = api.decide_on(MAX, ref=POST, responsible=ANA_ID, clause_id="bait", treatment="reduce")
    assert len(api.strikes_of(ANA_ID)) == 1
    appeal = appealed(decision)
    api.decide_appeal(MAX, appeal_id=appeal.id, outcome="overturn", reasons="You are right.")
    assert (active().removed, active().factor) == (None, 0.5)
    assert [one.decision_id for one in active().reductions] == [other.id]
    assert api.strikes_of(ANA_ID) == ()
    assert logged() == ["decision", "decision", "decision_undone", "appeal_decided"]
    figures = api.clause_figures()["harassment"]
    assert (figures.decisions, figures.appealed, figures.overturned, figures.undone) == (1, 1, 1, 1)
    assert (figures.overturned_share, api.clause_figures()["bait"].appealed) == (1.0, 0)
    assert OutboxEvent.objects.filter(kind="integrity.appeal_decided").count() == 1


def test_amended_a_new_decision_takes_its_place() -> None:
    appeal = appealed()
    decided = api.decide_appeal(
        MAX,
        appeal_id=appeal.id,
        outcome="amend",
        reasons="It only looks like bait.",
        clause_id="bait",
        treatment="reduce",
        factor=0.4,
    )
    new = api.access_decision(ANA, decided.state.replaced_by or 0)
    assert (new.clause_id, new.treatment, new.factor, new.appealable) == ("bait", "reduce", 0.4, True)
    assert (active().removed, active().factor) == (None, 0.4)
    assert api.strikes_of(ANA_ID) == ()
    assert logged() == ["decision", "decision", "decision_undone", "appeal_decided"]
    assert api.clause_figures()["harassment"].amended == 1


def test_who_decided_first_does_not_judge_what_took_its_place() -> None:
    amended = api.decide_appeal(
        MAX, appeal_id=appealed().id, outcome="amend", reasons="Bait", clause_id="bait", treatment="reduce"
    )
    again = api.appeal(ANA, decision_id=amended.state.replaced_by or 0, text="It is no bait either")
    said = "You took part in this decision. Another moderator must judge the appeal."
    for judge in (MO, MAX):
        with pytest.raises(Forbidden) as refused:
            api.decide_appeal(judge, appeal_id=again.id, outcome="uphold", reasons="I knew it")
        assert refused.value.safe == said
        assert [one.own_part for one in api.appeals(judge)] == [said]
    assert not api.decide_appeal(OLGA, appeal_id=again.id, outcome="overturn", reasons="It is news").is_open
    assert active() == api.NO_TREATMENT


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"outcome": "forget", "reasons": "Why not"}, "outcome"),
        ({"outcome": "uphold", "reasons": "  "}, "reasons"),
        ({"outcome": "amend", "reasons": "Better so", "clause_id": "bait", "treatment": "remove"}, "treatment"),
        ({"outcome": "amend", "reasons": "Better so"}, "clause_id"),
        ({"outcome": "amend", "reasons": "Better so", "clause_id": "bait", "treatment": "none"}, "treatment"),
    ],
)
def test_an_outcome_that_makes_no_sense_changes_nothing(given: dict[str, str], field: str) -> None:
    appeal = appealed()
    with pytest.raises(Invalid) as refused:
        api.decide_appeal(MAX, appeal_id=appeal.id, **given)  # type: ignore[arg-type] # texts alone
    assert refused.value.field == field
    assert api.access_appeal(ANA, appeal.id).is_open
    assert active().removed is not None
    assert logged() == ["decision"]


def test_a_second_outcome_is_refused() -> None:
    appeal = appealed()
    api.decide_appeal(MAX, appeal_id=appeal.id, outcome="uphold", reasons="It stands.")
    with pytest.raises(Conflict):
        api.decide_appeal(OLGA, appeal_id=appeal.id, outcome="overturn", reasons="It does not.")
    with pytest.raises(Conflict):
        api.reply(ANA, appeal_id=appeal.id, text="But")
    assert active().removed is not None
    assert logged() == ["decision", "appeal_decided"]


def test_who_undoes_a_decision_grants_its_appeal() -> None:
    appeal = appealed()
    api.undo(MO, decision_id=appeal.decision.id, note="I was wrong.")
    found = api.access_appeal(ANA, appeal.id)
    assert (found.state.outcome, found.state.reasons) == (api.Outcome.OVERTURN, "I was wrong.")
    assert logged() == ["decision", "decision_undone", "appeal_decided"]


def test_who_was_overruled_does_not_decide_the_same_again() -> None:
    appeal = appealed()
    api.decide_appeal(MAX, appeal_id=appeal.id, outcome="overturn", reasons="It was a quotation.")
    case_id = api.report(Viewer(104), ref=POST, responsible=ANA_ID, clause_id="harassment", comment="").case_id
    said = "Your decision about this was changed on appeal. Another moderator must decide it."
    for deed in (
        lambda: api.take(MO, case_id=case_id),
        lambda: api.decide(MO, case_id=case_id, clause_id="harassment", treatment="remove"),
        lambda: api.decide_on(MO, ref=POST, responsible=ANA_ID, clause_id="harassment", treatment="remove"),
        lambda: api.label(MO, ref=POST, responsible=ANA_ID, label="bait", link="", note=""),
    ):
        with pytest.raises(Forbidden) as refused:
            deed()
        assert refused.value.safe == said
    assert api.next_case(MO) is None
    assert active() == api.NO_TREATMENT
    assert api.decide(MAX, case_id=case_id, clause_id="", treatment="none").decider == MAX.account_id


def test_late_appeals_stand_first(noon: FrozenClock) -> None:
    first = appealed()
    noon.advance(timedelta(days=2))
    with atomic_write():
        api.record_screening(api.screen(POST, ANA_ID, facts(links=("phishing.example",))))
    held = api.decisions_about(ANA)[0]
    second = appealed(held)
    assert [(one.id, one.is_late) for one in api.appeals(MAX)] == [(first.id, False), (second.id, False)]
    noon.advance(timedelta(days=5, seconds=1))
    assert [(one.id, one.is_late) for one in api.appeals(MAX)] == [(first.id, True), (second.id, False)]
    api.decide_appeal(MAX, appeal_id=first.id, outcome="uphold", reasons="It stands.")
    assert [one.id for one in api.appeals(MAX)] == [second.id]
    assert [one.id for one in api.appeals(MAX, "decided")] == [first.id]


def test_whoever_erases_the_account_closes_the_appeal() -> None:
    appeal = appealed()
    api.erase(ANA_ID)
    found = api.access_appeal(MAX, appeal.id)
    assert (found.state.outcome, [one.text for one in found.messages]) == (api.Outcome.CLOSED, [""])
    assert logged() == ["decision", "appeal_decided"]
    assert not OutboxEvent.objects.filter(kind="integrity.appeal_decided").exists()
    api.erase(ANA_ID)
    assert logged() == ["decision", "appeal_decided"]


def test_an_outcome_without_a_log_entry_cannot_be_stored() -> None:
    from django.db import IntegrityError, transaction

    appeal = appealed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(id=appeal.id).update(outcome="overturn")
    assert Effect.objects.filter(ended_at=None).exists()
