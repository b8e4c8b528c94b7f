"""Making, changing, cancelling and answering; what is decided about the post acts on the event."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.events import api as events
from folkmoot.domains.events.api import Answer, EventDraft, Which
from folkmoot.domains.events.models import Event, EventAnswer
from folkmoot.domains.graph import api as graph
from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import Admission, GroupRole
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.notifications.api import NotificationKind
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Gap, Visibility
from folkmoot.infra.config import current
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Conflict, FolkmootError, Forbidden, Gone, Invalid, NotFound
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.viewer import Viewer
from tests import cast
from tests.cast import Person
from tests.domains.events.planning import SWAP, event
from tests.domains.groups.making import group, let_in
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.usefixtures("clock")
Drain = Callable[[], None]
NOBODY = Viewer()


def _told(person: Person, drain: Drain) -> list[tuple[NotificationKind, int]]:
    drain()
    found = notifications.notifications_of(person.viewer, PageRequest()).items
    return [(one.kind, one.post.id) for one in found if one.post is not None]


def _titles(person: Person, which: Which = Which.ALL) -> list[str]:
    return [one.title for one in events.list_events(person.viewer, which).items]


def test_an_event_is_announced_by_a_post() -> None:
    made = event()
    assert (made.title, made.place, made.zone) == ("Seed swap", "Old library", "Europe/Berlin")
    assert made.starts_at == datetime(2026, 3, 7, 13, 0, tzinfo=UTC)
    assert made.ends_at == datetime(2026, 3, 7, 15, 30, tzinfo=UTC)
    assert (made.going, made.maybe, made.own, made.mine, made.sequence) == (0, 0, None, True, 0)
    post = posts.access_post(NOBODY, made.post.id)
    assert post.text == (
        "Seed swap\n\n2026-03-07 14:00 – 16:30 (Europe/Berlin)\nOld library\n\n"
        f"Bring what you have too much of. #seeds\n\n{current().public_origin}/events/{made.id}"
    )
    assert (post.author.id, post.visibility, post.tags) == (cast.ana().id, Visibility.PUBLIC, ("seeds",))
    assert events.event_of_post(NOBODY, post.id).id == made.id


def test_the_same_key_makes_one_event() -> None:
    first, again = event(idempotency_key="once"), event(idempotency_key="once")
    assert again.id == first.id
    assert posts.author_counts([cast.ana().id])[cast.ana().id].posts == 1
    assert event(idempotency_key="twice").id != first.id


def test_times_across_a_change_of_clocks() -> None:
    night = EventDraft(
        title="The long night",
        starts=datetime(2026, 10, 24, 22, 0),
        ends=datetime(2026, 10, 25, 4, 0),
        zone="Europe/Berlin",
    )
    made = event(draft=night)
    assert (made.starts_at, made.ends_at) == (
        datetime(2026, 10, 24, 20, 0, tzinfo=UTC),
        datetime(2026, 10, 25, 3, 0, tzinfo=UTC),
    )
    assert made.ends_at - made.starts_at == timedelta(hours=7)
    twice = replace(night, starts=datetime(2026, 10, 25, 2, 30))
    assert event(draft=twice).starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second = replace(twice, starts=datetime(2026, 10, 25, 2, 30, fold=1))
    assert event(draft=second).starts_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"place": "x" * 301}, "place"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"ends": SWAP.starts}, "ends"),
        ({"ends": SWAP.starts + timedelta(days=367)}, "ends"),
        ({"starts": SWAP.starts - timedelta(days=9), "ends": SWAP.starts - timedelta(days=8)}, "ends"),
        ({"starts": datetime(2026, 3, 29, 2, 30), "ends": datetime(2026, 3, 29, 9)}, "starts"),
        ({"visibility": Visibility.DIRECT}, "visibility"),
        ({"visibility": Visibility.GROUP}, "visibility"),
    ],
)
def test_a_refusal_leaves_nothing(change: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        event(draft=replace(SWAP, **change))  # type: ignore[arg-type] # the fields of a draft
    assert refused.value.field == field
    assert not Event.objects.exists()
    assert posts.author_counts([cast.ana().id]).get(cast.ana().id, posts.AuthorCounts()).posts == 0


def test_a_post_that_is_refused_leaves_no_event() -> None:
    made = group(Admission.REQUEST)
    with pytest.raises(FolkmootError):
        event(by=cast.ben(), draft=replace(SWAP, group_id=made.id))
    assert not Event.objects.exists()


def test_who_goes(drain: Drain) -> None:
    made, ben, carla = event(), cast.ben(), cast.carla()
    said = events.respond(ben.viewer, event_id=made.id, answer=Answer.GOING)
    assert (said.going, said.maybe, said.own) == (1, 0, Answer.GOING)
    events.respond(ben.viewer, event_id=made.id, answer=Answer.GOING)
    events.respond(carla.viewer, event_id=made.id, answer=Answer.MAYBE)
    seen = events.access_event(NOBODY, made.id)
    assert (seen.going, seen.maybe, seen.own) == (1, 1, None)
    assert [one.handle for one in events.people_of(cast.dev().viewer, made.id)] == ["ben"]
    assert [one.handle for one in events.people_of(cast.dev().viewer, made.id, Answer.MAYBE)] == ["carla"]
    graph.block(ben.viewer, target_id=cast.dev().id)
    assert events.people_of(cast.dev().viewer, made.id) == ()
    events.respond(ben.viewer, event_id=made.id, answer=Answer.NOT)
    assert events.access_event(NOBODY, made.id).going == 0
    assert EventAnswer.objects.count() == 2


def test_a_change_of_time_or_place_is_told_once(drain: Drain) -> None:
    made, ben, carla = event(), cast.ben(), cast.carla()
    events.respond(ben.viewer, event_id=made.id, answer=Answer.GOING)
    events.respond(carla.viewer, event_id=made.id, answer=Answer.NOT)
    events.respond(cast.ana().viewer, event_id=made.id, answer=Answer.GOING)
    events.edit(cast.ana().viewer, event_id=made.id, draft=replace(SWAP, text="Seeds alone."))
    assert _told(ben, drain) == []
    later = replace(SWAP, starts=SWAP.starts + timedelta(hours=1))
    changed = events.edit(cast.ana().viewer, event_id=made.id, draft=later)
    assert (changed.sequence, changed.starts_at) == (2, datetime(2026, 3, 7, 14, 0, tzinfo=UTC))
    assert "2026-03-07 15:00" in posts.access_post(NOBODY, made.post.id).text
    assert events.edit(cast.ana().viewer, event_id=made.id, draft=later).sequence == 2
    assert _told(ben, drain) == [(NotificationKind.EVENT_CHANGED, made.post.id)]
    assert _told(carla, drain) == _told(cast.ana(), drain) == []


def test_only_the_organiser_changes_it(drain: Drain) -> None:
    made = event()
    with pytest.raises(Forbidden):
        events.edit(cast.ben().viewer, event_id=made.id, draft=replace(SWAP, title="Mine"))
    with pytest.raises(Forbidden):
        events.cancel(cast.ben().viewer, event_id=made.id)
    kept = events.access_event(NOBODY, made.id)
    assert (kept.title, kept.sequence, kept.cancelled_at) == ("Seed swap", 0, None)


def test_a_cancelled_event_says_so(drain: Drain, clock: FrozenClock) -> None:
    made, ben = event(), cast.ben()
    events.respond(ben.viewer, event_id=made.id, answer=Answer.MAYBE)
    done = events.cancel(cast.ana().viewer, event_id=made.id)
    assert (done.cancelled_at, done.sequence, done.title) == (clock.moment, 1, "Seed swap")
    assert posts.access_post(NOBODY, made.post.id).text.startswith("✕ Seed swap ✕\n")
    assert events.cancel(cast.ana().viewer, event_id=made.id).sequence == 1
    assert _told(ben, drain) == [(NotificationKind.EVENT_CANCELLED, made.post.id)]
    with pytest.raises(Conflict):
        events.respond(ben.viewer, event_id=made.id, answer=Answer.GOING)
    with pytest.raises(Conflict):
        events.edit(cast.ana().viewer, event_id=made.id, draft=replace(SWAP, title="No, after all"))
    assert events.access_event(ben.viewer, made.id).own is Answer.MAYBE


def test_a_reminder_comes_the_day_before_and_once(drain: Drain, clock: FrozenClock) -> None:
    made, ben, carla = event(), cast.ben(), cast.carla()
    events.respond(ben.viewer, event_id=made.id, answer=Answer.GOING)
    events.respond(carla.viewer, event_id=made.id, answer=Answer.MAYBE)
    assert events.remind() == 0
    clock.advance(timedelta(days=5, hours=2))
    assert (events.remind(), events.remind()) == (1, 0)
    assert _told(ben, drain) == [(NotificationKind.EVENT_REMINDER, made.post.id)]
    assert _told(carla, drain) == []


def test_a_closed_groups_event_is_for_its_members() -> None:
    made = group(Admission.REQUEST)
    let_in(made, cast.ben())
    inside = event(draft=replace(SWAP, group_id=made.id))
    row = Event.objects.get(id=inside.id)
    assert (row.title, row.text, row.place, row.record_id is not None) == ("", "", "", True)
    assert events.access_event(cast.ben().viewer, inside.id).title == "Seed swap"
    assert (_titles(cast.ben()), _titles(cast.ben(), Which.GROUPS)) == (["Seed swap"], ["Seed swap"])
    for outsider in (cast.carla().viewer, NOBODY):
        with pytest.raises(NotFound):
            events.access_event(outsider, inside.id)
        assert events.list_events(outsider).items == ()
        assert events.list_events(outsider, group_id=made.id).items == ()
    with pytest.raises(NotFound):
        events.respond(cast.carla().viewer, event_id=inside.id, answer=Answer.GOING)
    assert not EventAnswer.objects.exists()
    events.respond(cast.ben().viewer, event_id=inside.id, answer=Answer.GOING)
    changed = events.edit(cast.ana().viewer, event_id=inside.id, draft=replace(SWAP, place="Shed"))
    assert changed.place == "Shed"
    assert Event.objects.get(id=inside.id).place == ""
    groups.leave(cast.ben().viewer, group_id=made.id)
    assert _titles(cast.ben(), Which.MINE) == []
    assert events.calendar_of(cast.ben().id) == ()


@pytest.mark.parametrize("removed", [True, False])
def test_who_is_no_member_any_more_does_not_come(*, removed: bool, drain: Callable[[], None]) -> None:
    """Of a closed group; to a public event of an open one they may still come. Who stays, stays on the list."""
    made, other = group(Admission.REQUEST), group(Admission.OPEN, handle="walkers")
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    closed = event(draft=replace(SWAP, group_id=made.id))
    public = event(draft=replace(SWAP, group_id=other.id))
    for one in (made, other):
        let_in(one, ben, carla)
    for person in (ben, carla):
        for found in (closed, public):
            events.respond(person.viewer, event_id=found.id, answer=Answer.GOING)
    for one in (made, other):
        if removed:
            groups.remove_member(ana.viewer, group_id=one.id, account_id=ben.id, reason="Quarrels")
        else:
            groups.leave(ben.viewer, group_id=one.id)
    drain()
    assert [one.id for one in events.people_of(ana.viewer, closed.id)] == [carla.id]
    assert events.access_event(ana.viewer, closed.id).going == 1
    assert [one.id for one in events.people_of(ana.viewer, public.id)] == [ben.id, carla.id]


def test_who_came_back_before_the_news_went_round_still_comes(drain: Callable[[], None]) -> None:
    made, ben = group(Admission.REQUEST), cast.ben()
    inside = event(draft=replace(SWAP, group_id=made.id))
    let_in(made, ben)
    events.respond(ben.viewer, event_id=inside.id, answer=Answer.GOING)
    groups.leave(ben.viewer, group_id=made.id)
    let_in(made, ben)
    drain()
    assert events.access_event(cast.ana().viewer, inside.id).going == 1


def test_a_group_invites_through_who_looks_after_it() -> None:
    """It stands as the group's; another moderator cancels it and cannot rewrite it, a member neither."""
    made, ana, ben, carla = group(Admission.REQUEST), cast.ana(), cast.ben(), cast.carla()
    let_in(made, ben, carla)
    groups.set_role(ana.viewer, group_id=made.id, account_id=ben.id, role=GroupRole.MODERATOR)
    draft = replace(SWAP, group_id=made.id, by_group=True)
    with pytest.raises(Forbidden):
        event(by=carla, draft=draft)
    with pytest.raises(Invalid):
        event(by=ana, draft=replace(SWAP, by_group=True))
    assert not Event.objects.exists()
    inside = event(by=ana, draft=draft)
    seen = events.access_event(carla.viewer, inside.id)
    assert (seen.host.id, seen.organiser.id, seen.mine, seen.may_cancel) == (made.id, ana.id, False, False)
    with pytest.raises(Forbidden):
        events.cancel(carla.viewer, event_id=inside.id)
    with pytest.raises(Forbidden):
        events.edit(ben.viewer, event_id=inside.id, draft=replace(draft, title="Bens"))
    assert events.access_event(ben.viewer, inside.id).title == "Seed swap"
    over = events.cancel(ben.viewer, event_id=inside.id)
    assert (over.cancelled_at is not None, over.post.author.id) == (True, ana.id)
    assert over.post.text.startswith("✕ Seed swap ✕")


