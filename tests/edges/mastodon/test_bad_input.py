"""Whatever comes, each endpoint answers with an error in Mastodon's form, and never breaks."""

from typing import Any

import msgspec
import pytest
from django.test import Client

from folkmoot.edges.mastodon.routing import Endpoint
from folkmoot.edges.mastodon.table import ENDPOINTS
from tests import cast
from tests.edges.mastodon.api_client import ALL, client_of, token_of

WRITES = [endpoint for endpoint in ENDPOINTS if endpoint.method != "GET"]
READS = [endpoint for endpoint in ENDPOINTS if endpoint.method == "GET"]
FIELDS = [
    "status",
    "title",
    "account_id",
    "account_ids",
    "status_ids",
    "status_id",
    "media_ids",
    "in_reply_to_id",
    "quoted_status_id",
    "poll",
    "context",
    "choices",
    "keyword",
    "keywords_attributes",
    "expires_in",
    "scheduled_at",
    "visibility",
    "language",
    "spoiler_text",
    "comment",
    "rule_ids",
    "value",
    "home",
    "display_name",
    "note",
    "fields_attributes",
    "avatar",
    "locked",
    "source",
    "client_name",
    "redirect_uris",
    "scopes",
    "website",
    "username",
    "email",
    "password",
    "agreement",
    "locale",
    "reason",
    "duration",
    "notifications",
    "file",
    "description",
    "focus",
    "replies_policy",
    "exclusive",
    "token",
    "code",
    "grant_type",
    "client_id",
    "client_secret",
    "filter_action",
    "last_read_id",
    "folkmoot",
    "reblogs",
    "notify",
]
#: Those that publishing and filters read, each alone among sound ones.
ALONE = (
    "status", "media_ids", "in_reply_to_id", "quoted_status_id", "poll", "scheduled_at", "visibility", "language",
    "spoiler_text", "sensitive", "folkmoot", "title", "context", "keywords_attributes", "expires_in", "filter_action",
)  # fmt: skip
ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    2**70,
    1.5,
    "",
    " \u0000\u202e\u2066\U0001f600 ",
    "x" * 70_000,
    "2026-13-45T99:99:99Z",
    "9999-12-31T23:59:59Z",
    "inf,nan",
    [],
    [None],
    ["a", {"b": []}],
    {},
    {"a": {"b": {"c": {"d": 1}}}},
    {"options": ["a", "a"], "expires_in": -5, "last_read_id": "x", "title": "\n", "kind": "boost"},
)
QUERIES: tuple[dict[str, str], ...] = (
    {"limit": "-1", "max_id": "x", "min_id": "1", "since_id": "9" * 30, "offset": "1e9"},
    {"limit": "0", "q": "\u202e@@@ %00 ", "acct": "@@", "resource": "acct:@", "types[]": "x", "id[]": "x"},
    {"q": "http://[", "type": "nothing", "id": "1", "timeline": "home", "cursor": "9" * 40 + "-x", "tagged": "#" * 300},
    {
        "q": "x" * 5000,
        "resource": "http://localhost:8000/@",
        "following": "true",
        "account_id": "-4",
        "offset": "999999999",
    },
)


def path_of(endpoint: Endpoint, value: str) -> str:
    path = endpoint.path
    while "<" in path:
        path = path[: path.index("<")] + value + path[path.index(">") + 1 :]
    return path


def check(answer: Any, sent: object) -> None:
    assert answer.status_code < 500 or answer.status_code == 503, (sent, answer.content)
    if not answer.headers["Content-Type"].startswith("application/json"):
        assert answer.content == b"OK", (sent, answer.content)
        return
    body = msgspec.json.decode(answer.content)
    if answer.status_code >= 400:
        assert isinstance(body["error"], str), (sent, body)


@pytest.fixture
def odd_site() -> tuple[Client, dict[str, str], str]:
    """A member with a post, so that writes meet something."""
    headers = {"Authorization": f"Bearer {token_of(cast.ana(), ALL)}"}
    post = client_of(cast.ana()).post("/api/v1/statuses", {"status": "Here"})
    return Client(), headers, str(post["id"])


@pytest.mark.parametrize("endpoint", WRITES, ids=[endpoint.name for endpoint in WRITES])
def test_odd_bodies_do_no_harm(endpoint: Endpoint, odd_site: tuple[Client, dict[str, str], str]) -> None:
    client, headers, post_id = odd_site
    for value in ODD:
        body = msgspec.json.encode(dict.fromkeys(FIELDS, value))
        path = path_of(endpoint, post_id)
        check(client.generic(endpoint.method, path, body, content_type="application/json", headers=headers), value)


@pytest.mark.parametrize("name", ALONE)
def test_one_odd_field_does_no_harm(name: str, odd_site: tuple[Client, dict[str, str], str]) -> None:
    client, headers, _ = odd_site
    usual = {"status": "Hello", "title": "A", "context": ["home"], "account_id": str(cast.ben().id)}
    for path in ("/api/v1/statuses", "/api/v2/filters"):
        for value in ODD:
            body = msgspec.json.encode(usual | {name: value})
            check(client.generic("POST", path, body, content_type="application/json", headers=headers), (path, value))


@pytest.mark.parametrize("endpoint", READS, ids=[endpoint.name for endpoint in READS])
def test_odd_addresses_do_no_harm(endpoint: Endpoint, odd_site: tuple[Client, dict[str, str], str]) -> None:
    client, headers, post_id = odd_site
    for query in QUERIES:
        check(client.get(path_of(endpoint, post_id), query, headers=headers), query)
        check(client.get(path_of(endpoint, "%00%F0%9F%98%80"), query, headers=headers), query)


def test_odd_tokens_are_invalid() -> None:
    for value in ("Bearer", "Bearer ", "Bearer a b", "Bearer \u00e9", "bearer " + "x" * 5000, "Basic x"):
        answer = Client().get("/api/v1/accounts/verify_credentials", headers={"Authorization": value})
        assert answer.status_code == 401


@pytest.mark.parametrize("query", ["local[]=1", "local[a]=1", "only_media[][b]=true"])
def test_a_switch_that_is_a_list_is_off(query: str) -> None:
    assert Client().get(f"/api/v1/timelines/public?{query}").status_code == 200


@pytest.mark.parametrize("depth", [300, 600, 900, 5000])
def test_deeply_nested_json_does_no_harm(depth: int, odd_site: tuple[Client, dict[str, str], str]) -> None:
    client, headers, _ = odd_site
    body = b'{"a":' + b"[" * depth + b"]" * depth + b"}"
    answer = client.generic("POST", "/api/v1/statuses", body, content_type="application/json", headers=headers)
    assert answer.status_code in {400, 422}
