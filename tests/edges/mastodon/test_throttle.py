"""How much a person, an address and an app may ask, and the headers that say so."""

import msgspec
import pytest

from folkmoot.domains.apps import api as apps
from folkmoot.infra import config
from folkmoot.kernel.clock import FrozenClock
from tests import cast
from tests.edges.mastodon.api_client import ApiClient, client_of, token_of


def test_all_apps_of_a_person_and_all_people_of_an_app_count_together(
    monkeypatch: pytest.MonkeyPatch, clock: FrozenClock
) -> None:
    few = msgspec.structs.replace(config.current(), api_per_person=3, api_per_app=5)
    monkeypatch.setattr(config, "_current", few)
    sleek = apps.register_app(name="Sleek", redirect_uris=[apps.OUT_OF_BAND], scopes="read", address="192.0.2.1")
    people = (cast.ana(), cast.ben(), cast.carla())
    anas, bens, carlas = (ApiClient(token_of(one, "read", sleek)) for one in people)
    for left in (2, 1, 0):
        anas.get("/api/v1/preferences")
        assert anas.last.headers["RateLimit"] == f'"person";r={left};t=300, "app";r={left + 2};t=300'
    assert anas.last.headers["RateLimit-Policy"] == '"person";q=3;w=300, "app";q=5;w=300'
    other = client_of(cast.ana())
    assert other.get("/api/v1/preferences") == {"error": "Too many requests"}
    assert (other.status, other.last.headers["Retry-After"]) == (429, "300")
    bens.get("/api/v1/preferences")
    assert bens.status == 200
    bens.get("/api/v1/preferences")
    assert bens.status == 200
    carlas.get("/api/v1/preferences")
    assert carlas.status == 429, "the app has used up what it has"


def test_wrong_tokens_and_wrong_addresses_count_for_the_address(clock: FrozenClock) -> None:
    client = ApiClient("wrong")
    client.get("/api/v1/preferences")
    assert client.last.headers["X-RateLimit-Remaining"] == "299"
    client.get("/api/v1/nothing/here")
    assert client.last.headers["X-RateLimit-Remaining"] == "298"
    client.delete("/api/v1/instance")
    assert client.last.headers["X-RateLimit-Remaining"] == "297"
    client.post("/oauth/token", {"grant_type": "authorization_code", "code": "guessed"})
    assert client.last.headers["X-RateLimit-Remaining"] == "296"
    for _ in range(296):
        client.get("/api/v1/nothing/here")
    assert client.status == 404
    client.get("/api/v1/preferences")
    assert client.status == 429
