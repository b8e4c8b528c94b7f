"""From a report to an answer: take, decide, undo."""

from datetime import timedelta

import pytest

from folkmoot.domains.integrity import api
from folkmoot.infra.outbox.models import OutboxEvent
from folkmoot.infra.translog import api as translog
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Conflict, Forbidden, Invalid, NotFound, NotSignedIn, RateLimited
from folkmoot.kernel.refs import SubjectRef, account_ref, post_ref

from .people import ANA, ANA_ID, BEN, CARLA, MAX, MO, MO_ID, NOBODY, OTHER_POST, POST

pytestmark = pytest.mark.django_db(databases="__all__")


def ben_reports(
    ref: SubjectRef = POST, clause_id: str = "harassment", comment: str = "She calls me a liar."
) -> api.ReportView:
    return api.report(BEN, ref=ref, responsible=ANA_ID, clause_id=clause_id, comment=comment)


def events(kind: str) -> int:
    return OutboxEvent.objects.filter(kind=kind).count()


def test_a_report_opens_a_case_and_is_answered_when_it_is_decided(noon: FrozenClock) -> None:
    report = ben_reports()
    (case,) = api.queue(MO)
    assert (case.ref, case.reports, case.taken_by) == (POST, (report,), None)

    api.take(MO, case_id=case.id)
    decision = api.decide(MO, case_id=case.id, clause_id="harassment", treatment="remove", note="Seen with Max.")

    assert decision.facts == "One person reported it. A person read this post and found that this rule applies."
    assert (decision.treatment, decision.automated, decision.decider, decision.strike) == ("remove", False, MO_ID, True)
    removed = api.treatments_for([POST])[POST].removed
    assert removed is not None
    assert (removed.decision_id, removed.reason) == (decision.id, "This harasses a person.")
    answered = api.report_of(BEN, report.id)
    assert (answered.acted, answered.outcome) == (True, "The moderators looked at it and acted on it. Thank you.")
    assert (events("integrity.report_answered"), events("integrity.decision_made")) == (1, 1)
    assert api.queue(MO) == ()
    assert [closed.id for closed in api.queue(MO, "closed")] == [case.id]


def test_no_action_answers_the_reporter_and_changes_nothing() -> None:
    report = ben_reports()
    decision = api.decide(MO, case_id=report.case_id, clause_id="", treatment="none")

    assert decision.treatment == "none"
    assert api.treatments_for([POST]) == {}
    expected = "The moderators looked at it and found that the rules allow it."
    assert api.report_of(BEN, report.id).outcome == expected
    assert (events("integrity.report_answered"), events("integrity.decision_made")) == (1, 0)
    assert api.decisions_about(ANA) == ()
    with pytest.raises(NotFound):
        api.access_decision(ANA, decision.id)


def test_reporting_again_changes_the_open_report() -> None:
    first = ben_reports()
    second = ben_reports(clause_id="threats", comment="Now she threatens me.")

    assert second.id == first.id
    assert [report.comment for report in api.reports_by(BEN)] == ["Now she threatens me."]
    assert events("integrity.report_filed") == 1
    assert len(api.queue(MO)) == 1


def test_two_people_join_one_case() -> None:
    ben_reports()
    api.report(CARLA, ref=POST, responsible=ANA_ID, clause_id="", comment="", related=(OTHER_POST,))

    (case,) = api.queue(MO)
    assert case.distinct_reporters == 2
    assert case.reports[1].related == (OTHER_POST,)


def test_who_reports_too_much_is_stopped(noon: FrozenClock) -> None:
    for number in range(30):
        ben_reports(post_ref(number + 1))
    with pytest.raises(RateLimited):
        ben_reports(post_ref(31))
    assert len(api.reports_by(BEN)) == 30


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("clause_id", {"clause_id": "no-such-rule"}),
        ("comment", {"comment": "x" * 1001}),
        ("related", {"related": tuple(post_ref(number) for number in range(51))}),
        ("", {"responsible": 102}),
    ],
)
def test_a_report_that_cannot_be_used_leaves_nothing(field: str, given: dict[str, object]) -> None:
    good = {"ref": POST, "responsible": ANA_ID, "clause_id": "", "comment": ""}
    with pytest.raises(Invalid) as refused:
        api.report(BEN, **(good | given))  # type: ignore[arg-type]  # one argument is replaced by a wrong one
    assert refused.value.field == field
    assert api.queue(MO) == ()


