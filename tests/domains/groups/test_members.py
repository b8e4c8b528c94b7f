"""Who comes in, who goes, and who decides."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import Admission, GroupChange, GroupRole, MemberState
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Forbidden, Gone, Invalid, NotFound, RateLimited
from folkmoot.kernel.pages import PageRequest
from tests import cast
from tests.domains.groups.making import group, let_in


def _members(group_id: int) -> set[str]:
    found = groups.members(cast.ana().viewer, group_id, PageRequest()).items
    return {one.account.handle for one in found}


def test_whoever_makes_a_group_owns_it() -> None:
    made = group()
    assert (made.account.acct, made.account.kind, made.members) == ("gardeners", accounts.AccountKind.GROUP, 1)
    assert made.owned_by_viewer
    assert [one.id for one in groups.mine(cast.ana().viewer)] == [made.id]


def test_three_groups_a_day_and_no_more(clock: FrozenClock) -> None:
    for number in range(3):
        group(handle=f"club{number}")
    with pytest.raises(RateLimited) as refusal:
        group(handle="club3")
    assert refusal.value.safe == "You have made 3 groups today. Please make the next one tomorrow."
    assert accounts.account_by_name("club3") is None
    clock.advance(timedelta(days=1))
    assert group(handle="club3").members == 1


def test_an_open_group_is_joined_at_once_and_left() -> None:
    made, ben = group(), cast.ben()
    assert groups.join(ben.viewer, group_id=made.id).is_member
    assert groups.join(ben.viewer, group_id=made.id).members == 2
    groups.leave(ben.viewer, group_id=made.id)
    groups.leave(ben.viewer, group_id=made.id)
    assert groups.access_group(ben.viewer, made.id).members == 1


def test_by_request_somebody_has_to_answer() -> None:
    made, ben, carla = group(Admission.REQUEST), cast.ben(), cast.carla()
    asked = groups.join(ben.viewer, group_id=made.id)
    assert asked.own is not None
    assert (asked.own.state, asked.members) == (MemberState.ASKED, 1)
    with pytest.raises(Forbidden):
        groups.answer(carla.viewer, group_id=made.id, account_id=ben.id, accept=True)
    with pytest.raises(Forbidden):
        groups.answer(ben.viewer, group_id=made.id, account_id=ben.id, accept=True)
    assert groups.waiting_counts(cast.ana().viewer) == {made.id: 1}
    groups.answer(cast.ana().viewer, group_id=made.id, account_id=ben.id, accept=True)
    assert _members(made.id) == {"ana", "ben"}
    with pytest.raises(NotFound):
        groups.answer(cast.ana().viewer, group_id=made.id, account_id=ben.id, accept=False)


def test_a_request_is_declined_and_may_be_made_again() -> None:
    made, ben = group(Admission.REQUEST), cast.ben()
    groups.join(ben.viewer, group_id=made.id)
    groups.answer(cast.ana().viewer, group_id=made.id, account_id=ben.id, accept=False)
    assert groups.access_group(ben.viewer, made.id).own is None
    again = groups.join(ben.viewer, group_id=made.id)
    assert again.own is not None
    assert again.own.state is MemberState.ASKED


def test_who_is_invited_decides() -> None:
    made, ben = group(Admission.HIDDEN), cast.ben()
    groups.invite(cast.ana().viewer, group_id=made.id, account_id=ben.id)
    assert [one.id for one in groups.mine(ben.viewer, MemberState.INVITED)] == [made.id]
    assert groups.access_group(ben.viewer, made.id).members == 1
    groups.leave(ben.viewer, group_id=made.id)
    with pytest.raises(NotFound):
        groups.join(ben.viewer, group_id=made.id)


def test_members_invite_to_open_groups_and_not_to_closed_ones() -> None:
    made, ben, carla = group(), cast.ben(), cast.carla()
    let_in(made, ben)
    groups.invite(ben.viewer, group_id=made.id, account_id=carla.id)
    closed = group(Admission.REQUEST, handle="council")
    let_in(closed, ben)
    with pytest.raises(Forbidden):
        groups.invite(ben.viewer, group_id=closed.id, account_id=carla.id)


def test_nobody_invites_across_a_block() -> None:
    made, ben = group(), cast.ben()
    graph.block(ben.viewer, target_id=cast.ana().id)
    with pytest.raises(Invalid):
        groups.invite(cast.ana().viewer, group_id=made.id, account_id=ben.id)
    assert groups.mine(ben.viewer, MemberState.INVITED) == ()


def test_who_is_removed_is_told_why_and_may_come_back() -> None:
    made, ben = group(), cast.ben()
    let_in(made, ben)
    with pytest.raises(Invalid) as refusal:
        groups.remove_member(cast.ana().viewer, group_id=made.id, account_id=ben.id, reason="  ")
    assert refusal.value.field == "reason"
    groups.remove_member(cast.ana().viewer, group_id=made.id, account_id=ben.id, reason="Sells seeds here")
    assert _members(made.id) == {"ana"}
    (on_record,) = groups.removals(cast.ana().viewer, made.id)
    assert (on_record.account.handle, on_record.reason, on_record.by) == ("ben", "Sells seeds here", cast.ana().id)
    assert groups.join(ben.viewer, group_id=made.id).is_member


def test_who_is_shut_out_comes_back_when_that_is_lifted() -> None:
    made, ben = group(), cast.ben()
    let_in(made, ben)
    groups.remove_member(cast.ana().viewer, group_id=made.id, account_id=ben.id, reason="Spam", ban=True)
    with pytest.raises(Forbidden):
        groups.join(ben.viewer, group_id=made.id)
    with pytest.raises(Invalid):
        groups.invite(cast.ana().viewer, group_id=made.id, account_id=ben.id)
    groups.lift_ban(cast.ana().viewer, group_id=made.id, account_id=ben.id)
    assert groups.join(ben.viewer, group_id=made.id).is_member


def test_a_moderator_removes_members_and_nobody_above() -> None:
    made, ben, carla, dev = group(), cast.ben(), cast.carla(), cast.dev()
    let_in(made, ben, carla, dev)
    for one in (ben, carla):
        groups.set_role(cast.ana().viewer, group_id=made.id, account_id=one.id, role=GroupRole.MODERATOR)
    for target in (carla, cast.ana()):
        with pytest.raises(Forbidden):
            groups.remove_member(ben.viewer, group_id=made.id, account_id=target.id, reason="No")
    with pytest.raises(Forbidden):
        groups.set_role(ben.viewer, group_id=made.id, account_id=dev.id, role=GroupRole.MODERATOR)
    groups.remove_member(ben.viewer, group_id=made.id, account_id=dev.id, reason="Off topic, again")
    assert _members(made.id) == {"ana", "ben", "carla"}


def test_an_owner_remains() -> None:
    made, ben, ana = group(), cast.ben(), cast.ana()
    let_in(made, ben)
    with pytest.raises(Invalid):
        groups.leave(ana.viewer, group_id=made.id)
    with pytest.raises(Invalid):
        groups.set_role(ana.viewer, group_id=made.id, account_id=ana.id, role=GroupRole.MEMBER)
    groups.hand_over(ana.viewer, group_id=made.id, account_id=ben.id)
    assert groups.access_group(ben.viewer, made.id).owned_by_viewer
    assert not groups.access_group(ana.viewer, made.id).owned_by_viewer
    groups.leave(ana.viewer, group_id=made.id)


def test_the_last_one_to_leave_closes_the_group() -> None:
    made = group()
    groups.leave(cast.ana().viewer, group_id=made.id)
    with pytest.raises(Gone):
        groups.access_group(cast.ana().viewer, made.id)
    with pytest.raises(Invalid):
        group(by=cast.ben())


def test_only_an_owner_edits_and_closes() -> None:
    made, ben = group(), cast.ben()
    let_in(made, ben)
    with pytest.raises(Forbidden):
        groups.edit(ben.viewer, group_id=made.id, change=GroupChange(rules="Mine"))
    with pytest.raises(Forbidden):
        groups.close(ben.viewer, group_id=made.id)
    changed = groups.edit(
        cast.ana().viewer, group_id=made.id, change=GroupChange(display_name="Growers", rules="Be kind")
    )
    assert (changed.account.name, changed.rules) == ("Growers", "Be kind")


def test_an_erased_owner_is_followed_by_whoever_served_longest(clock: FrozenClock, drain: Callable[[], None]) -> None:
    ana, ben, carla, dev = cast.ana(), cast.ben(), cast.carla(), cast.dev()
    made = group(by=ana)
    for one in (ben, carla, dev):
        let_in(made, one)
        clock.advance(timedelta(days=1))
    groups.set_role(ana.viewer, group_id=made.id, account_id=carla.id, role=GroupRole.MODERATOR)
    accounts.erase_account(ana.viewer, password=cast.PASSWORD)
    drain()
    assert groups.access_group(carla.viewer, made.id).owned_by_viewer
    assert groups.access_group(ben.viewer, made.id).members == 3
    accounts.erase_account(carla.viewer, password=cast.PASSWORD)
    drain()
    assert groups.access_group(ben.viewer, made.id).owned_by_viewer


def test_a_group_without_people_is_closed(drain: Callable[[], None]) -> None:
    ana, made = cast.ana(), group(Admission.HIDDEN)
    accounts.erase_account(ana.viewer, password=cast.PASSWORD)
    drain()
    with pytest.raises(NotFound):
        groups.access_group(cast.ben().viewer, made.id)


def test_a_group_is_not_followed() -> None:
    with pytest.raises(Invalid) as refusal:
        graph.follow(cast.ben().viewer, target_id=group().id)
    assert refusal.value.safe == "A group is joined, not followed."
