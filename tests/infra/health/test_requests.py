"""Whether the threads of a web process get on, as that process and others see it."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from folkmoot.infra import config
from folkmoot.infra.health import requests
from folkmoot.infra.health.requests import InHand, State


class Seconds:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def busy(in_hand: InHand, number: int) -> Iterator[None]:
    """So many threads that begin with a request and stay at it."""
    begun, over = threading.Barrier(number + 1), threading.Event()

    def stay() -> None:
        in_hand.begin()
        begun.wait(10)
        over.wait(10)
        in_hand.end()

    threads = [threading.Thread(target=stay, daemon=True) for _ in range(number)]
    for thread in threads:
        thread.start()
    begun.wait(10)
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join(10)


def test_stuck_are_all_or_none() -> None:
    seconds = Seconds()
    in_hand = InHand(3, 60, seconds)
    assert in_hand.state() == State(0, stuck=False)
    with busy(in_hand, 2):
        seconds.now += 100
        assert in_hand.state() == State(100, stuck=False), "the third one answers"
        with busy(in_hand, 1):
            assert in_hand.state() == State(100, stuck=False), "somebody began only just"
            seconds.now += 59
            assert in_hand.state() == State(159, stuck=False)
            seconds.now += 1
            assert in_hand.state() == State(160, stuck=True)
            in_hand.get_on()
            assert in_hand.state() == State(160, stuck=False), "a part of something large came in"
            seconds.now += 60
            assert in_hand.state() == State(220, stuck=True)
        assert in_hand.state() == State(220, stuck=False)
    assert in_hand.state() == State(0, stuck=False)


def test_where_they_are_names_lines_of_the_program() -> None:
    in_hand = InHand(1, 60)
    with busy(in_hand, 1):
        assert ", in stay\n" in in_hand.where()
    assert in_hand.where() == ""


@pytest.fixture
def settings(tmp_path: Path) -> config.Config:
    return msgspec.structs.replace(config.current(), data=tmp_path, web_processes=2)


def test_others_read_what_a_process_notes(settings: config.Config) -> None:
    assert requests.noted(settings) == {}
    requests.note(settings, 1, State(0.04, stuck=False))
    requests.note(settings, 2, State(123456.78, stuck=True))
    requests.note(settings, 3, State(9, stuck=True))
    assert requests.noted(settings) == {"web 1": State(0.0, stuck=False), "web 2": State(123456.8, stuck=True)}
    requests.note(settings, 2, State(1, stuck=False))
    assert requests.noted(settings)["web 2"] == State(1, stuck=False)


def test_what_was_noted_more_than_a_minute_ago_says_nothing(settings: config.Config) -> None:
    requests.note(settings, 1, State(500, stuck=True))
    os.utime(settings.data / "web-1.requests", (0, 0))
    (settings.data / "web-2.requests").write_text("half", encoding="ascii")
    assert requests.noted(settings) == {}
