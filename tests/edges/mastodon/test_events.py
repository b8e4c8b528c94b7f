"""Events by the client API."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from folkmoot.domains.groups.api import Admission
from tests import cast
from tests.domains.events.planning import SWAP, event
from tests.domains.groups.making import group, let_in
from tests.edges.mastodon.api_client import ApiClient, client_of

pytestmark = pytest.mark.usefixtures("clock")
_HOME = "/api/folkmoot/v1/events"
SENT = {
    "title": "Night walk",
    "starts_at": "2026-10-24T22:00",
    "ends_at": "2026-10-25T03:00:00Z",
    "zone": "Europe/Berlin",
    "place": "Town gate",
}


def test_make_list_and_answer() -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    made = ana.post(_HOME, SENT, key="once")
    assert ana.post(_HOME, SENT, key="once")["id"] == made["id"]
    assert (made["starts_at"], made["ends_at"]) == ("2026-10-24T20:00:00.000Z", "2026-10-25T03:00:00.000Z")
    assert (made["title"], made["may_edit"], made["account"]["acct"]) == ("Night walk", True, "ana")
    assert made["status"]["visibility"] == "public"
    said = ben.post(f"{_HOME}/{made['id']}/respond", {"answer": "going"})
    assert (said["going_count"], said["maybe_count"], said["own_answer"], said["may_edit"]) == (1, 0, "going", False)
    assert [one["id"] for one in ben.get(_HOME, show="mine")] == [made["id"]]
    assert [one["id"] for one in ApiClient().get(_HOME)] == [made["id"]]
    assert ben.get(_HOME, show="groups") == []


@pytest.mark.parametrize("wrong", [{"starts_at": "soon"}, {"zone": "Mars"}, {"visibility": "direct"}, {"title": ""}])
def test_nonsense_is_refused_and_leaves_nothing(wrong: dict[str, str]) -> None:
    ana = client_of(cast.ana())
    ana.post(_HOME, SENT | wrong)
    assert ana.status == 422
    assert ana.get(_HOME) == []


def test_a_closed_groups_event_is_not_there_for_others() -> None:
    made = group(Admission.REQUEST)
    let_in(made, cast.ben())
    inside = event(draft=replace(SWAP, group_id=made.id))
    assert client_of(cast.ben()).get(f"{_HOME}/{inside.id}")["status"]["folkmoot"]["visibility"] == "group"
    for client in (client_of(cast.carla()), ApiClient()):
        client.get(f"{_HOME}/{inside.id}")
        assert client.status == 404
        assert client.get(_HOME) == []
    carla = client_of(cast.carla())
    carla.post(f"{_HOME}/{inside.id}/respond", {"answer": "going"})
    assert carla.status == 404


def test_change_and_cancel(drain: Callable[[], None]) -> None:
    """What is not sent stays; who goes is told of another place, and of the end."""
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    made = ana.post(_HOME, SENT | {"text": "Bring a light"})
    path = f"{_HOME}/{made['id']}"
    ben.post(f"{path}/respond", {"answer": "going"})
    changed = ana.put(path, {"place": "Mill bridge", "starts_at": "2026-10-24T23:00"})
    assert (changed["title"], changed["text"], changed["place"]) == ("Night walk", "Bring a light", "Mill bridge")
    assert (changed["starts_at"], changed["ends_at"]) == ("2026-10-24T21:00:00.000Z", made["ends_at"])
    assert (changed["sequence"], changed["going_count"], changed["cancelled_at"]) == (1, 1, None)
    assert ana.put(path, {})["sequence"] == 1
    drain()
    assert [one["type"] for one in ben.get("/api/v1/notifications")] == ["folkmoot.event_changed"]
    over = ana.post(f"{path}/cancel")
    assert over["cancelled_at"] is not None
    assert ana.post(f"{path}/cancel") == over
    drain()
    assert "folkmoot.event_cancelled" in [one["type"] for one in ben.get("/api/v1/notifications")]
    ana.put(path, {"title": "Day walk"})
    assert ana.status == 409
    assert ben.get(path)["title"] == "Night walk"


@pytest.mark.parametrize(("wrong", "status"), [({"ends_at": "2026-10-24T10:00Z"}, 422), ({"title": " "}, 422)])
def test_a_change_that_makes_no_sense_changes_nothing(wrong: dict[str, str], status: int) -> None:
    ana = client_of(cast.ana())
    made = ana.post(_HOME, SENT)
    ana.put(f"{_HOME}/{made['id']}", wrong)
    assert ana.status == status
    assert ana.get(f"{_HOME}/{made['id']}") == made


def test_only_the_organiser_changes_and_cancels() -> None:
    made = client_of(cast.ana()).post(_HOME, SENT)
    path = f"{_HOME}/{made['id']}"
    for client, status in ((client_of(cast.ben()), 403), (ApiClient(), 401)):
        client.put(path, {"title": "Mine now"})
        assert client.status == status
        client.post(f"{path}/cancel")
        assert client.status == status
    kept = client_of(cast.ana()).get(path)
    assert (kept["title"], kept["cancelled_at"], kept["sequence"]) == ("Night walk", None, 0)


def test_a_group_invites() -> None:
    made = group(Admission.REQUEST)
    let_in(made, cast.ben())
    sent = SENT | {"group_id": str(made.id), "by_group": True}
    found = client_of(cast.ana()).post(_HOME, sent)
    assert (found["by_group"], found["may_cancel"], found["account"]["acct"]) == (True, True, "ana")
    seen = client_of(cast.ben()).get(f"{_HOME}/{found['id']}")
    assert (seen["by_group"], seen["may_edit"], seen["may_cancel"]) == (True, False, False)
    ben = client_of(cast.ben())
    ben.post(_HOME, sent)
    assert ben.status == 403
    assert [one["id"] for one in ben.get(_HOME)] == [found["id"]]
