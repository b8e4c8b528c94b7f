"""What is kept of a case: under its own key, opened on record, gone at its time."""

from datetime import timedelta

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api, rulings
from folkmoot.domains.integrity.models import Evidence
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Gap, PostDraft, Visibility
from folkmoot.domains.residency.models import CaseKey, VaultRecord
from folkmoot.infra import worker
from folkmoot.infra.audit import api as audit
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Forbidden
from folkmoot.kernel.refs import post_ref
from folkmoot.wiring import providers
from tests import cast


@pytest.fixture(autouse=True)
def _wired(_providers: None) -> None:
    providers.connect()


def reported(text: str, visibility: Visibility = Visibility.PUBLIC) -> tuple[posts.PostView, int]:
    """Carla writes, Ana reports; the post and its case."""
    ana = cast.ana()
    post = posts.publish(cast.carla().viewer, draft=PostDraft(text=text, visibility=visibility))
    filed = api.report(
        ana.viewer, ref=post_ref(post.id), responsible=cast.carla().id, clause_id="harassment", comment=""
    )
    return post, filed.case_id


def words(case_id: int) -> list[str]:
    return [one.words for one in api.evidence_of(cast.mo().viewer, case_id)]


def records() -> int:
    return VaultRecord.objects.using("vault_home").filter(kind="evidence").count()


def test_what_was_reported_stays_readable_when_its_author_deletes_it() -> None:
    post, case_id = reported("You are a liar, mother of the dead")
    posts.delete(cast.carla().viewer, post_id=post.id)
    assert posts.review_posts(cast.mo().viewer, [post.id])[post.id].gap is Gap.DELETED
    assert words(case_id) == ["You are a liar, mother of the dead"]
    with pytest.raises(Forbidden):
        api.evidence_of(cast.ben().viewer, case_id)


def test_a_version_is_kept_once_and_an_edited_one_too() -> None:
    post, case_id = reported("You are a liar")
    worker.drain()
    assert words(case_id) == ["You are a liar"]
    posts.edit(cast.carla().viewer, post_id=post.id, draft=PostDraft(text="You are mistaken"))
    api.report(cast.ben().viewer, ref=post_ref(post.id), responsible=cast.carla().id, clause_id="", comment="")
    assert words(case_id) == ["You are a liar", "You are mistaken"]
    assert records() == 2


def test_a_direct_message_opens_for_its_case_and_that_is_on_record() -> None:
    post, case_id = reported("@ana I know where you live", Visibility.DIRECT)
    assert posts.review_posts(cast.mo().viewer, [post.id])[post.id].gap is Gap.UNREADABLE
    assert words(case_id) == ["@ana I know where you live"]
    opened = [one for one in audit.of_subject(post_ref(post.id)) if one.verb == "evidence.open"]
    assert [(one.actor_id, one.detail) for one in opened] == [(cast.mo().id, {"case": case_id})]
    api.evidence_of(cast.max_().viewer, case_id)
    assert len([one for one in audit.of_subject(post_ref(post.id)) if one.verb == "evidence.open"]) == 2


def test_friends_of_the_author_do_not_open_a_direct_message() -> None:
    mo, carla = cast.mo(), cast.carla()
    graph.follow(mo.viewer, target_id=carla.id)
    graph.follow(carla.viewer, target_id=mo.id)
    _, case_id = reported("@ana I know where you live", Visibility.DIRECT)
    with pytest.raises(Forbidden):
        api.evidence_of(mo.viewer, case_id)


def test_a_direct_message_that_no_participant_reported_is_not_kept() -> None:
    cast.ana()
    post = posts.publish(cast.carla().viewer, draft=PostDraft(text="@ana between us", visibility=Visibility.DIRECT))
    filed = api.report(cast.ben().viewer, ref=post_ref(post.id), responsible=cast.carla().id, clause_id="", comment="")
    worker.drain()
    assert words(filed.case_id) == []


