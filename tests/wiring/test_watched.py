"""What stands around everything that answers."""

import io
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from folkmoot.infra import config
from folkmoot.infra.health import requests
from folkmoot.infra.health.files import web_alive_file
from folkmoot.infra.health.requests import InHand, State
from folkmoot.wiring.watched import Telling, Watched


class Seconds:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def start(_status: str, _headers: object) -> None:
    """As a server would."""


@pytest.fixture
def settings(tmp_path: Path) -> config.Config:
    return msgspec.structs.replace(config.current(), data=tmp_path)


def environ(body: bytes) -> dict[str, Any]:
    return {"PATH_INFO": "/", "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}


def test_a_request_is_in_hand_until_it_ends_however_it_does() -> None:
    seconds = Seconds()
    in_hand = InHand(1, 60, seconds)
    ages: list[float] = []

    def answering(asked: dict[str, Any], _start: object) -> Iterable[bytes]:
        seconds.now += 7
        ages.append(in_hand.state().oldest)
        if asked["PATH_INFO"] == "/broken":
            raise ValueError("broken")
        return [b"x"]

    watched = Watched(answering, in_hand)
    assert watched({"PATH_INFO": "/"}, start) == [b"x"]
    assert in_hand.state() == State()
    with pytest.raises(ValueError, match="broken"):
        watched({"PATH_INFO": "/broken"}, start)
    assert (ages, in_hand.state()) == ([7, 7], State())


@pytest.mark.parametrize(("size", "stuck"), [(1_000_000, True), (1_000_001, False)])
def test_only_of_what_is_large_each_part_is_a_sign_of_life(size: int, *, stuck: bool) -> None:
    seconds = Seconds()
    in_hand = InHand(1, 60, seconds)
    found: list[bool] = []

    def reading(asked: dict[str, Any], _start: object) -> Iterable[bytes]:
        seconds.now += 50
        first = asked["wsgi.input"].read(10)
        seconds.now += 50
        found.append(in_hand.state().stuck)
        return [first + asked["wsgi.input"].readline() + asked["wsgi.input"].read()]

    body = b"a line\n" * (size // 7) + b"-" * (size % 7)
    assert Watched(reading, in_hand)(environ(body), start) == [body]
    assert found == [stuck]


def test_the_sign_of_life_is_given_only_while_somebody_gets_on(
    settings: config.Config, caplog: pytest.LogCaptureFixture
) -> None:
    seconds = Seconds()
    in_hand = InHand(1, 60, seconds)
    telling, alive = Telling(settings, 1, in_hand), web_alive_file(settings, 1)
    telling.tell()
    assert alive.exists()
    alive.unlink()
    in_hand.begin()
    seconds.now = 61
    with caplog.at_level(logging.ERROR, "folkmoot"):
        telling.tell()
        telling.tell()
    assert (alive.exists(), requests.noted(settings)) == (False, {"web 1": State(61, stuck=True)})
    [record] = caplog.records
    assert "test_the_sign_of_life_is_given_only_while" in record.getMessage(), "where it was, once"
    in_hand.end()
    telling.tell()
    assert (alive.exists(), requests.noted(settings)) == (True, {"web 1": State()})


def test_a_data_folder_that_cannot_be_written_ends_nothing(settings: config.Config) -> None:
    missing = msgspec.structs.replace(settings, data=settings.data / "missing")
    Telling(missing, 1, InHand(1, 60)).tell()
    assert requests.noted(missing) == {}
