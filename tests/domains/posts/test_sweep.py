"""Vault records that no post names are swept after a day, and never while a backup is taken."""

from datetime import timedelta

from folkmoot.domains.posts import api as posts
from folkmoot.domains.residency import api as residency
from folkmoot.infra.holds import api as holds
from folkmoot.kernel.clock import FrozenClock
from tests import cast


def _orphan(owner: cast.Person) -> int:
    """What a process leaves that dies between the vault and the central database."""
    return residency.records.put(owner.id, residency.RecordKind.POST, b"nobody will ever name this")


def test_an_orphan_is_swept_after_a_day(clock: FrozenClock) -> None:
    ana = cast.ana()
    draft = posts.PostDraft(text="for my followers", visibility=posts.Visibility.FOLLOWERS)
    kept = posts.publish(ana.viewer, draft=draft)
    orphan = _orphan(ana)
    clock.advance(timedelta(hours=23))
    assert posts.sweep_records() == 0
    clock.advance(timedelta(hours=2))
    assert posts.sweep_records() == 1
    assert residency.records.get([orphan]) == {}
    assert posts.access_post(ana.viewer, kept.id).text == "for my followers"


def test_a_backup_holds_the_sweeper_off(clock: FrozenClock) -> None:
    orphan = _orphan(cast.ana())
    clock.advance(timedelta(hours=25))
    with holds.held(holds.BACKUP, at_most=timedelta(hours=12)):
        assert posts.sweep_records() == 0
        assert list(residency.records.get([orphan])) == [orphan]
    assert posts.sweep_records() == 1


def test_a_backup_that_died_does_not_hold_it_for_ever(clock: FrozenClock) -> None:
    _orphan(cast.ana())
    clock.advance(timedelta(hours=25))
    with holds.held(holds.BACKUP, at_most=timedelta(hours=12)):
        clock.advance(timedelta(hours=13))
        assert posts.sweep_records() == 1
