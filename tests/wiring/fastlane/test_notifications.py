"""Notifications in the fast lane: what somebody decides acts on the next request, and what is unusual is Django's."""

from collections.abc import Callable

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.apps import api as apps
from folkmoot.domains.apps.models import Token
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.notifications.models import Notification
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, Visibility
from folkmoot.kernel import clock as kernel_clock
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.refs import account_ref, post_ref
from tests import cast
from tests.wiring.fastlane.both import MOST_STATEMENTS, Both

TOLD = "/api/v1/notifications"


@pytest.fixture
def both(drain: Callable[[], None], clock: FrozenClock) -> Both:
    """Ben is told that Ana follows him, favoured and boosted his post and answered it, and that Carla mentioned him."""
    mine = posts.publish(cast.ben().viewer, draft=PostDraft(text="Good morning"))
    graph.follow(cast.ana().viewer, target_id=cast.ben().id)
    posts.favourite(cast.ana().viewer, post_id=mine.id)
    posts.boost(cast.ana().viewer, post_id=mine.id)
    posts.publish(cast.ana().viewer, draft=PostDraft(text="And you", reply_to_id=mine.id))
    posts.publish(cast.carla().viewer, draft=PostDraft(text="@ben look"))
    drain()
    made = Both()
    body = made.same(cast.ben(), TOLD)[2]
    assert [body.count(b'"type":"%b"' % kind) for kind in (b"follow", b"favourite", b"reblog", b"mention")] == [
        1, 1, 1, 2,
    ]  # fmt: skip
    assert made.fast == 2
    return made


def said(both: Both, query: str = "") -> bytes:
    before = both.fast
    body: bytes = both.same(cast.ben(), TOLD, query)[2]
    assert both.fast > before, "Django answered"
    return body


def test_a_revoked_token_is_refused(both: Both) -> None:
    Token.objects.update(revoked_at=kernel_clock.now())
    assert both.same(cast.ben(), TOLD)[0].startswith("401")


def test_a_token_without_the_scope_is_refused(both: Both) -> None:
    Token.objects.update(scopes=["read:statuses"])
    assert both.same(cast.ben(), TOLD)[0].startswith("403")


@pytest.mark.parametrize("verb", ["block", "mute"])
def test_of_whom_one_blocks_or_mutes_one_is_told_nothing(both: Both, verb: str) -> None:
    getattr(graph, verb)(cast.ben().viewer, target_id=cast.ana().id)
    body = said(both)
    assert b"Ana Almeida" not in body
    assert b"look" in body


def test_of_whom_one_mutes_without_notifications_one_is_told(both: Both) -> None:
    graph.mute(cast.ben().viewer, target_id=cast.ana().id, notifications=False)
    assert b"Ana Almeida" in said(both)


def test_a_block_by_somebody_acts_at_once(both: Both) -> None:
    graph.block(cast.ana().viewer, target_id=cast.ben().id)
    assert b"Ana Almeida" not in said(both)


def test_a_decision_about_an_answer_acts_at_once(both: Both) -> None:
    answer = Notification.objects.get(kind="reply").subject_id
    integrity.decide_on(
        cast.mo().viewer, ref=post_ref(answer), responsible=cast.ana().id, clause_id="threats", treatment="remove"
    )
    assert b"And you" not in said(both)


def test_of_who_was_removed_nobody_is_told(both: Both) -> None:
    integrity.decide_on(
        cast.mo().viewer, ref=account_ref(cast.ana().id), responsible=cast.ana().id, clause_id="threats",
        treatment="hold",
    )  # fmt: skip
    assert b"Ana Almeida" not in both.same(cast.ben(), TOLD)[2]


def test_of_who_erased_the_account_nobody_is_told(both: Both) -> None:
    accounts.erase_account(cast.ana().viewer, password=cast.PASSWORD)
    assert b"Ana Almeida" not in both.same(cast.ben(), TOLD)[2]


def test_a_new_name_is_told_at_once(both: Both) -> None:
    accounts.edit_profile(cast.ana().viewer, change=accounts.ProfileChange(display_name="Ana the Miller"))
    assert b"Ana the Miller" in said(both)


def test_what_was_read_is_no_longer_unread(both: Both) -> None:
    assert said(both).count(b'"unread":true') == 5
    newest = Notification.objects.order_by("-id").values_list("id", flat=True)[1]
    notifications.mark_read(cast.ben().viewer, up_to_id=newest)
    assert said(both).count(b'"unread":true') == 1


def test_dismissed_ones_are_gone(both: Both) -> None:
    follow = Notification.objects.get(kind="follow").id
    notifications.dismiss(cast.ben().viewer, notification_id=follow)
    assert b'"type":"follow"' not in said(both)


def test_pages_walk_on(both: Both) -> None:
    ids = list(Notification.objects.filter(account_id=cast.ben().id).order_by("-id").values_list("id", flat=True))
    for query in (f"max_id={ids[2]}&limit=2", f"min_id={ids[3]}&limit=2", f"since_id={ids[2]}", "limit=1", "limit=90"):
        said(both, query)


def test_a_direct_message_is_left_to_django(both: Both, drain: Callable[[], None]) -> None:
    posts.publish(cast.ana().viewer, draft=PostDraft(text="@ben psst", visibility=Visibility.DIRECT))
    drain()
    assert both.through(both.environ(TOLD, "", both.token(cast.ben())))
    assert b"psst" in both.same(cast.ben(), TOLD)[2]


def test_a_decision_about_the_reader_is_left_to_django(both: Both, drain: Callable[[], None]) -> None:
    mine = Notification.objects.get(kind="favourite").subject_id
    integrity.decide_on(
        cast.mo().viewer, ref=post_ref(mine), responsible=cast.ben().id, clause_id="threats", treatment="remove"
    )
    drain()
    assert both.through(both.environ(TOLD, "", both.token(cast.ben())))
    assert b"moderation_warning" in both.same(cast.ben(), TOLD)[2]


@pytest.mark.parametrize("query", ["types[]=follow", "exclude_types[]=follow", "account_id=1", "include_filtered=true"])
def test_what_is_unusual_goes_on_to_django(both: Both, query: str) -> None:
    assert both.through(both.environ(TOLD, query, both.token(cast.ben())))


def test_the_number_of_statements_does_not_depend_on_that_of_notifications(
    both: Both, drain: Callable[[], None]
) -> None:
    said(both)
    before = both.statements(cast.ben(), TOLD)
    for number in range(6):
        posts.publish(cast.dev().viewer, draft=PostDraft(text=f"@ben number {number}"))
    drain()
    said(both)
    assert both.statements(cast.ben(), TOLD) == before <= MOST_STATEMENTS


def test_markers_of_other_lists_count_for_nothing(both: Both) -> None:
    newest = Notification.objects.order_by("-id").values_list("id", flat=True)[0]
    apps.set_markers(cast.ben().viewer, positions={"home": newest})
    assert said(both).count(b'"unread":true') == 5
