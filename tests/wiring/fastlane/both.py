"""Asks the fast lane and Django the same, and compares everything that goes over the wire."""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, field
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from folkmoot.domains.residency import api as residency
from folkmoot.edges.mastodon.throttle import throttle
from folkmoot.infra.http.cookies import SESSION_COOKIE, named
from folkmoot.wiring.fastlane.frames import SLOTS
from folkmoot.wiring.fastlane.lane import FastLane
from folkmoot.wiring.fastlane.sources import DjangoSource
from tests import cast

HOME = "/api/v1/timelines/home"
_SECRET = "a" * 32
_EACH_TIME = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")\w+|(?<=name="key" value=")[\w-]+|(?<=;since=)\d+')
_BESIDE = re.compile(rb"<aside.*</aside>", re.DOTALL)
MOST_STATEMENTS = 4


Answer = tuple[str, list[tuple[str, str]], bytes]


@dataclass(slots=True)
class Both:
    """The lane with what it remembers, and the plain path. `fast` and `passed` count what the lane answered, or not;
    `answered` what it did by the last word of the path.
    """

    fast: int = 0
    passed: int = 0
    answered: Counter[str] = field(default_factory=Counter)
    _tokens: dict[int, str] = field(default_factory=dict)
    _sessions: dict[int, str] = field(default_factory=dict)
    _through: bool = False
    _plain: Any = field(default_factory=WSGIHandler)
    _lane: Any = None

    def __post_init__(self) -> None:
        self._lane = FastLane(self._pass_on, DjangoSource())

    def token(self, person: cast.Person, scopes: str = "read") -> str:
        from tests.edges.mastodon.api_client import token_of

        if person.id not in self._tokens:
            self._tokens[person.id] = token_of(person, scopes)
        return self._tokens[person.id]

    def same(self, person: cast.Person, path: str = HOME, query: str = "", **headers: str) -> Any:
        """The plain answer, after it was compared with that of the lane, twice: new to the lane, and known to it."""
        return self._compared(person, self.environ(path, query, self.token(person), **headers), lambda one: one)

    def page(self, person: cast.Person, *, beside: bool = True, **headers: str) -> Any:
        """The same for the first page in a browser; without what stands `beside` its posts, which may be older."""

        def steady(one: Answer) -> Answer:
            assert not [slot for slot in astuple(SLOTS) if slot.encode() in one[2]]
            body = _EACH_TIME.sub(b"", one[2] if beside else _BESIDE.sub(b"", one[2]))
            return one[0], [(name, _steady(name, value)) for name, value in one[1]], body

        return self._compared(person, self.visit(person, **headers), steady)

    def visit(self, person: cast.Person, **headers: str) -> dict[str, Any]:
        environ = self.environ("/", "", "", HTTP_COOKIE=self.cookies(person)) | headers
        del environ["HTTP_AUTHORIZATION"]
        return environ

    def cookies(self, person: cast.Person) -> str:
        if person.id not in self._sessions:
            place = residency.SessionPlace("Browser", "192.0.2.7")
            self._sessions[person.id] = residency.sessions.open_session(person.id, place)
        return f"{named(SESSION_COOKIE)}={self._sessions[person.id]}; csrftoken={_SECRET}"

    def _compared(self, person: cast.Person, environ: dict[str, Any], steady: Callable[[Answer], Answer]) -> Any:
        throttle.forget()
        expected = steady(answer(self._plain, environ))
        for _ in range(2):
            throttle.forget()
            self._through = False
            found = steady(answer(self._lane, environ))
            if self._through:
                self.passed += 1
                return expected
            self.fast += 1
            self.answered[environ["PATH_INFO"].rpartition("/")[2]] += 1
            assert found[2] == expected[2], (
                f"{person.handle} {environ}\nfast:  {found[2].decode()}\nplain: {expected[2].decode()}"
            )
            assert found == expected
        return expected

    def through(self, environ: dict[str, Any]) -> bool:
        """Whether the lane leaves this to Django."""
        self._through = False
        answer(self._lane, environ)
        return self._through

    def statements(self, person: cast.Person, path: str = HOME) -> int:
        """How many the lane needs for what it knows."""
        environ = self.environ(path, "", self.token(person))
        with CaptureQueriesContext(connection) as queries:
            assert not self.through(environ)
        return len(queries)

    @staticmethod
    def environ(path: str, query: str, token: str, **headers: str) -> dict[str, Any]:
        return {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "localhost",
            "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "192.0.2.7", "HTTP_HOST": "localhost",
            "HTTP_AUTHORIZATION": f"Bearer {token}", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), **headers,
        }  # fmt: skip

    def _pass_on(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self._through = True
        return self._plain(environ, start)  # type: ignore[no-any-return] # Django's own type


def _steady(name: str, value: str) -> str:
    return "" if name == "Content-Length" else re.sub("csrftoken=[^;]+|expires=[^;]+", "", value)


def answer(application: Any, environ: dict[str, Any]) -> Answer:
    said: list[Any] = []
    request_started.disconnect(close_old_connections)  # it would close the connection that holds the test's transaction
    try:
        body = b"".join(application(dict(environ), lambda status, headers, *_: said.extend((status, headers))))
    finally:
        request_started.connect(close_old_connections)
    return said[0], sorted((name, str(value)) for name, value in said[1]), body
