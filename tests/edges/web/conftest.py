"""A browser for anybody of the cast: signed in by its cookie, as a real one is."""

from collections.abc import Callable

import pytest
from django.test import Client

from folkmoot.domains.residency import api as residency
from folkmoot.infra.http.cookies import SESSION_COOKIE
from tests.cast import Person

Browser = Callable[[Person | None], Client]


@pytest.fixture
def browser() -> Browser:
    """Call it with a person, or None for a visitor."""

    def open_for(person: Person | None) -> Client:
        client = Client(headers={"user-agent": "A test's browser"})
        if person is not None:
            place = residency.SessionPlace("A test's browser", "127.0.0.1")
            client.cookies[SESSION_COOKIE] = residency.sessions.open_session(person.id, place)
        return client

    return open_for
