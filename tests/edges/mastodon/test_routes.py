"""What every endpoint declares holds for every endpoint: tokens, scopes, unknown ids, methods, other sites."""

import pytest
from django.test import Client

from folkmoot.domains.apps import api as apps
from folkmoot.edges.mastodon.routing import Asks, Endpoint
from folkmoot.edges.mastodon.table import ENDPOINTS
from folkmoot.kernel.clock import FrozenClock
from tests import cast
from tests.edges.mastodon.api_client import ALL, ApiClient, app_token, client_of

SCOPED = [endpoint for endpoint in ENDPOINTS if endpoint.scopes]
PERSONAL = [endpoint for endpoint in ENDPOINTS if endpoint.asks is Asks.PERSON]
OPEN_READS = [
    endpoint
    for endpoint in ENDPOINTS
    if endpoint.asks is Asks.ANYONE and endpoint.method == "GET" and "<" not in endpoint.path
]
OWN_READS = [endpoint for endpoint in PERSONAL if endpoint.method == "GET" and "<" not in endpoint.path]
WITH_IDS = [endpoint for endpoint in ENDPOINTS if "_id>" in endpoint.path]
#: Asked of a client without further fields, these answer with an error that says what is missing or switched off.
SWITCHED_OFF = {
    "/api/v1/push/subscription": 404,
    "/api/v1/streaming/health": 503,
    "/api/v1/streaming": 307,
    "/.well-known/webfinger": 404,
    "/api/v1/timelines/link": 404,
}
SWITCHED_OFF["/api/v1/accounts/lookup"] = SWITCHED_OFF["/api/v1/timelines/link"] = 404


ADMIN = f"{ALL} admin:read admin:write"


def somebody(endpoint: Endpoint) -> ApiClient:
    """Who may call it: an operator where it is for staff, a member everywhere else."""
    return client_of(cast.olga(), ADMIN) if "/admin/" in endpoint.path else client_of(cast.ana())


def names(endpoints: list[Endpoint]) -> list[str]:
    return [endpoint.name for endpoint in endpoints]


def ask(client: ApiClient, endpoint: Endpoint, value: str = "1") -> object:
    path = endpoint.path
    while "<" in path:
        path = path[: path.index("<")] + value + path[path.index(">") + 1 :]
    return getattr(client, endpoint.method.lower())(path)


def test_no_method_and_path_is_declared_twice() -> None:
    assert len(names(list(ENDPOINTS))) == len(set(names(list(ENDPOINTS))))


def test_every_declared_scope_exists() -> None:
    assert {scope for endpoint in ENDPOINTS for scope in endpoint.scopes} <= apps.SCOPES


@pytest.mark.parametrize("endpoint", PERSONAL, ids=names(PERSONAL))
def test_a_person_is_needed(endpoint: Endpoint) -> None:
    nobody, app = ApiClient(), ApiClient(app_token(ADMIN))
    assert ask(nobody, endpoint) == {"error": "The access token is invalid"}
    assert nobody.status == 401
    assert ask(app, endpoint) == {"error": "This method requires an authenticated user"}
    assert app.status == 422


@pytest.mark.parametrize("endpoint", SCOPED, ids=names(SCOPED))
def test_a_token_without_the_scope_is_refused(endpoint: Endpoint) -> None:
    other = "push" if endpoint.scopes != ("push",) else "read"
    client = client_of(cast.ana(), other)
    assert ask(client, endpoint) == {"error": "This action is outside the authorized scopes"}
    assert client.status == 403


@pytest.mark.parametrize("endpoint", OPEN_READS, ids=names(OPEN_READS))
def test_open_reads_answer_nobody(endpoint: Endpoint) -> None:
    client = ApiClient()
    ask(client, endpoint)
    assert client.status == SWITCHED_OFF.get(endpoint.path, 200)
    assert client.last.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("endpoint", OWN_READS, ids=names(OWN_READS))
def test_own_reads_answer_a_member(endpoint: Endpoint) -> None:
    client = somebody(endpoint)
    ask(client, endpoint)
    assert client.status == SWITCHED_OFF.get(endpoint.path, 200)


@pytest.mark.parametrize("endpoint", WITH_IDS, ids=names(WITH_IDS))
@pytest.mark.parametrize("value", ["1", "99999999999999999999", "no-number", "１２", "0"])
def test_unknown_ids_are_not_found(endpoint: Endpoint, value: str) -> None:
    if endpoint.path.endswith("/translate"):
        return
    client = somebody(endpoint)
    ask(client, endpoint, value)
    allowed = {404, 422} if endpoint.method in {"POST", "PUT"} else {404}
    assert client.status in allowed, client.last.content


def test_an_invalid_token_is_refused_also_where_none_is_needed() -> None:
    client = ApiClient("wrong")
    assert client.get("/api/v1/timelines/public") == {"error": "The access token is invalid"}
    assert client.status == 401


def test_an_unknown_address_and_method_are_json() -> None:
    client = ApiClient()
    assert client.get("/api/v1/nothing/here") == {"error": "Record not found"}
    assert client.status == 404
    assert client.delete("/api/v1/instance") == {"error": "Method not allowed"}
    assert (client.status, client.last.headers["Allow"]) == (405, "GET")


def test_other_sites_may_ask() -> None:
    answer = Client().options("/api/v1/statuses")
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Idempotency-Key" in answer.headers["Access-Control-Allow-Headers"]


def test_a_slash_at_the_end_changes_nothing() -> None:
    assert ApiClient().get("/api/v1/instance/") == ApiClient().get("/api/v1/instance")


def test_calls_are_counted_and_the_client_is_told(clock: FrozenClock) -> None:
    client = ApiClient()
    client.get("/api/v1/instance")
    assert client.last.headers["X-RateLimit-Limit"] == "300"
    assert client.last.headers["X-RateLimit-Remaining"] == "299"
    for _ in range(299):
        client.get("/api/v1/instance/peers")
    assert client.status == 200
    assert client.get("/api/v1/instance/peers") == {"error": "Too many requests"}
    assert client.status == 429
    assert int(client.last.headers["Retry-After"]) > 0
    member = client_of(cast.ana())
    member.get("/api/v1/instance")
    assert member.last.headers["X-RateLimit-Limit"] == "1500"
