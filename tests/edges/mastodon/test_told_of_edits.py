"""Edits, sign-ups and reports among what clients are told: both versions, the kinds that they ask for, the stream."""

from collections.abc import Callable
from typing import Any

import msgspec

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import RegistrationMode, SignUp
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.edges.mastodon.live import LivePresenter
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import post_ref
from tests import cast
from tests.edges.mastodon.api_client import client_of
from tests.queries import assert_same_query_count

Drain = Callable[[], None]
TOLD = "/api/v1/notifications"


def edited_after_a_boost_and_a_quote(drain: Drain) -> tuple[str, str]:
    """Ben boosted and Carla quoted what Ana edited: the ids of the post and of Carla's."""
    ana, ben, carla = client_of(cast.ana()), client_of(cast.ben()), client_of(cast.carla())
    status = ana.post("/api/v1/statuses", {"status": "Frist"})
    ben.post(f"/api/v1/statuses/{status['id']}/reblog")
    quoting = carla.post("/api/v1/statuses", {"status": "Look", "quoted_status_id": status["id"]})
    ana.put(f"/api/v1/statuses/{status['id']}", {"status": "First"})
    drain()
    return status["id"], quoting["id"]


def report(drain: Drain, text: str = "Hm") -> integrity.ReportView:
    post = posts.publish(cast.ana().viewer, draft=PostDraft(text=text))
    filed = integrity.report(
        cast.ben().viewer, ref=post_ref(post.id), responsible=cast.ana().id, clause_id="flooding", comment="Look"
    )
    drain()
    return filed


def join(drain: Drain, handle: str = "noor") -> None:
    wish = SignUp(handle=handle, email=f"{handle}@example.org", password=cast.PASSWORD)
    accounts.sign_up(wish, mode=RegistrationMode.OPEN)
    drain()


def kinds(found: list[dict[str, Any]]) -> list[str]:
    return [one["type"] for one in found]


def test_an_edit_is_told_to_who_boosted_and_to_who_quoted(drain: Drain) -> None:
    post_id, quoting_id = edited_after_a_boost_and_a_quote(drain)
    ben, carla = client_of(cast.ben()), client_of(cast.carla())
    (update,) = ben.get(TOLD)
    assert (update["type"], update["account"]["acct"], update["status"]["id"]) == ("update", "ana", post_id)
    assert "First" in update["status"]["content"]
    (quoted,) = carla.get(TOLD)
    assert (quoted["type"], quoted["account"]["acct"], quoted["status"]["id"]) == ("quoted_update", "ana", quoting_id)
    grouped = carla.get("/api/v2/notifications")
    assert [one["type"] for one in grouped["notification_groups"]] == ["quoted_update"]
    assert grouped["notification_groups"][0]["status_id"] == quoting_id


def test_clients_ask_for_these_kinds_and_leave_them_out(drain: Drain) -> None:
    edited_after_a_boost_and_a_quote(drain)
    ben = client_of(cast.ben())
    assert kinds(ben.get(TOLD, **{"types[]": ["update"]})) == ["update"]
    assert ben.get(TOLD, **{"types[]": ["quoted_update", "admin.report"]}) == []
    assert ben.get(TOLD, **{"exclude_types[]": ["update"]}) == []
    assert ben.get(f"{TOLD}/unread_count")["count"] == 1


def test_a_moderator_is_told_of_a_report_with_what_it_says(drain: Drain) -> None:
    mo = client_of(cast.mo())
    filed = report(drain)
    (told,) = mo.get(TOLD)
    assert (told["type"], told["account"]["acct"]) == ("admin.report", "ben")
    assert told["report"]["id"] == str(filed.id)
    assert (told["report"]["comment"], told["report"]["target_account"]["acct"]) == ("Look", "ana")
    (group,) = mo.get("/api/v2/notifications")["notification_groups"]
    assert (group["type"], group["report"]["id"]) == ("admin.report", str(filed.id))
    assert client_of(cast.ana()).get(TOLD) == []


def test_sign_ups_are_told_together(drain: Drain) -> None:
    mo = client_of(cast.mo())
    join(drain)
    join(drain, "hana")
    assert kinds(mo.get(TOLD)) == ["admin.sign_up", "admin.sign_up"]
    (group,) = mo.get("/api/v2/notifications")["notification_groups"]
    assert (group["type"], group["notifications_count"]) == ("admin.sign_up", 2)
    apart = mo.get("/api/v2/notifications", **{"grouped_types[]": ["follow"]})["notification_groups"]
    assert kinds(apart) == ["admin.sign_up", "admin.sign_up"]


def test_the_stream_says_the_same(drain: Drain) -> None:
    mo = cast.mo()
    report(drain)
    (view,) = notifications.notifications_of(mo.viewer, PageRequest()).items
    sent = msgspec.json.decode(LivePresenter().notification(mo.viewer, view))
    assert sent == client_of(mo).get(TOLD)[0]


def test_reports_cost_the_same_however_many(drain: Drain) -> None:
    mo = client_of(cast.mo())

    def more(number: int) -> None:
        report(drain, f"Hm {number}")
        join(drain, f"noor{number}")

    assert_same_query_count(more, lambda: mo.get(TOLD))
