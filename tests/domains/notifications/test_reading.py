from collections.abc import Callable

import pytest

from folkmoot.domains.apps import api as apps
from folkmoot.domains.graph import api as graph
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.notifications.api import NotificationKind
from folkmoot.domains.posts import api as posts
from folkmoot.kernel.errors import NotFound, NotSignedIn
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.viewer import NOBODY
from tests import cast
from tests.queries import assert_same_query_count

Drain = Callable[[], None]


def follows(drain: Drain, count: int) -> None:
    ana = cast.ana()
    for member in cast.crowd(count):
        graph.follow(member.viewer, target_id=ana.id)
        drain()


def handles(page: object) -> list[str]:
    return [one.actor.handle for one in page.items]  # type: ignore[attr-defined] # a page of notifications


def test_pages_go_down_and_up(drain: Drain) -> None:
    ana = cast.ana()
    follows(drain, 5)
    first = notifications.notifications_of(ana.viewer, PageRequest(limit=2))
    assert handles(first) == ["neighbour4", "neighbour3"]
    second = notifications.notifications_of(ana.viewer, PageRequest(max_id=first.next_max_id, limit=2))
    assert handles(second) == ["neighbour2", "neighbour1"]
    last = notifications.notifications_of(ana.viewer, PageRequest(max_id=second.next_max_id, limit=2))
    assert (handles(last), last.next_max_id) == (["neighbour0"], None)
    up = notifications.notifications_of(ana.viewer, PageRequest(min_id=last.prev_min_id, limit=2))
    assert handles(up) == ["neighbour2", "neighbour1"]


def test_kinds_are_chosen_or_left_out(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ben.viewer, target_id=ana.id)
    posts.publish(ben.viewer, draft=posts.PostDraft(text="@ana hello"))
    drain()
    only = notifications.notifications_of(ana.viewer, PageRequest(), kinds=[NotificationKind.FOLLOW])
    assert [one.kind for one in only.items] == [NotificationKind.FOLLOW]
    rest = notifications.notifications_of(ana.viewer, PageRequest(), exclude=[NotificationKind.FOLLOW])
    assert [one.kind for one in rest.items] == [NotificationKind.MENTION]
    none = notifications.notifications_of(ana.viewer, PageRequest(), kinds=[])
    assert none.items == ()


def test_reading_moves_the_marker_forward_only(drain: Drain) -> None:
    ana = cast.ana()
    follows(drain, 3)
    ids = [one.id for one in notifications.notifications_of(ana.viewer, PageRequest()).items]
    assert notifications.unread_count(ana.viewer) == 3
    notifications.mark_read(ana.viewer, up_to_id=ids[1])
    assert notifications.unread_count(ana.viewer) == 1
    notifications.mark_read(ana.viewer, up_to_id=ids[2])
    assert notifications.unread_count(ana.viewer) == 1
    assert [one.unread for one in notifications.notifications_of(ana.viewer, PageRequest()).items] == [
        True,
        False,
        False,
    ]
    assert [marker.last_read_id for marker in apps.markers(ana.viewer, ["notifications"])] == [ids[1]]
    assert notifications.unread_count(NOBODY) == 0


def test_dismiss_and_clear_touch_only_ones_own(drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    follows(drain, 3)
    newest = notifications.notifications_of(ana.viewer, PageRequest()).items[0]
    with pytest.raises(NotFound):
        notifications.dismiss(ben.viewer, notification_id=newest.id)
    with pytest.raises(NotFound):
        notifications.notification(ben.viewer, newest.id)
    notifications.clear(ben.viewer)
    notifications.dismiss(ana.viewer, notification_id=newest.id)
    assert handles(notifications.notifications_of(ana.viewer, PageRequest())) == ["neighbour1", "neighbour0"]
    notifications.clear(ana.viewer)
    assert notifications.notifications_of(ana.viewer, PageRequest()).items == ()
    with pytest.raises(NotSignedIn):
        notifications.notifications_of(NOBODY, PageRequest())


def test_favourites_of_a_post_are_told_together(drain: Drain) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    one, two = (posts.publish(ana.viewer, draft=posts.PostDraft(text=text)) for text in ("one", "two"))
    for person, post in ((ben, one), (ben, two), (carla, one)):
        posts.favourite(person.viewer, post_id=post.id)
        drain()
    page = notifications.grouped(ana.viewer, PageRequest())
    assert [(group.key, [actor.handle for actor in group.actors]) for group in page.items] == [
        (f"favourite-{one.id}", ["carla", "ben"]),
        (f"favourite-{two.id}", ["ben"]),
    ]
    first = notifications.grouped(ana.viewer, PageRequest(limit=1))
    assert [actor.handle for actor in first.items[0].actors] == ["carla"]
    rest = notifications.grouped(ana.viewer, PageRequest(limit=5, max_id=first.next_max_id))
    assert [group.key for group in rest.items] == [f"favourite-{two.id}", f"favourite-{one.id}"]


def test_queries_do_not_grow_with_the_rows(drain: Drain) -> None:
    ana = cast.ana()
    post = posts.publish(ana.viewer, draft=posts.PostDraft(text="one"))

    def more(number: int) -> None:
        member = cast.person(f"member{number}")
        graph.follow(member.viewer, target_id=ana.id)
        posts.publish(member.viewer, draft=posts.PostDraft(text="@ana hello"))
        posts.favourite(member.viewer, post_id=post.id)
        drain()

    def read() -> None:
        notifications.notifications_of(ana.viewer, PageRequest(limit=80))
        notifications.grouped(ana.viewer, PageRequest(limit=20))
        notifications.unread_count(ana.viewer)

    assert_same_query_count(more, read)
