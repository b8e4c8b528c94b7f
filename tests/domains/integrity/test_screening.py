"""What the default policy does with what people write."""

from datetime import timedelta

import pytest

from folkmoot.domains.integrity import api
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Conflict, Forbidden, Invalid
from folkmoot.kernel.refs import SubjectKind, account_ref

from .people import ANA, ANA_ID, BEN, CARLA, MAX, MO, MO_ID, OTHER_POST, POST, facts

pytestmark = pytest.mark.django_db(databases="__all__")

CHECK = "https://facts.example/42"


def publish(**given: object) -> api.Screening:
    screening = api.screen(POST, ANA_ID, facts(**given))
    with atomic_write():
        api.record_screening(screening)
    return screening


def matched(**given: object) -> list[str]:
    return [match.clause.id for match in api.screen(POST, ANA_ID, facts(**given)).matches]


@pytest.mark.parametrize(
    ("given", "clauses"),
    [
        ({"text": "Good morning, town!"}, []),
        ({"text": "The massacre never happened."}, []),
        ({"text": "You're a liar."}, []),
        ({"text": "I WILL KILL YOU."}, ["threats"]),
        ({"text": "I will kill yours"}, []),
        ({"text": "He said “I know where you live”"}, ["threats"]),
        ({"text": "Double your bitcoin!"}, ["fraud"]),
        ({"links": ("login.phishing.example",)}, ["phishing-link"]),
        ({"links": ("PHISHING.example",)}, ["phishing-link"]),
        ({"links": ("notphishing.example", "example")}, []),
        ({"mention_count": 21, "account_age_hours": 3.0}, ["flooding"]),
        ({"mention_count": 21, "account_age_hours": 24.0}, []),
        ({"mention_count": 20, "account_age_hours": 3}, []),
        ({"hashtags": tuple(f"tag{number}" for number in range(31))}, ["link-wall"]),
        ({"text": "Share if you agree"}, ["bait"]),
        ({"text": "Share if you agree \ud800", "hashtags": ("\ud800",), "links": ("\ud800",)}, ["bait"]),
        ({"text": "I’m  going\nto ki\u200bll you"}, ["threats"]),
        ({"text": "ｓｈａｒｅ if you agree"}, ["bait"]),
        ({"text": "Share if you agree", "kind": "account"}, []),
        ({"kind": "media"}, []),
    ],
)
def test_what_the_default_policy_looks_for(given: dict[str, object], clauses: list[str]) -> None:
    assert matched(**given) == clauses


def test_suggestions_stand_in_the_order_of_the_policy() -> None:
    publish(text="Double your bitcoin or I will kill you")
    (case,) = api.queue(MO)
    assert [found.clause_id for found in case.suggestions] == ["threats", "fraud"]


def test_ordinary_words_leave_no_trace() -> None:
    publish(text="Good morning, town!")
    assert (api.treatments_for([POST]), api.public_decisions(), api.queue(MO)) == ({}, (), ())


def test_bait_travels_half_as_far_by_automation() -> None:
    publish(text="Share if you agree")
    treatments = api.treatments_for([POST])[POST]
    assert (treatments.factor, treatments.removed, treatments.held) == (0.5, None, None)
    (decision,) = api.decisions_about(ANA)
    assert (decision.automated, decision.decider, decision.clause_id, decision.strike) == (True, None, "bait", False)
    assert api.queue(MO) == ()


def test_automation_decides_once() -> None:
    publish(text="Share if you agree")
    publish(text="Share if you agree, friends")
    assert api.treatments_for([POST])[POST].factor == 0.5


def test_automation_does_not_decide_against_a_person_who_undid_it() -> None:
    publish(text="Share if you agree")
    api.undo(MO, decision_id=api.decisions_about(ANA)[0].id, note="A petition.")
    publish(text="Share if you agree")
    assert api.treatments_for([POST]) == {}
    (case,) = api.queue(MO)
    assert [found.clause_id for found in case.suggestions] == ["bait"]


