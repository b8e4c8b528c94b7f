"""The web server says where streaming is, and whether it runs."""

import os
import time

import msgspec
import pytest
from django.test import Client

from folkmoot.infra import config
from tests.edges.mastodon.api_client import ApiClient

PATH = "/api/v1/streaming/user?access_token=x"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(monkeypatch)


def set_up(monkeypatch: pytest.MonkeyPatch, **changes: object) -> None:
    monkeypatch.setattr(config, "_current", msgspec.structs.replace(config.current(), **changes))


def urls() -> tuple[str, str]:
    client = ApiClient()
    first, second = client.get("/api/v1/instance"), client.get("/api/v2/instance")
    return first["urls"]["streaming_api"], second["configuration"]["urls"]["streaming"]


def test_without_a_proxy_it_is_on_a_port_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(monkeypatch, port=8000, origin="https://town.example")
    assert urls() == ("wss://town.example:8001", "wss://town.example:8001")
    answer = Client().get(PATH)
    assert (answer.status_code, answer["Location"]) == (307, f"https://town.example:8001{PATH}")
    assert answer["Access-Control-Allow-Origin"] == "*"
    upgraded = Client().get("/api/v1/streaming?stream=user", headers={"Upgrade": "websocket"})
    assert upgraded["Location"] == "wss://town.example:8001/api/v1/streaming?stream=user"


def test_behind_a_proxy_it_is_at_the_origin(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(monkeypatch, origin="https://town.example", proxies=1)
    assert urls() == ("wss://town.example", "wss://town.example")
    client = ApiClient()
    assert client.get(PATH) == {"error": "The proxy of this site must pass streaming on"}
    assert client.status == 503


def test_it_may_have_an_address_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(monkeypatch, origin="https://town.example", proxies=1, streaming_origin="https://live.town.example/")
    assert urls() == ("wss://live.town.example", "wss://live.town.example")


def test_health_is_a_sign_of_life_of_the_last_moments() -> None:
    file = config.current().streaming_alive_file
    client = ApiClient()
    assert client.get("/api/v1/streaming/health") == {"error": "Streaming is not running"}
    assert client.status == 503
    file.touch()
    try:
        answer = Client().get("/api/v1/streaming/health")
        assert (answer.status_code, answer.content) == (200, b"OK")
        os.utime(file, (time.time() - 21, time.time() - 21))
        assert Client().get("/api/v1/streaming/health").status_code == 503
    finally:
        file.unlink()
