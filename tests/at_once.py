"""Several deeds at the same moment, each in a thread with connections of its own."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections


def at_once(*deeds: Callable[[], object]) -> list[type[Exception] | None]:
    """How each of the deeds ended, each in a thread of its own."""
    ends: list[type[Exception] | None] = [None] * len(deeds)
    gate = threading.Barrier(len(deeds))

    def one(place: int) -> None:
        gate.wait()
        try:
            deeds[place]()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test says which it may be
            ends[place] = type(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(place,)) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def only_on_a_server() -> None:
    """Skip where one process alone writes: SQLite lets one write at a time, and its tests live in one connection."""
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL lets two write at once")
