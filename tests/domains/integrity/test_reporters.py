"""Reporters: how reliable, trusted or not, and what they are told."""

import pytest

from folkmoot.domains.integrity import api
from folkmoot.infra.translog import api as translog
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from folkmoot.kernel.refs import account_ref, post_ref
from folkmoot.kernel.viewer import Viewer

from .people import ANA, ANA_ID, BEN, CARLA, MAX, MO, OLGA, POST

pytestmark = pytest.mark.django_db(databases="__all__")

BEN_ID = 102
CARLA_ID = 103


def reported(number: int, clause_id: str = "bait", by: Viewer = BEN) -> api.ReportView:
    return api.report(by, ref=post_ref(number), responsible=ANA_ID, clause_id=clause_id, comment="Look")


def named(account_id: int = BEN_ID, clauses: tuple[str, ...] = ("threats",), *, public: bool = True) -> api.FlaggerView:
    link = "https://help.example/"
    return api.name_flagger(OLGA, account_id=account_id, clauses=clauses, name="Helpline", link=link, named=public)


def test_reliability_is_the_share_of_answered_reports_that_were_acted_on() -> None:
    for number, treatment in enumerate(("reduce", "reduce", "none"), start=1):
        api.decide(MO, case_id=reported(number).case_id, clause_id="bait", treatment=treatment)
    reported(4)
    found = api.reliability_of(MO, [BEN_ID, CARLA_ID])
    assert (found[BEN_ID].acted, found[BEN_ID].answered, found[BEN_ID].percent) == (2, 3, 67)
    assert found[BEN_ID].share == pytest.approx(0.6)
    assert (found[CARLA_ID].answered, found[CARLA_ID].share) == (0, 0.5)
    assert len(api.reports_of(MO, BEN_ID)) == 4


@pytest.mark.parametrize("viewer", [ANA, BEN])
def test_nobody_but_staff_learns_how_reliable_somebody_is(viewer: Viewer) -> None:
    reported(1)
    with pytest.raises(Forbidden):
        api.reliability_of(viewer, [BEN_ID])
    with pytest.raises(Forbidden):
        api.reports_of(viewer, BEN_ID)


def test_a_trusted_flaggers_report_is_marked_and_comes_first(clock: FrozenClock) -> None:
    named()
    plain = reported(1, "threats", CARLA)
    trusted, other = reported(2, "threats"), reported(3, "bait")
    assert (plain.trusted, trusted.trusted, other.trusted) == (False, True, False)
    assert api.queue(MO)[0].id == trusted.case_id
    assert api.queue(MO)[0].weight.confidence == pytest.approx(0.95)
    assert (api.is_trusted_flagger(BEN_ID, "threats"), api.is_trusted_flagger(BEN_ID, "")) == (True, False)


def test_losing_the_status_changes_no_earlier_report(clock: FrozenClock) -> None:
    flagger = named(clauses=())
    before = reported(1)
    ended = api.end_flagger(OLGA, flagger_id=flagger.id)
    assert ended.ended_at is not None
    assert api.end_flagger(OLGA, flagger_id=flagger.id).ended_at == ended.ended_at
    assert api.report_of(MO, before.id).trusted
    assert not reported(2).trusted
    assert api.public_flaggers() == ()
    assert named().id != flagger.id


def test_the_public_list_names_only_who_agreed() -> None:
    named()
    named(CARLA_ID, (), public=False)
    assert [(one.name, one.link, one.account, one.clauses) for one in api.public_flaggers()] == [
        ("Helpline", "https://help.example/", None, ("threats",)),
        ("", "", None, ()),
    ]


def test_only_operators_name_flaggers_and_only_once() -> None:
    flagger = named()
    with pytest.raises(Conflict):
        named()
    for person in (ANA, MO):
        with pytest.raises(Forbidden):
            api.name_flagger(person, account_id=CARLA_ID, clauses=(), name="Mine", link="", named=True)
        with pytest.raises(Forbidden):
            api.end_flagger(person, flagger_id=flagger.id)
    with pytest.raises(Invalid):
        named(CARLA_ID, ("no-such-rule",))
    with pytest.raises(NotFound):
        api.end_flagger(OLGA, flagger_id=7)
    assert len(api.flaggers(MO)) == 1


