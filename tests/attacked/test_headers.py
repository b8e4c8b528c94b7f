"""What every answer tells the browser, and how cookies are kept: asked of every route there is."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client

from folkmoot.edges.mastodon.table import ENDPOINTS
from folkmoot.edges.mastodon.throttle import throttle
from folkmoot.infra import config
from folkmoot.infra.http import cookies
from tests import cast
from tests.edges.page_rows import TABLE
from tests.edges.test_authorisation import Scene, client_of, make_scene, undone

_FRAMED = "/embed"
_BESIDE = ("/nothing-here", "/static/folkmoot.css", "/static/nothing.js", "/media/x", "/api/v1/nothing", "/%00", "/@")
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_SIGN_IN = {"identifier": "ana", "password": cast.PASSWORD}


@pytest.fixture(autouse=True)
def _none_asked_before() -> Iterator[None]:
    throttle.forget()
    yield
    throttle.forget()


@pytest.fixture
def over_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    """The site is reached at https."""
    settings = msgspec.structs.replace(config.current(), origin="https://town.example")
    monkeypatch.setattr(config, "_current", settings)


def _paths(scene: Scene) -> Iterator[tuple[str, str]]:
    for route, (method, _, _) in TABLE.items():
        yield method, scene.path(route)
    for endpoint in ENDPOINTS:
        yield endpoint.method.lower(), endpoint.path.replace("<", "").replace(">", "")
    for path in (
        "/nothing-here",
        "/static/folkmoot.css",
        "/static/nothing.js",
        "/media/x",
        "/api/v1/nothing",
        "/%00",
        "/@",
    ):
        yield "get", path


def _policy(answer: Any) -> dict[str, str]:
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return {part.partition(" ")[0]: part.partition(" ")[2] for part in parts}


def _problems(path: str, answer: Any) -> Iterator[str]:
    policy, framed = _policy(answer), path.endswith(_FRAMED)
    for name, value in _ALWAYS.items():
        if answer.headers.get(name) != value:
            yield f"{name} is {answer.headers.get(name)}"
    if {policy["default-src"], policy["base-uri"]} != {"'none'"} or any(
        bad in value for value in policy.values() for bad in ("unsafe", "http:", "https:")
    ):
        yield f"script from anywhere: {policy}"
    if (
        policy.get("frame-ancestors") != ("*" if framed else "'none'")
        or ("X-Frame-Options" in answer.headers) is framed
    ):
        yield f"framed by {policy.get('frame-ancestors')}"
    if "form-action" not in policy and not path.startswith("/oauth/"):
        yield "forms lead anywhere"
    if "Permissions-Policy" not in answer.headers or "Cross-Origin-Resource-Policy" not in answer.headers:
        yield "no policy for permissions or resources"


@pytest.mark.usefixtures("over_tls")
def test_every_answer_of_every_route_says_what_browsers_may_do() -> None:
    scene, wrong = make_scene(), []
    clients = [client_of(scene.people[role]) for role in ("nobody", "operator")]
    for method, path in _paths(scene):
        for client in clients:
            throttle.forget()
            with undone():
                answer = client.generic(method.upper(), path)
                request_finished.disconnect(close_old_connections)  # it would close that of the test's transaction
                answer.close()
                found = list(_problems(path, answer))
                if "Strict-Transport-Security" not in answer.headers:
                    found.append("no HSTS")
            wrong += [f"{method} {path}: {one}" for one in found]
    assert not wrong, f"{len(wrong)} in all\n" + "\n".join(wrong[:30])


def test_what_breaks_and_what_waits_says_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    refused = client.post("/sign-in", _SIGN_IN)
    monkeypatch.setattr("folkmoot.edges.web.pages.site.render", lambda *_args, **_kept: 1 / 0)
    broken = client.get("/about")
    monkeypatch.setattr(config, "_current", msgspec.structs.replace(config.current(), maintenance="Back at noon."))
    closed = client.get("/about")
    assert [answer.status_code for answer in (refused, broken, closed)] == [403, 500, 503]
    assert [list(_problems("/about", answer)) for answer in (refused, broken, closed)] == [[], [], []]


def test_without_tls_nothing_is_promised() -> None:
    assert "Strict-Transport-Security" not in Client().get("/about").headers


@pytest.mark.usefixtures("over_tls")
def test_behind_tls_cookies_belong_to_this_host_alone() -> None:
    cast.ana()
    client = Client()
    client.post("/sign-in", _SIGN_IN)
    client.get("/?view=ranked")
    client.post("/language", {"language": "de"})
    own = {name: kept for name, kept in client.cookies.items() if "folkmoot" in name}
    assert set(own) == {"__Host-folkmoot_session", "__Host-folkmoot_view", "__Host-folkmoot_language"}
    for kept in own.values():
        assert (kept["secure"], kept["httponly"], kept["samesite"]) == (True, True, "Lax")
        assert (kept["path"], kept["domain"]) == ("/", "")
    assert client.get("/settings/account").status_code == 200


@pytest.mark.usefixtures("over_tls")
def test_a_cookie_that_another_server_of_the_domain_could_set_signs_nobody_in() -> None:
    ana = client_of(cast.ana())
    assert cookies.SESSION_COOKIE in ana.cookies
    assert ana.get("/settings/account").headers["Location"].startswith("/sign-in")


def test_over_plain_http_the_names_are_plain() -> None:
    cast.ana()
    client = Client()
    client.post("/sign-in", _SIGN_IN)
    assert "folkmoot_session" in client.cookies
    assert not client.cookies["folkmoot_session"]["secure"]


_NAMES = (
    "from folkmoot.wiring import settings; import django; from django.conf import settings as s; "
    "django.setup(); from folkmoot.wiring.messages import OwnCookieStorage as m; "
    "print(s.CSRF_COOKIE_NAME, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_SECURE, s.LANGUAGE_COOKIE_NAME, m.cookie_name)"
)


@pytest.mark.parametrize(
    ("origin", "names"),
    [
        (
            "https://town.example",
            "__Host-csrftoken True True __Host-folkmoot_language __Host-messages",
        ),
        ("http://localhost:8000", "csrftoken False False folkmoot_language messages"),
    ],
)
def test_the_cookies_of_forms_and_messages_go_by_the_same(origin: str, names: str) -> None:
    environment = os.environ | {"FOLKMOOT_ORIGIN": origin, "DJANGO_SETTINGS_MODULE": "folkmoot.wiring.settings"}
    ran = subprocess.run([sys.executable, "-c", _NAMES], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == names
