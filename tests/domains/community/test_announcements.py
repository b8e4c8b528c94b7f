from collections.abc import Callable
from datetime import timedelta

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.community import api as community
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Forbidden, Invalid, NotFound
from tests import cast
from tests.conftest import NOON


def made(text: str = "Market on Sunday", **times: object) -> community.Announcement:
    return community.make_announcement(cast.olga().viewer, text=text, **times)  # type: ignore[arg-type]


def texts() -> list[str]:
    return [one.text for one in community.current_announcements(cast.ana().viewer)]


def test_everybody_reads_what_an_operator_announces(clock: FrozenClock) -> None:
    one = made(starts_at=NOON + timedelta(days=1), ends_at=NOON + timedelta(days=2), all_day=True)
    (read,) = community.current_announcements(cast.ana().viewer)
    assert read == one
    assert (read.html, read.published, read.read) == ("<p>Market on Sunday</p>", True, False)
    clock.advance(timedelta(days=3))
    assert texts() == []
    assert [old.published for old in community.announcements(cast.olga().viewer)] == [False]


def test_an_announcement_waits_for_its_time(clock: FrozenClock) -> None:
    made(publish_at=NOON + timedelta(hours=1))
    assert texts() == []
    clock.advance(timedelta(hours=1))
    assert texts() == ["Market on Sunday"]


def test_only_operators_announce() -> None:
    for attempt in (
        lambda: community.make_announcement(cast.mo().viewer, text="Hello"),
        lambda: community.announcements(cast.ana().viewer),
    ):
        with pytest.raises(Forbidden):
            attempt()
    assert texts() == []


def test_words_and_an_order_of_times_are_needed(clock: FrozenClock) -> None:
    with pytest.raises(Invalid) as no_words:
        made(" ")
    with pytest.raises(Invalid) as no_order:
        made(ends_at=NOON - timedelta(hours=1))
    assert [no_words.value.field, no_order.value.field] == ["text", "ends_at"]
    assert texts() == []


def test_an_announcement_is_changed_and_removed() -> None:
    one, olga = made(), cast.olga().viewer
    community.change_announcement(olga, announcement_id=one.id, text="Market on Monday")
    assert texts() == ["Market on Monday"]
    community.remove_announcement(olga, announcement_id=one.id)
    assert texts() == []
    with pytest.raises(NotFound):
        community.change_announcement(olga, announcement_id=one.id, text="Market")


def test_who_has_put_it_away_is_one_person(drain: Callable[[], None]) -> None:
    one = made()
    for _ in range(2):
        community.dismiss_announcement(cast.ana().viewer, announcement_id=one.id)
    assert [view.read for view in community.current_announcements(cast.ana().viewer)] == [True]
    assert community.current_announcements(cast.ana().viewer, unread_only=True) == ()
    assert len(community.current_announcements(cast.ben().viewer, unread_only=True)) == 1


def test_reactions_are_counted_for_each_emoji() -> None:
    one = made()
    for person, name in ((cast.ana(), "🎉"), (cast.ana(), "🎉"), (cast.ben(), "🎉"), (cast.ben(), "👩‍🌾")):
        community.react_to_announcement(person.viewer, announcement_id=one.id, name=name)
    (seen,) = community.current_announcements(cast.ana().viewer)
    assert seen.reactions == (community.Reaction("🎉", 2, own=True), community.Reaction("👩‍🌾", 1, own=False))
    community.unreact_to_announcement(cast.ana().viewer, announcement_id=one.id, name="🎉")
    (seen,) = community.current_announcements(cast.ana().viewer)
    assert seen.reactions[0] == community.Reaction("🎉", 1, own=False)


@pytest.mark.parametrize("name", ["hello", "a", "1", "", "🎉🎉", ":nothing:", "é", "愛"])
def test_words_are_no_reaction(name: str) -> None:
    one = made()
    with pytest.raises(Invalid):
        community.react_to_announcement(cast.ana().viewer, announcement_id=one.id, name=name)
    assert community.access_announcement(cast.ana().viewer, one.id).reactions == ()


def test_eight_different_reactions_and_no_more() -> None:
    one = made()
    for name in "🐱🐶🐭🐹🐰🦊🐻🐼":
        community.react_to_announcement(cast.ana().viewer, announcement_id=one.id, name=name)
    with pytest.raises(Invalid) as refused:
        community.react_to_announcement(cast.ben().viewer, announcement_id=one.id, name="🐸")
    assert refused.value.safe == "Limit of different reactions reached"
    community.react_to_announcement(cast.ben().viewer, announcement_id=one.id, name="🐱")
    assert community.access_announcement(cast.ben().viewer, one.id).reactions[0].count == 2


def test_nothing_of_an_erased_account_stays(drain: Callable[[], None]) -> None:
    one, ana = made(), cast.ana()
    community.react_to_announcement(ana.viewer, announcement_id=one.id, name="🎉")
    community.dismiss_announcement(ana.viewer, announcement_id=one.id)
    accounts.erase_account(ana.viewer, password=ana.password)
    drain()
    (seen,) = community.current_announcements(cast.ben().viewer)
    assert seen.reactions == ()