def test_the_reporter_is_told_the_rule_what_was_done_and_a_word(clock: FrozenClock) -> None:
    acted, left, waits = reported(1), reported(2), reported(3)
    api.decide(MO, case_id=acted.case_id, clause_id="bait", treatment="reduce", answer="Thank you, that helped.")
    api.decide(MO, case_id=left.case_id, clause_id="", treatment="none", note="For moderators only.")

    found = {one.report.id: one for one in api.answers(BEN)}
    told = found[acted.id]
    assert (told.clause_title, told.done) == ("Bait", "The post travels less far now.")
    assert (told.report.answer, told.report.answered_at) == ("Thank you, that helped.", clock.moment)
    assert (found[left.id].clause_title, found[left.id].done, found[left.id].report.answer) == ("", "", "")
    assert found[left.id].report.outcome == "The moderators looked at it and found that the rules allow it."
    assert [one.report.id for one in api.answers(BEN, answered=False)] == [waits.id]
    assert [one.report.id for one in api.answers(BEN, answered=True)] == [left.id, acted.id]
    assert [one.report.id for one in api.answers(BEN, max_id=left.id)] == [acted.id]
    assert api.answers(CARLA) == ()


def test_what_was_done_to_an_account_stays_between_it_and_the_moderators() -> None:
    report = api.report(BEN, ref=account_ref(ANA_ID), responsible=ANA_ID, clause_id="fake-account", comment="")
    made = api.decide(MO, case_id=report.case_id, clause_id="fake-account", treatment="reduce", factor=0.1)
    (told,) = api.answers(BEN)
    assert told.done == "Measures were taken. What they are is between the moderators and that account."
    api.undo(MAX, decision_id=made.id, note="It is real.")
    assert api.answers(BEN)[0].done == "It was looked at again, and this was undone."


def test_too_long_a_word_decides_nothing() -> None:
    report = reported(1)
    with pytest.raises(Invalid) as refused:
        api.decide(MO, case_id=report.case_id, clause_id="bait", treatment="reduce", answer="x" * 1001)
    assert refused.value.field == "answer"
    assert api.report_of(BEN, report.id).acted is None


def test_an_erased_person_is_no_flagger_and_their_notes_are_gone() -> None:
    named()
    report = reported(1, "threats")
    api.add_note(MAX, case_id=report.case_id, text="Seen")
    api.sit_down(MAX, queue_id=None, languages=("en",))
    queue = api.save_queue(MO, name="Harm", people=(MAX.require_account(),))
    for person in (BEN_ID, MAX.require_account()):
        api.erase(person)
    assert not api.is_trusted_flagger(BEN_ID, "threats")
    assert api.flaggers(MO)[0].name == ""
    assert [one.facts["what"] for one in translog.entries(newest_first=True, limit=1)] == ["ended"]
    assert api.case_notes(MO, report.case_id) == ()
    assert (api.desk(MAX).languages, api.queues(MO)[0].people) == ((), ())
    assert queue.people == (202,)
    assert api.report_of(MO, report.id).ref == post_ref(1)
    assert post_ref(1) != POST


def test_naming_a_flagger_and_ending_it_are_in_the_public_log_without_a_name() -> None:
    flagger = named(public=False)
    with pytest.raises(Conflict):
        named()
    for _ in range(2):
        api.end_flagger(OLGA, flagger_id=flagger.id)
    told = [one for one in translog.entries(newest_first=True) if one.kind == "trusted_flagger"]
    assert [(one.facts["what"], one.facts["flagger"], one.facts["clauses"]) for one in told] == [
        ("ended", str(flagger.id), ["threats"]),
        ("named", str(flagger.id), ["threats"]),
    ]
    assert all(set(one.facts) == {"id", "kind", "flagger", "what", "clauses", "at"} for one in told)