def test_a_members_event_no_moderator_of_the_group_cancels() -> None:
    made, ben = group(Admission.REQUEST), cast.ben()
    let_in(made, ben)
    inside = event(by=ben, draft=replace(SWAP, group_id=made.id))
    with pytest.raises(Forbidden):
        events.cancel(cast.ana().viewer, event_id=inside.id)
    assert events.access_event(ben.viewer, inside.id).cancelled_at is None


def test_an_open_groups_event_is_for_everybody() -> None:
    made = group(Admission.OPEN)
    inside = event(draft=replace(SWAP, group_id=made.id))
    assert Event.objects.get(id=inside.id).title == "Seed swap"
    assert [one.id for one in events.list_events(NOBODY, group_id=made.id).items] == [inside.id]


def test_an_event_for_followers() -> None:
    graph.follow(cast.ben().viewer, target_id=cast.ana().id)
    made = event(draft=replace(SWAP, visibility=Visibility.FOLLOWERS))
    assert Event.objects.get(id=made.id).title == ""
    assert (_titles(cast.ben()), _titles(cast.carla())) == (["Seed swap"], [])
    with pytest.raises(NotFound):
        events.access_event(cast.carla().viewer, made.id)


def test_a_page_organises() -> None:
    ana = cast.ana()
    page = accounts.create_managed(ana.viewer, handle="library", display_name="Library", kind=accounts.AccountKind.PAGE)
    made = event(organiser_id=page.id)
    assert (made.organiser.handle, made.mine) == ("library", True)
    with pytest.raises(NotFound):
        event(by=cast.ben(), organiser_id=page.id)
    assert Event.objects.count() == 1


