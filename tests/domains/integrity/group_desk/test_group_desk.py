"""What is reported in a group: who sees it, when, and what they can do."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import Admission, GroupRole, GroupView
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.models import Decision
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostView
from folkmoot.infra.translog.models import LogEntry
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import account_ref, post_ref
from folkmoot.kernel.viewer import NOBODY
from tests import cast
from tests.cast import Person
from tests.domains.groups.making import group, let_in, say


def _scene(admission: Admission = Admission.OPEN) -> tuple[GroupView, PostView]:
    made = group(admission)
    let_in(made, cast.ben(), cast.carla())
    return made, say(cast.ben(), made, "Cheap seeds!")


def _report(person: Person, post: PostView, clause_id: str = "") -> int:
    made = integrity.report(
        person.viewer,
        ref=post_ref(post.id),
        responsible=post.author.id,
        clause_id=clause_id,
        comment="See for yourself",
    )
    return made.case_id


def _queue() -> list[int]:
    return [case.id for case in integrity.queue(cast.mo().viewer)]


def _desk(made: GroupView) -> list[int]:
    return [case.id for case in integrity.cases_of_group(cast.ana().viewer, made.id)]


def test_the_group_sees_it_first_and_the_community_after_a_day(clock: FrozenClock) -> None:
    made, post = _scene()
    case_id = _report(cast.carla(), post)
    assert (_desk(made), _queue()) == ([case_id], [])
    assert integrity.next_case(cast.mo().viewer) is None
    assert integrity.waiting(cast.mo().viewer).total == 0
    (seen,) = integrity.cases_of_group(cast.ana().viewer, made.id)
    assert [(one.clause_title, one.comment) for one in seen.reports] == [("", "See for yourself")]
    clock.advance(timedelta(hours=24))
    assert (_desk(made), _queue()) == ([case_id], [case_id])


def test_what_is_dangerous_is_seen_by_both_at_once() -> None:
    made, post = _scene()
    grave = next(one for one in integrity.current_policy().clauses if one.severity >= 4 and "post" in one.subjects)
    case_id = _report(cast.carla(), post, grave.id)
    assert (_desk(made), _queue()) == ([case_id], [case_id])


def test_outside_of_groups_nothing_changes() -> None:
    post = posts.publish(cast.ben().viewer, draft=posts.PostDraft(text="Hello"))
    case_id = _report(cast.carla(), post)
    assert _queue() == [case_id]


@pytest.mark.parametrize("admission", [Admission.OPEN, Admission.REQUEST])
def test_taking_out_is_a_decision_with_reasons(admission: Admission, drain: Callable[[], None]) -> None:
    made, post = _scene(admission)
    case_id = _report(cast.carla(), post)
    entries = LogEntry.objects.filter(kind="decision").count()
    decision = integrity.take_out_of_group(
        cast.ana().viewer, case_id=case_id, clause_id="", reason="We do not sell here"
    )
    drain()
    feed = posts.group_timeline(cast.carla().viewer, made.id, PageRequest()).items
    assert (feed, _desk(made), _queue()) == ((), [], [])
    own = posts.access_post(cast.ben().viewer, post.id)
    assert own.text == "Cheap seeds!"
    assert own.out_of_group is not None
    assert own.out_of_group.decision_id == decision.id
    if admission is Admission.OPEN:
        assert posts.access_post(NOBODY, post.id).group is None
    else:
        assert posts.access_post(cast.carla().viewer, post.id).gap is posts.Gap.REMOVED
    told = notifications.notifications_of(cast.ben().viewer, PageRequest()).items
    assert decision.id in [one.decision.id for one in told if one.decision]
    said = integrity.statement(integrity.access_decision(cast.ben().viewer, decision.id))
    assert "We do not sell here" in said.facts
    assert said.decided == "An owner or moderator of the group decided this."
    assert (decision.strike, said.appeal_until is not None) == (False, True)
    assert LogEntry.objects.filter(kind="decision").count() == entries + 1
    public = integrity.public_decision(decision.id)
    assert "sell" not in f"{public.clause_text} {public.reason} {public.clause_title}"
    (answered,) = integrity.reports_by(cast.carla().viewer)
    assert answered.acted is True


def test_an_appeal_goes_to_the_community_and_brings_the_post_back() -> None:
    made, post = _scene(Admission.REQUEST)
    decision = integrity.take_out_of_group(
        cast.ana().viewer, case_id=_report(cast.carla(), post), clause_id="", reason="Selling"
    )
    appeal = integrity.appeal(cast.ben().viewer, decision_id=decision.id, text="They were a gift")
    integrity.decide_appeal(cast.mo().viewer, appeal_id=appeal.id, outcome="overturn", reasons="Gifts are no sale")
    assert posts.access_post(cast.carla().viewer, post.id).text == "Cheap seeds!"
    assert len(posts.group_timeline(cast.carla().viewer, made.id, PageRequest()).items) == 1


def test_what_the_group_left_goes_to_the_community_when_it_is_reported_again() -> None:
    made, post = _scene()
    integrity.leave_in_group(cast.ana().viewer, case_id=_report(cast.carla(), post))
    assert (_desk(made), _queue(), Decision.objects.count()) == ([], [], 0)
    (answered,) = integrity.reports_by(cast.carla().viewer)
    assert answered.acted is False
    assert "report it again" in answered.answer
    again = _report(cast.carla(), post)
    assert _queue() == [again]


def test_passing_on_puts_it_into_the_community_s_queue() -> None:
    made, post = _scene()
    case_id = _report(cast.carla(), post)
    integrity.pass_on(cast.ana().viewer, case_id=case_id)
    assert (_desk(made), _queue()) == ([], [case_id])
    with pytest.raises(Conflict):
        integrity.leave_in_group(cast.ana().viewer, case_id=case_id)


def test_what_the_community_sees_as_well_stays_open_for_it(clock: FrozenClock) -> None:
    made, post = _scene()
    case_id = _report(cast.carla(), post)
    clock.advance(timedelta(hours=25))
    integrity.take_out_of_group(cast.ana().viewer, case_id=case_id, clause_id="", reason="Selling")
    assert (_desk(made), _queue()) == ([], [case_id])


def test_nobody_judges_what_is_their_own_or_what_they_reported() -> None:
    made, post = _scene()
    groups.set_role(cast.ana().viewer, group_id=made.id, account_id=cast.ben().id, role=GroupRole.MODERATOR)
    case_id = _report(cast.ana(), post)
    assert integrity.cases_of_group(cast.ben().viewer, made.id) == ()
    with pytest.raises(NotFound):
        integrity.leave_in_group(cast.ben().viewer, case_id=case_id)
    (seen,) = integrity.cases_of_group(cast.ana().viewer, made.id)
    assert seen.why_not.startswith("You reported this yourself.")
    with pytest.raises(Forbidden):
        integrity.take_out_of_group(cast.ana().viewer, case_id=case_id, clause_id="", reason="Mine")
    integrity.pass_on(cast.ana().viewer, case_id=case_id)
    assert _queue() == [case_id]


def test_members_and_strangers_do_not_decide() -> None:
    made, post = _scene()
    case_id = _report(cast.carla(), post)
    for outsider in (cast.carla(), cast.dev(), cast.mo()):
        with pytest.raises(NotFound):
            integrity.cases_of_group(outsider.viewer, made.id)
        with pytest.raises(NotFound):
            integrity.take_out_of_group(outsider.viewer, case_id=case_id, clause_id="", reason="No")
    with pytest.raises(Invalid):
        integrity.take_out_of_group(cast.ana().viewer, case_id=case_id, clause_id="", reason=" ")
    assert Decision.objects.count() == 0


def test_what_a_member_does_in_the_group_goes_to_the_group() -> None:
    made, post = _scene()
    case = integrity.report(
        cast.carla().viewer,
        ref=account_ref(cast.ben().id),
        responsible=cast.ben().id,
        clause_id="",
        comment="Sells all day",
        related=(post_ref(post.id),),
    )
    assert (_desk(made), _queue()) == ([case.case_id], [])
