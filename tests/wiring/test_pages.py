"""How many pages somebody may open in five minutes."""

from datetime import timedelta

import msgspec
import pytest
from django.test import Client

from folkmoot.domains.residency import api as residency
from folkmoot.infra import config
from folkmoot.infra.http.cookies import SESSION_COOKIE
from folkmoot.kernel.clock import FrozenClock
from tests import cast


@pytest.fixture(autouse=True)
def _few_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    few = msgspec.structs.replace(config.current(), pages_per_person=4, pages_per_address=2)
    monkeypatch.setattr(config, "_current", few)


def _statuses(client: Client, path: str, count: int, **headers: str) -> list[int]:
    return [client.get(path, **headers).status_code for _ in range(count)]  # type: ignore[arg-type] # headers by name


def test_an_address_is_paced_and_told_when_to_come_back(clock: FrozenClock) -> None:
    clock.advance(timedelta(seconds=60))
    assert _statuses(Client(), "/about", 3) == [200, 200, 429]
    answer = Client().get("/about")
    assert answer.headers["Retry-After"] == "240"
    assert answer.headers["RateLimit-Policy"] == '"pages of an address";q=2;w=300'
    assert answer.headers["RateLimit"] == '"pages of an address";r=0;t=240'
    assert "That was too much in a short time. Please wait a little." in answer.content.decode()
    assert _statuses(Client(), "/about", 1, REMOTE_ADDR="192.0.2.9") == [200]
    clock.advance(timedelta(seconds=240))
    assert _statuses(Client(), "/about", 1) == [200]


def test_a_person_is_paced_wherever_they_are(clock: FrozenClock) -> None:
    ana = cast.ana()
    client = Client()
    place = residency.SessionPlace("A test's browser", "127.0.0.1")
    client.cookies[SESSION_COOKIE] = residency.sessions.open_session(ana.id, place)
    given = [client.get("/about", REMOTE_ADDR=f"192.0.2.{number}").status_code for number in range(5)]
    assert given == [200, 200, 200, 200, 429]


def test_pictures_and_parts_of_pages_do_not_count() -> None:
    assert _statuses(Client(), f"/media/{'0' * 32}.webp", 5) == [404] * 5
    assert _statuses(Client(), "/manifest.webmanifest", 5) == [200] * 5
    assert _statuses(Client(), "/about", 2) == [200, 200]