def test_what_is_decided_about_the_post_acts_on_the_event() -> None:
    made = event()
    reported = integrity.report(
        cast.ben().viewer, ref=post_ref(made.post.id), responsible=cast.ana().id, clause_id="harassment", comment="!"
    )
    assert reported.ref == post_ref(made.post.id)
    integrity.decide_on(
        cast.mo().viewer,
        ref=post_ref(made.post.id),
        responsible=cast.ana().id,
        clause_id="harassment",
        treatment="remove",
    )
    gone = events.access_event(cast.ben().viewer, made.id)
    assert (gone.post.gap, gone.title, gone.place, gone.text) == (Gap.REMOVED, "", "", "")
    assert _titles(cast.ben()) == []
    with pytest.raises(NotFound):
        events.respond(cast.ben().viewer, event_id=made.id, answer=Answer.GOING)


def test_who_deletes_the_post_takes_the_event_away() -> None:
    made = event()
    posts.delete(cast.ana().viewer, post_id=made.post.id)
    with pytest.raises(Gone):
        events.access_event(NOBODY, made.id)
    assert _titles(cast.ana(), Which.MINE) == []


def test_what_is_past_stands_apart(clock: FrozenClock) -> None:
    event()
    event(
        draft=replace(SWAP, title="Later", starts=SWAP.starts + timedelta(days=1), ends=SWAP.ends + timedelta(days=1))
    )
    assert _titles(cast.ben()) == ["Seed swap", "Later"]
    clock.advance(timedelta(days=6, hours=8))
    assert (_titles(cast.ben()), _titles(cast.ben(), Which.PAST)) == (["Later"], ["Seed swap"])
    clock.advance(timedelta(days=1))
    assert _titles(cast.ben(), Which.PAST) == ["Later", "Seed swap"]


