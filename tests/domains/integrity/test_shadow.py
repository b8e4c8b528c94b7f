"""A version in shadow is asked, recorded, shown, and never acts."""

import pytest

from folkmoot.domains.integrity import api, current
from folkmoot.domains.integrity.models import Decision, PolicyVersion, ShadowMatch
from folkmoot.infra.translog import api as translog
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Conflict, Forbidden
from folkmoot.kernel.refs import SubjectKind, SubjectRef, post_ref
from tests.domains.integrity.people import ANA, ANA_ID, MO, OLGA, POST, facts
from tests.domains.integrity.policies import clause, policy

pytestmark = pytest.mark.usefixtures("noon")
TRIED = policy(
    "2", clause("quiet", title="Quiet", condition="mention_count > 2"), clause(condition="mention_count > 5")
)


def publish(ref: SubjectRef, mentions: int) -> None:
    screening = api.screen(ref, ANA_ID, facts(mention_count=mentions))
    with atomic_write():
        api.record_screening(screening)


@pytest.fixture
def _tried(noon: FrozenClock) -> None:
    assert noon.moment.hour == 12  # before anything is published
    api.publish_policy(OLGA, text=policy("1"))
    api.publish_policy(OLGA, text=TRIED, shadow=True)


@pytest.mark.usefixtures("_tried")
def test_what_it_would_do_is_recorded_and_nothing_acts() -> None:
    publish(POST, 3)
    assert (Decision.objects.count(), api.queue(MO), api.treatments_for([POST])) == (0, (), {})
    (row,) = ShadowMatch.objects.all()
    assert (row.clause_id, row.subject_id, row.acts_now) == ("quiet", POST.id, [])
    assert api.current_policy().version == "1"


@pytest.mark.usefixtures("_tried")
def test_staff_see_counts_and_samples_by_clause() -> None:
    api.register_facts(
        SubjectKind.POST, lambda ids: {key: api.Known(facts(text=f"Buy {key}"), ANA_ID) for key in ids if key < 1003}
    )
    for number, mentions in ((1001, 3), (1002, 30), (1003, 30), (1001, 3)):
        publish(post_ref(number), mentions)
    report = api.shadow_report(MO)
    assert report is not None
    assert (report.version, [(one.clause_id, one.count, one.also_now) for one in report.clauses]) == (
        "2", [("quiet", 3, 2), ("flooding", 2, 2)],
    )  # fmt: skip
    quiet, flooding = report.clauses
    assert [(each.ref.id, each.text, each.acts_now) for each in quiet.samples] == [
        (1003, "", ("flooding",)), (1002, "Buy 1002", ("flooding",)), (1001, "Buy 1001", ()),
    ]  # fmt: skip
    assert len(flooding.samples) == 2
    with pytest.raises(Forbidden):
        api.shadow_report(ANA)


@pytest.mark.usefixtures("_tried")
def test_from_shadow_into_force_and_never_back() -> None:
    api.publish_policy(OLGA, text=TRIED)
    assert [(each.version, each.state) for each in api.versions()] == [("2", "published"), ("1", "past")]
    assert api.shadow_report(MO) is None
    with pytest.raises(Conflict) as refused:
        api.publish_policy(OLGA, text=TRIED, shadow=True)
    assert refused.value.safe == "Version 2 is in force: there is nothing to try."
    assert [(entry.facts["version"], entry.facts["state"]) for entry in translog.entries(newest_first=True)] == [
        ("2", "published"), ("2", "shadow"), ("1", "published"),
    ]  # fmt: skip


@pytest.mark.usefixtures("_tried")
def test_one_is_tried_at_a_time_and_trying_ends() -> None:
    api.publish_policy(OLGA, text=policy("3", clause("other", condition="is_reply")), shadow=True)
    assert [(each.version, each.state) for each in api.versions()] == [
        ("3", "shadow"), ("2", "past"), ("1", "published"),
    ]  # fmt: skip
    api.end_shadow(OLGA)
    api.end_shadow(OLGA)
    assert api.shadow_report(MO) is None
    assert len(translog.entries(newest_first=True)) == 4
    publish(POST, 3)
    assert not ShadowMatch.objects.exists()
    assert api.publish_policy(OLGA, text=TRIED).state == "published"


@pytest.mark.usefixtures("_tried")
def test_a_person_who_is_erased_leaves_no_sample() -> None:
    publish(POST, 3)
    api.erase(ANA_ID)
    assert not ShadowMatch.objects.exists()


@pytest.mark.usefixtures("_tried")
def test_one_that_no_longer_reads_does_not_stand_in_the_way() -> None:
    PolicyVersion.objects.filter(version="2").update(text="version: 2\nclauses: [nonsense]", digest="other")
    current.refresh()
    publish(POST, 30)
    assert Decision.objects.get().clause_id == "flooding"
    assert api.shadow_report(MO) is None
