"""Blocks, mutes and notes."""

from datetime import timedelta

import pytest

from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.models import Mute
from folkmoot.infra.outbox.models import OutboxEvent
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.pages import PageRequest
from tests import cast


def test_a_block_ends_follows_both_ways_and_takes_both_off_lists() -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ana.viewer, target_id=ben.id)
    graph.follow(ben.viewer, target_id=ana.id)
    close = graph.create_list(ana.viewer, title="Close")
    graph.add_to_list(ana.viewer, list_id=close.id, account_ids=[ben.id])
    assert graph.block(ana.viewer, target_id=ben.id) == graph.Relationship(ben.id, blocking=True)
    assert graph.block(ana.viewer, target_id=ben.id) == graph.Relationship(ben.id, blocking=True)
    assert graph.relationships(ben.viewer, [ana.id])[ana.id] == graph.Relationship(ana.id, blocked_by=True)
    assert graph.counts([ana.id, ben.id]) == {ana.id: graph.GraphCounts(), ben.id: graph.GraphCounts()}
    assert graph.list_member_ids(ana.viewer, close.id) == frozenset()
    kinds = list(OutboxEvent.objects.order_by("id").values_list("kind", flat=True))
    assert kinds[-3:] == ["graph.unfollowed", "graph.unfollowed", "graph.blocked"]


def test_unblocking_brings_no_follow_back() -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ben.viewer, target_id=ana.id)
    graph.block(ana.viewer, target_id=ben.id)
    assert [account.handle for account in graph.blocks(ana.viewer, PageRequest()).items] == ["ben"]
    assert graph.unblock(ana.viewer, target_id=ben.id) == graph.Relationship(ben.id)
    assert not graph.follows(ben.id, ana.id)
    with pytest.raises(Invalid):
        graph.block(ana.viewer, target_id=ana.id)
    with pytest.raises(NotFound):
        graph.block(ana.viewer, target_id=1)


def test_a_mute_runs_out(clock: FrozenClock) -> None:
    ana, ben = cast.ana(), cast.ben()
    muted = graph.mute(ana.viewer, target_id=ben.id, notifications=False, lasts_seconds=3600)
    assert (muted.muting, muted.muting_notifications) == (True, False)
    assert muted.mute_expires_at == clock.moment + timedelta(hours=1)
    assert graph.surroundings(ana.viewer, [ben.id]).muting == {ben.id}
    assert graph.relationships(ben.viewer, [ana.id])[ana.id] == graph.Relationship(ana.id)
    clock.advance(timedelta(hours=1))
    assert graph.relationships(ana.viewer, [ben.id])[ben.id] == graph.Relationship(ben.id)
    assert graph.surroundings(ana.viewer, [ben.id]).muting == frozenset()
    assert graph.mutes(ana.viewer, PageRequest()).items == ()
    graph.sweep_mutes()
    assert Mute.objects.count() == 0


def test_muting_again_replaces_the_settings_and_unmute_ends_it(clock: FrozenClock) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.mute(ana.viewer, target_id=ben.id, lasts_seconds=60)
    forever = graph.mute(ana.viewer, target_id=ben.id)
    assert (forever.muting_notifications, forever.mute_expires_at) == (True, None)
    assert graph.silenced_by(ana.id, [ben.id]) == {ben.id}
    assert graph.silencers_of(ben.id, [ana.id]) == {ana.id}
    assert graph.unmute(ana.viewer, target_id=ben.id) == graph.Relationship(ben.id)
    assert graph.silencers_of(ben.id, [ana.id]) == frozenset()
    for seconds in (-1, 10**12):
        with pytest.raises(Invalid):
            graph.mute(ana.viewer, target_id=ben.id, lasts_seconds=seconds)
    assert Mute.objects.count() == 0


def test_those_who_block_or_are_blocked_are_silent_both_ways() -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    graph.block(ana.viewer, target_id=ben.id)
    graph.block(carla.viewer, target_id=ana.id)
    assert graph.silenced_by(ana.id, [ben.id, carla.id]) == {ben.id, carla.id}
    assert graph.silencers_of(ana.id, [ben.id, carla.id]) == {ben.id, carla.id}


def test_a_note_is_seen_by_its_writer_only() -> None:
    ana, ben = cast.ana(), cast.ben()
    assert graph.set_note(ana.viewer, target_id=ben.id, text="met at the fair").note == "met at the fair"
    assert graph.relationships(ben.viewer, [ana.id])[ana.id].note == ""
    assert graph.set_note(ana.viewer, target_id=ben.id, text="").note == ""