def test_what_automation_proposes_is_kept_too() -> None:
    posts.publish(cast.carla().viewer, draft=PostDraft(text="I know where you live"))
    worker.drain()
    (case,) = api.queue(cast.mo().viewer)
    assert words(case.id) == ["I know where you live"]


def test_an_appeal_keeps_what_it_is_about_also_where_no_case_was() -> None:
    carla = cast.carla()
    post = posts.publish(carla.viewer, draft=PostDraft(text="Look: https://a.example " + "#tag " * 3))
    made = rulings.Ruling(
        ref=post_ref(post.id),
        responsible=carla.id,
        policy_version="1",
        clause=api.current_policy().clause("bait"),
        terms=(api.TreatmentTerms(api.Treatment.REDUCE, factor=0.5),),
        facts="Found.",
    )
    with atomic_write():
        decision_id = rulings.make(made).id
    assert api.access_decision(carla.viewer, decision_id).case_id is None
    api.appeal(carla.viewer, decision_id=decision_id, text="It is no bait.")
    posts.delete(carla.viewer, post_id=post.id)
    case_id = api.access_decision(carla.viewer, decision_id).case_id
    assert case_id is not None
    assert words(case_id)[0].startswith("Look: https://a.example")
    assert api.queue(cast.mo().viewer) == (), "nothing waits in the queue for it"


def test_evidence_lies_in_the_vault_and_nowhere_in_the_open() -> None:
    _, case_id = reported("@ana pangolin", Visibility.DIRECT)
    row = VaultRecord.objects.using("vault_home").get(kind="evidence")
    assert row.owner_id == case_id
    assert b"pangolin" not in bytes(row.sealed)
    assert Evidence.objects.get().record_id == row.id


def test_it_ends_180_days_after_its_case(clock: FrozenClock) -> None:
    _, case_id = reported("You are a liar")
    clock.advance(timedelta(days=400))
    assert api.sweep_evidence() == 0
    api.decide(cast.mo().viewer, case_id=case_id, clause_id="", treatment="none")
    clock.advance(timedelta(days=180))
    assert (api.sweep_evidence(), words(case_id)) == (0, ["You are a liar"])
    clock.advance(timedelta(seconds=1))
    assert (api.sweep_evidence(), words(case_id), records()) == (1, [], 0)
    assert not CaseKey.objects.using("keys").exists()
    assert api.sweep_evidence() == 0


def test_an_open_appeal_keeps_it_longer(clock: FrozenClock) -> None:
    _, case_id = reported("You are a liar")
    made = api.decide(cast.mo().viewer, case_id=case_id, clause_id="harassment", treatment="remove")
    clock.advance(timedelta(days=179))
    appeal = api.appeal(cast.carla().viewer, decision_id=made.id, text="It was a quotation.")
    clock.advance(timedelta(days=30))
    assert (api.sweep_evidence(), words(case_id)) == (0, ["You are a liar"])
    api.decide_appeal(cast.max_().viewer, appeal_id=appeal.id, outcome="uphold", reasons="It was none.")
    assert (api.sweep_evidence(), words(case_id)) == (1, [])


def test_who_is_erased_leaves_evidence_only_in_open_cases() -> None:
    _, decided = reported("You are a liar")
    api.decide(cast.mo().viewer, case_id=decided, clause_id="harassment", treatment="remove")
    _, waiting = reported("You always were one")
    carla = cast.carla()
    accounts.erase_account(carla.viewer, password=carla.password)
    worker.drain()
    assert (words(decided), words(waiting)) == ([], ["You always were one"])
    api.decide(cast.mo().viewer, case_id=waiting, clause_id="harassment", treatment="remove")
    assert (api.sweep_evidence(), words(waiting), records()) == (1, [], 0)


def test_a_record_that_no_row_names_is_swept_after_a_day(clock: FrozenClock) -> None:
    reported("You are a liar")
    Evidence.objects.all().delete()
    api.sweep_evidence()
    assert records() == 1
    clock.advance(timedelta(hours=25))
    api.sweep_evidence()
    assert records() == 0