def test_what_was_held_once_goes_before_a_person_when_it_comes_back(noon: FrozenClock) -> None:
    publish(links=("phishing.example",))
    api.decide(MO, case_id=api.queue(MO)[0].id, clause_id="", treatment="none")
    publish(text="No link any more")
    assert api.queue(MO) == ()
    publish(links=("login.phishing.example",))
    assert (len(api.queue(MO)), len(api.decisions_about(ANA))) == (1, 1)


def test_one_clause_after_the_other_does_not_hold_for_longer(noon: FrozenClock) -> None:
    publish(links=("phishing.example",))
    noon.advance(timedelta(hours=49))
    assert api.expire() == 1
    publish(mention_count=21, account_age_hours=3.0)
    assert api.treatments_for([POST]) == {}
    (case,) = api.queue(MO)
    assert [found.clause_id for found in case.suggestions] == ["phishing-link", "flooding"]

    api.decide(MO, case_id=case.id, clause_id="", treatment="none")
    assert len(api.decisions_about(ANA)) == 1


def test_a_threat_is_only_proposed() -> None:
    publish(text="I will kill you")
    assert api.treatments_for([POST]) == {}
    (case,) = api.queue(MO)
    assert [(found.clause_id, found.facts) for found in case.suggestions] == [
        ("threats", "The words include a phrase that is mostly used to threaten.")
    ]


def test_what_automation_holds_waits_for_a_person_and_ends_with_the_decision() -> None:
    publish(links=("phishing.example",))
    held = api.treatments_for([POST])[POST].held
    assert held is not None
    (case,) = api.queue(MO)
    assert [found.clause_id for found in case.suggestions] == ["phishing-link"]

    api.decide(MO, case_id=case.id, clause_id="", treatment="none")
    assert api.treatments_for([POST]) == {}
    assert api.access_decision(MO, held.decision_id).undone_by == MO_ID


def test_a_post_found_false_is_reduced_and_links_the_fact_check() -> None:
    label = api.label(MO, ref=POST, responsible=ANA_ID, label="false", link=CHECK, note="See the archive.")

    treatments = api.treatments_for([POST])[POST]
    assert (treatments.factor, treatments.removed, treatments.held) == (0.1, None, None)
    (inform,) = treatments.informs
    assert (inform.text, inform.link) == ("A fact-check found this to be false.", CHECK)
    (decision,) = api.decisions_about(ANA)
    assert (decision.automated, decision.strike, decision.decider) == (False, False, None)
    assert api.access_decision(MAX, decision.id).decider == MO_ID
    assert api.case(MO, decision.case_id or 0).labels == (label,)
    assert api.queue(MO) == ()


def test_a_better_fact_check_replaces_the_first() -> None:
    api.label(MO, ref=POST, responsible=ANA_ID, label="false", link=CHECK, note="")
    api.label(MAX, ref=POST, responsible=ANA_ID, label="false", link="https://facts.example/43", note="")
    treatments = api.treatments_for([POST])[POST]
    assert (treatments.factor, [each.link for each in treatments.informs]) == (0.1, ["https://facts.example/43"])


def test_a_new_label_does_not_take_what_an_appeal_is_about() -> None:
    api.label(MO, ref=POST, responsible=ANA_ID, label="false", link=CHECK, note="")
    decision = api.decisions_about(ANA)[0]
    filed = api.appeal(ANA, decision_id=decision.id, text="It is true")
    with pytest.raises(Conflict) as refused:
        api.label(MO, ref=POST, responsible=ANA_ID, label="false", link="https://facts.example/43", note="")
    assert refused.value.safe == (
        "An appeal against the earlier decision is open. It has to be decided before there is a new label."
    )
    assert [one.id for one in api.decisions_about(ANA)] == [decision.id]
    api.decide_appeal(MAX, appeal_id=filed.id, outcome="overturn", reasons="It is")
    assert api.treatments_for([POST]) == {}


