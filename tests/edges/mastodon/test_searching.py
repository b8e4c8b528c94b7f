"""How clients narrow a search down."""

from collections.abc import Callable

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import ProfileChange
from tests import cast
from tests.edges.mastodon.api_client import ApiClient, client_of

Drain = Callable[[], None]
SEARCH = "/api/v2/search"


def quinces(drain: Drain) -> tuple[ApiClient, list[str]]:
    ana = cast.ana()
    accounts.edit_profile(ana.viewer, change=ProfileChange(indexable=True))
    client = client_of(ana)
    made = [client.post("/api/v1/statuses", {"status": f"quince {number}"})["id"] for number in range(5)]
    drain()
    return client, made


def test_posts_are_walked_by_ids_and_by_number(drain: Drain) -> None:
    ana, made = quinces(drain)

    def found(**asked: object) -> list[int]:
        return [made.index(one["id"]) for one in ana.get(SEARCH, q="quince", **asked)["statuses"]]

    assert found(max_id=made[2]) == [1, 0]
    assert found(min_id=made[1], limit=2) == [3, 2]
    assert found(min_id=made[0], max_id=made[3]) == [2, 1]
    assert found(type="statuses", offset=3) == [1, 0]
    assert found(offset=3) == [4, 3, 2, 1, 0]
    assert found(max_id="nonsense") == [4, 3, 2, 1, 0]


def test_posts_of_one_author_and_people_whom_one_follows(drain: Drain) -> None:
    _, made = quinces(drain)
    ben, ana = client_of(cast.ben()), cast.ana()
    written = ben.get(SEARCH, q="quince", account_id=str(ana.id), exclude_unreviewed="true")["statuses"]
    assert len(written) == len(made)
    assert ben.get(SEARCH, q="quince", account_id=str(cast.ben().id))["statuses"] == []
    assert ben.get(SEARCH, q="ana", type="accounts", following="true")["accounts"] == []
    ben.post(f"/api/v1/accounts/{ana.id}/follow")
    assert [one["acct"] for one in ben.get(SEARCH, q="ana", type="accounts", following="true")["accounts"]] == ["ana"]