def test_control_characters_are_left_out_of_a_comment() -> None:
    assert ben_reports(comment="  a\x00b\u202ec\nd ").comment == "abc\nd"


def test_a_taken_case_is_refused_to_another_until_the_lease_ends(noon: FrozenClock) -> None:
    case_id = ben_reports().case_id
    taken = api.take(MO, case_id=case_id)
    assert taken.taken_by == MO_ID

    with pytest.raises(Conflict) as refused:
        api.take(MAX, case_id=case_id)
    assert refused.value.safe == "Another moderator is working on this case. Please take another one."
    with pytest.raises(Conflict):
        api.decide(MAX, case_id=case_id, clause_id="harassment", treatment="remove")
    assert api.treatments_for([POST]) == {}

    noon.advance(timedelta(minutes=15))
    assert api.queue(MO)[0].taken_by is None
    assert api.take(MAX, case_id=case_id).taken_by == 202


def test_a_released_case_is_free() -> None:
    case_id = ben_reports().case_id
    api.take(MO, case_id=case_id)
    api.release(MAX, case_id=case_id)
    assert api.queue(MO)[0].taken_by == MO_ID
    api.release(MO, case_id=case_id)
    assert api.take(MAX, case_id=case_id).taken_by == 202


def test_a_case_is_decided_once() -> None:
    case_id = ben_reports().case_id
    api.decide(MO, case_id=case_id, clause_id="harassment", treatment="remove")
    with pytest.raises(Conflict) as refused:
        api.decide(MO, case_id=case_id, clause_id="harassment", treatment="remove")
    assert refused.value.safe == "This case has been decided already."
    assert len(api.public_decisions()) == 1


def test_nobody_decides_about_themselves() -> None:
    report = api.report(BEN, ref=POST, responsible=MO_ID, clause_id="", comment="")
    with pytest.raises(Forbidden) as refused:
        api.decide(MO, case_id=report.case_id, clause_id="", treatment="none")
    assert refused.value.safe == "This is about yourself. Another moderator must decide it."
    assert api.report_of(BEN, report.id).acted is None
    with pytest.raises(Forbidden):
        api.decide_on(MO, ref=OTHER_POST, responsible=MO_ID, clause_id="", treatment="none")
    with pytest.raises(Forbidden):
        api.label(MO, ref=POST, responsible=MO_ID, label="bait", link="", note="")


def test_nobody_decides_what_they_reported() -> None:
    report = api.report(MO, ref=POST, responsible=ANA_ID, clause_id="", comment="")
    with pytest.raises(Forbidden) as refused:
        api.take(MO, case_id=report.case_id)
    assert refused.value.safe == "You reported this yourself. Another moderator must decide it."
    assert api.take(MAX, case_id=report.case_id).taken_by == 202


def test_a_friend_does_not_decide() -> None:
    def friends(*, decider: int, responsible: int) -> str | None:
        return "You and the author are friends." if (decider, responsible) == (MO_ID, ANA_ID) else None

    api.register_conflicts(friends)
    case_id = ben_reports().case_id
    with pytest.raises(Forbidden) as refused:
        api.take(MO, case_id=case_id)
    assert refused.value.safe == "You and the author are friends. Another moderator must decide it."
    decision = api.decide(MAX, case_id=case_id, clause_id="harassment", treatment="remove")
    with pytest.raises(Forbidden):
        api.undo(MO, decision_id=decision.id, note="")
    assert POST in api.treatments_for([POST])


@pytest.mark.parametrize(
    ("order", "field", "safe"),
    [
        (("", "remove", None, None), "clause_id", "Please choose the rule that applies."),
        (
            ("fake-account", "remove", None, None),
            "clause_id",
            "The rule “Fake accounts” is not about this kind of thing.",
        ),
        (
            ("found-false", "remove", None, None),
            "treatment",
            "The rule “Found false” does not allow that. It allows: reduce, inform.",
        ),
        (
            ("bait", "reduce", 1.0, None),
            "factor",
            "The factor is a share of the reach that is left: from 0 to less than 1.",
        ),
        (("found-false", "reduce", None, ""), "link", "Please link the source that the note names."),
        (("much-reported", "inform", None, None), "link", "Please link the source that the note names."),
        (
            ("found-false", "inform", None, "javascript:alert(1)"),
            "link",
            "Please give a web address that begins with https:// or http://.",
        ),
    ],
)
def test_a_decision_stays_within_its_clause(
    order: tuple[str, str, float | None, str | None], field: str, safe: str
) -> None:
    case_id = ben_reports().case_id
    clause_id, treatment, factor, link = order
    with pytest.raises(Invalid) as refused:
        api.decide(MO, case_id=case_id, clause_id=clause_id, treatment=treatment, factor=factor, link=link)
    assert (refused.value.field, refused.value.safe) == (field, safe)
    assert (api.public_decisions(), len(api.queue(MO))) == ((), 1)