def test_a_list_goes_on_where_it_ended() -> None:
    for number in range(3):
        event(draft=replace(SWAP, title=f"Swap {number}"))
    first = events.list_events(NOBODY, limit=2)
    assert [one.title for one in first.items] == ["Swap 0", "Swap 1"]
    rest = events.list_events(NOBODY, after=first.after, limit=2)
    assert ([one.title for one in rest.items], rest.after) == (["Swap 2"], None)


def test_a_list_asks_the_same_number_of_queries() -> None:
    ana = cast.ana()
    assert_same_query_count(
        lambda number: event(draft=replace(SWAP, title=f"Swap {number}")),
        lambda: events.list_events(ana.viewer, limit=60),
    )


def test_an_address_of_a_calendar_is_renewed() -> None:
    ana = cast.ana()
    assert events.calendar_token(ana.viewer) == ""
    first = events.renew_calendar(ana.viewer)
    assert events.calendar_token(ana.viewer) == first
    assert events.owner_of_calendar(first) == ana.id
    second = events.renew_calendar(ana.viewer)
    assert second != first
    for wrong in (first, "", f"{cast.ben().id}-{second.partition('-')[2]}"):
        with pytest.raises(NotFound):
            events.owner_of_calendar(wrong)


def test_who_is_erased_leaves_nothing(drain: Drain) -> None:
    mine, theirs = event(), event(by=cast.ben())
    events.respond(cast.ana().viewer, event_id=theirs.id, answer=Answer.GOING)
    events.respond(cast.ben().viewer, event_id=mine.id, answer=Answer.GOING)
    token = events.renew_calendar(cast.ana().viewer)
    accounts.erase_account(cast.ana().viewer, password=cast.PASSWORD)
    drain()
    assert [row.id for row in Event.objects.all()] == [theirs.id]
    assert not EventAnswer.objects.exists()
    with pytest.raises(NotFound):
        events.owner_of_calendar(token)
