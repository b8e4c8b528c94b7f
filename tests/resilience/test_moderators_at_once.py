"""Two moderators, and eight, press the same buttons at the same moment: exactly one of them has or decides a case."""

import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier

import pytest
from typing_extensions import override

from tests import postgres
from tests.browser.people import Cast, Person
from tests.live import LiveSite

pytestmark = pytest.mark.live
MODERATORS = 4
GO, _NOT_NOW = 302, 503
_SECRET = "a" * 32


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    @override
    def redirect_request(self, *args: object, **named: object) -> None:
        return None


@pytest.fixture(params=[None, pytest.param("postgresql", marks=pytest.mark.postgres)], ids=["sqlite", "postgresql"])
def cast(request: pytest.FixtureRequest) -> Iterator[Cast]:
    with ExitStack() as stack:
        server = stack.enter_context(postgres.server()) if request.param else None
        site = stack.enter_context(LiveSite(database=server.environment() if server else None))
        yield stack.enter_context(Cast(site))


def ask(cast: Cast, person: Person, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
    """Get a page, or send a form, and again where others have been waiting for too long; returns the status and where
    it leads, or the page.
    """
    for _ in range(60):
        if (found := _ask_once(cast, person, path, form))[0] != _NOT_NOW:
            return found
        threading.Event().wait(0.5)
    return _ask_once(cast, person, path, form)


def _ask_once(cast: Cast, person: Person, path: str, form: dict[str, str] | None) -> tuple[int, str]:
    data = urllib.parse.urlencode(form).encode() if form is not None else None
    cookies = f"folkmoot_session={person.token}; csrftoken={_SECRET}"
    headers = {"Cookie": cookies, "X-CSRFToken": _SECRET}
    asked = urllib.request.Request(cast.site.url + path, data, headers)  # noqa: S310 - http only
    try:
        with urllib.request.build_opener(_NoRedirect).open(asked, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("Location") or error.read().decode(errors="replace")


def all_at_once(people: list[Person], act: Callable[[Person], tuple[int, str]]) -> list[tuple[int, str]]:
    start = Barrier(len(people))

    def one(person: Person) -> tuple[int, str]:
        start.wait(timeout=20)
        return act(person)

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(one, people))


def test_two_moderators_at_once_decide_a_case_once(cast: Cast) -> None:
    author, reporter = cast.people("Dev", "Carla")
    people = [cast.moderator(f"Mo{number}") for number in range(MODERATORS)]
    for number in range(3):
        cast.report([reporter], cast.publish(author, f"You lie, says {number}"), "harassment")
    cases = sorted(set(re.findall(r"/console/cases/(\d+)", ask(cast, people[0], "/console/queue")[1])))
    assert len(cases) == 3

    form = {"choice": "harassment:remove"}
    answers = all_at_once(people, lambda one: ask(cast, one, f"/console/cases/{cases[0]}/decide", form))
    assert sorted(status for status, _ in answers) == [GO] + [422] * (MODERATORS - 1)
    assert cast.strikes(author) == 1
    sentences = ("This case has been decided already.", "Another moderator is working on this case.")
    assert all(any(one in page for one in sentences) for status, page in answers if status != GO)


def test_next_case_gives_everybody_another_one(cast: Cast) -> None:
    author, reporter = cast.people("Dev", "Carla")
    people = [cast.moderator(f"Mo{number}") for number in range(MODERATORS)]
    for number in range(MODERATORS - 1):
        cast.report([reporter], cast.publish(author, f"You lie, says {number}"), "harassment")
    answers = all_at_once(people, lambda one: ask(cast, one, "/console/next", {}))
    assert {status for status, _ in answers} == {GO}
    places = [place for _, place in answers]
    assert len(set(places)) == MODERATORS
    assert places.count("/console/queue") == 1