def test_a_hold_ends_by_itself(noon: FrozenClock) -> None:
    decision = api.decide_on(MO, ref=POST, responsible=ANA_ID, clause_id="threats", treatment="hold")
    assert decision.until == noon.moment + timedelta(hours=48)
    assert api.treatments_for([POST])[POST].is_withheld
    noon.advance(timedelta(hours=48))
    assert api.treatments_for([POST]) == {}


def test_an_account_is_judged_like_a_post() -> None:
    ref = account_ref(ANA_ID)
    api.decide_on(MO, ref=ref, responsible=ANA_ID, clause_id="fake-account", treatment="reduce", factor=0.1)
    assert api.treatments_for([ref, POST])[ref].factor == 0.1


def test_undo_ends_exactly_the_effects_of_one_decision() -> None:
    half = api.decide_on(MO, ref=POST, responsible=ANA_ID, clause_id="bait", treatment="reduce")
    quarter = api.decide_on(MO, ref=POST, responsible=ANA_ID, clause_id="link-wall", treatment="reduce")
    assert api.treatments_for([POST])[POST].factor == 0.125

    undone = api.undo(MAX, decision_id=half.id, note="Not bait.")
    assert undone.undone_by == 202
    left = api.treatments_for([POST])[POST]
    assert (left.factor, [each.decision_id for each in left.reductions]) == (0.25, [quarter.id])

    again = api.undo(MO, decision_id=half.id, note="")
    assert (again.undone_at, again.undone_by) == (undone.undone_at, 202)
    assert events("integrity.decision_undone") == 1
    kinds = [entry.kind for entry in translog.entries(newest_first=True)]
    assert kinds == ["decision_undone", "decision", "decision"]


@pytest.mark.parametrize("viewer", [ANA, BEN])
def test_only_staff_work_on_cases(viewer: object) -> None:
    assert viewer in {ANA, BEN}
    person = ANA if viewer == ANA else BEN
    report = ben_reports()
    decision = api.decide_on(
        MO, ref=OTHER_POST, responsible=CARLA.require_account(), clause_id="bait", treatment="reduce"
    )
    for attempt in (
        lambda: api.queue(person),
        lambda: api.case(person, report.case_id),
        lambda: api.take(person, case_id=report.case_id),
        lambda: api.release(person, case_id=report.case_id),
        lambda: api.decide(person, case_id=report.case_id, clause_id="", treatment="none"),
        lambda: api.decide_on(person, ref=POST, responsible=1, clause_id="", treatment="none"),
        lambda: api.label(person, ref=POST, responsible=1, label="bait", link="", note=""),
        lambda: api.undo(person, decision_id=decision.id, note=""),
    ):
        with pytest.raises(Forbidden):
            attempt()
    assert (len(api.public_decisions()), len(api.queue(MO))) == (1, 1)


def test_nobody_reports_without_signing_in() -> None:
    with pytest.raises(NotSignedIn):
        api.report(NOBODY, ref=POST, responsible=ANA_ID, clause_id="", comment="")
    assert api.queue(MO) == ()


def test_what_is_not_there_is_not_found() -> None:
    for attempt in (
        lambda: api.take(MO, case_id=7),
        lambda: api.release(MO, case_id=7),
        lambda: api.case(MO, 7),
        lambda: api.undo(MO, decision_id=7, note=""),
        lambda: api.access_decision(MO, 7),
        lambda: api.report_of(MO, 7),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_a_moderator_reads_a_decision_about_themselves_without_names_and_notes() -> None:
    made = api.decide_on(
        MAX, ref=OTHER_POST, responsible=MO_ID, clause_id="harassment", treatment="remove", note="Third time."
    )
    assert (made.decider, made.note) == (MAX.account_id, "Third time.")
    own = api.access_decision(MO, made.id)
    assert (own.decider, own.note, own.clause_id) == (None, "", "harassment")
