"""Groups by the client API."""

from folkmoot.domains.groups.api import Admission
from tests import cast
from tests.domains.groups.making import group, let_in, say
from tests.edges.mastodon.api_client import ApiClient, client_of

_HOME = "/api/folkmoot/v1/groups"


def test_a_member_posts_and_reads_and_an_outsider_does_not() -> None:
    made = group(Admission.REQUEST)
    let_in(made, cast.ben())
    ben, carla = client_of(cast.ben()), client_of(cast.carla())
    sent = ben.post("/api/v1/statuses", {"status": "Bees!", "folkmoot": {"group_id": str(made.id)}})
    assert (sent["visibility"], sent["folkmoot"]["visibility"]) == ("private", "group")
    assert sent["folkmoot"]["group"] == {
        "id": str(made.id),
        "acct": "gardeners",
        "display_name": "Gardeners",
        "admission": "request",
    }
    assert [one["id"] for one in ben.get(f"{_HOME}/{made.id}/timeline")] == [sent["id"]]
    assert carla.get(f"{_HOME}/{made.id}/timeline") == []
    carla.get(f"/api/v1/statuses/{sent['id']}")
    assert carla.status == 404
    carla.get(f"{_HOME}/{made.id}/members")
    assert carla.status == 404
    carla.post("/api/v1/statuses", {"status": "Me!", "folkmoot": {"group_id": str(made.id)}})
    assert carla.status == 422


def test_join_and_leave() -> None:
    made, ben = group(), client_of(cast.ben())
    joined = ben.post(f"{_HOME}/{made.id}/join")
    assert (joined["state"], joined["role"], joined["members_count"], joined["may_post"]) == (
        "member",
        "member",
        2,
        True,
    )
    assert joined["account"]["group"] is True
    assert [one["id"] for one in ben.get(_HOME)] == [str(made.id)]
    assert {one["account"]["acct"] for one in ben.get(f"{_HOME}/{made.id}/members")} == {"ana", "ben"}
    ben.post(f"{_HOME}/{made.id}/leave")
    assert ben.get(_HOME) == []


def test_a_hidden_group_is_not_there() -> None:
    made, ben, nobody = group(Admission.HIDDEN), client_of(cast.ben()), ApiClient()
    post = say(cast.ana(), made)
    paths = [f"{_HOME}/{made.id}", f"{_HOME}/{made.id}/timeline", f"/api/v1/accounts/{made.id}"]
    paths += ["/api/v1/accounts/lookup?acct=gardeners", f"/api/v1/statuses/{post.id}"]
    for client in (ben, nobody):
        for path in paths:
            missing = client.get(path.replace(str(made.id), str(made.id + 1)).replace("gardeners", "nosuchone"))
            assert client.status == 404
            assert (client.get(path), client.status) == (missing, 404)
    ben.post(f"{_HOME}/{made.id}/join")
    assert ben.status == 404
    assert ben.get(f"{_HOME}/search", q="gard") == []
    assert ben.get("/api/v2/search", q="gardeners", type="accounts")["accounts"] == []