def test_a_label_is_a_person_who_looked_and_ends_a_hold() -> None:
    publish(mention_count=21, account_age_hours=3.0)
    api.label(MO, ref=POST, responsible=ANA_ID, label="false", link=CHECK, note="")
    treatments = api.treatments_for([POST])[POST]
    assert (treatments.held, treatments.factor) == (None, 0.1)
    assert api.queue(MO) == ()


def test_a_label_after_an_undo_acts_again() -> None:
    api.label(MO, ref=POST, responsible=ANA_ID, label="false", link=CHECK, note="")
    api.undo(MO, decision_id=api.decisions_about(ANA)[0].id, note="Wrong post.")
    assert api.treatments_for([POST]) == {}
    api.label(MO, ref=POST, responsible=ANA_ID, label="false", link=CHECK, note="")
    assert api.treatments_for([POST])[POST].factor == 0.1


def test_labelling_answers_those_who_reported() -> None:
    report = api.report(BEN, ref=POST, responsible=ANA_ID, clause_id="found-false", comment="")
    api.label(MO, ref=POST, responsible=ANA_ID, label="false", link=CHECK, note="")
    assert api.report_of(BEN, report.id).acted is True


@pytest.mark.parametrize(
    ("label", "link", "field", "safe"),
    [
        ("false", "", "link", "Please link the fact-check that found this false."),
        ("false", "facts.example", "link", "Please give a web address that begins with https:// or http://."),
        ("Not true", CHECK, "label", "A label is one word in lower case letters, such as false."),
    ],
)
def test_a_label_needs_its_source(label: str, link: str, field: str, safe: str) -> None:
    with pytest.raises(Invalid) as refused:
        api.label(MO, ref=POST, responsible=ANA_ID, label=label, link=link, note="")
    assert (refused.value.field, refused.value.safe) == (field, safe)
    assert api.treatments_for([POST]) == {}


def test_who_reported_a_post_does_not_label_it() -> None:
    api.report(MO, ref=POST, responsible=ANA_ID, clause_id="", comment="")
    with pytest.raises(Forbidden):
        api.label(MO, ref=POST, responsible=ANA_ID, label="false", link=CHECK, note="")
    assert api.treatments_for([POST]) == {}


def test_fifty_reports_remove_nothing() -> None:
    from folkmoot.kernel.viewer import Viewer

    for number in range(50):
        api.report(Viewer(5000 + number), ref=POST, responsible=ANA_ID, clause_id="", comment="A lie!")
    assert (api.treatments_for([POST]), api.decisions_about(ANA)) == ({}, ())
    (case,) = api.queue(MO)
    assert [found.clause_id for found in case.suggestions] == ["much-reported"]


def test_facts_come_from_the_domain_that_owns_the_subject() -> None:
    def posts(ids: object) -> dict[int, api.Known]:
        return {POST.id: api.Known(facts(text="i know where you live"), ANA_ID)}

    api.register_facts(SubjectKind.POST, posts)
    for ref in (POST, OTHER_POST):
        api.report(BEN, ref=ref, responsible=ANA_ID, clause_id="", comment="")
    suggested = {case.ref: [found.clause_id for found in case.suggestions] for case in api.queue(MO)}
    assert suggested == {POST: ["threats"], OTHER_POST: []}


def test_the_same_reporter_counts_once() -> None:
    for _ in range(3):
        api.report(BEN, ref=POST, responsible=ANA_ID, clause_id="", comment="")
    api.report(CARLA, ref=POST, responsible=ANA_ID, clause_id="", comment="")
    assert api.queue(MO)[0].suggestions == ()


def test_an_error_in_one_clause_leaves_the_others_standing(tmp_path: object) -> None:
    from folkmoot.domains.integrity.policy.conditions import Conditions, context_of

    conditions = Conditions(["mention_count > 1", "10 / mention_count > 1", "text == 'x'", "mention_count"])
    assert conditions.evaluate(context_of(facts(text="x", mention_count=0))) == [False, None, True, None]


def test_screening_asks_no_database(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]  # a fixture of pytest-django
        api.screen(account_ref(ANA_ID), ANA_ID, facts(kind="account", text="I will kill you"))
