"""What every request passes."""

import io
from typing import Any

import pytest
from django.test import Client
from typing_extensions import override

from folkmoot.domains.residency import api as residency
from folkmoot.infra.http.cookies import SESSION_COOKIE
from tests import cast


@pytest.mark.parametrize("path", ["/tags/%00", "/@ana%00", "/search?q=%00", "/?max_id=1%002", "/media/%00"])
def test_the_character_0_is_nowhere(path: str) -> None:
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("path", ["/search?q=%ff", "/tags/%ff%fe", "/?max_id=99999999999999999999", "/posts/0"])
def test_odd_addresses_break_nothing(path: str) -> None:
    assert Client().get(path).status_code in {200, 404}


_FIELDS = "&".join(f"a{number}=1" for number in range(1100))
_FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("method", "path", "kind", "status"),
    [
        ("GET", "/api/v1/accounts/%00", "", 404),
        ("GET", "/api/v1/accounts/lookup?acct=%00", "", 404),
        ("GET", f"/api/v1/timelines/public?{_FIELDS}", "", 400),
        ("POST", "/api/v1/apps", f"{_FORM}; charset=hex", 422),
        ("POST", "/api/v1/apps", f"{_FORM}; charset=latin-1", 422),
        ("POST", "/oauth/token", "text/plain; charset=base64", 422),
    ],
)
def test_an_app_learns_in_json_what_could_not_be_read(method: str, path: str, kind: str, status: int) -> None:
    answer = Client().generic(method, path, b"client_name=a%e9", content_type=kind)
    assert (answer.status_code, list(answer.json())) == (status, ["error"])


@pytest.mark.parametrize(
    ("path", "kind", "status"),
    [
        (f"/search?{_FIELDS}", _FORM, 400),
        ("/sign-in", "multipart/form-data", 400),
        ("/sign-in", f"{_FORM}; charset=hex", 422),
    ],
)
def test_a_browser_gets_a_page_that_says_what_could_not_be_read(path: str, kind: str, status: int) -> None:
    answer = Client().generic("POST" if path == "/sign-in" else "GET", path, b"identifier=ana", content_type=kind)
    assert answer.status_code == status
    assert "That did not work" in answer.content.decode()


def test_other_names_of_utf_8_are_read() -> None:
    body = b"client_name=Zo%C3%AB&redirect_uris=urn:ietf:wg:oauth:2.0:oob"
    answer = Client().generic("POST", "/api/v1/apps", body, content_type=f"{_FORM}; charset=UTF8")
    assert (answer.status_code, answer.json()["name"]) == (200, "Zo\u00eb")


def test_an_app_learns_in_json_that_something_broke(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("folkmoot.edges.mastodon.dispatch.run", lambda *_: 1 / 0)
    answer = Client(raise_request_exception=False).get("/api/v1/instance")
    assert (answer.status_code, answer.json()) == (500, {"error": "Something broke on our side"})


def test_htmx_takes_somebody_who_is_signed_out_to_the_page_to_sign_in() -> None:
    answer = Client().post("/posts/1/act", {"verb": "up"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/sign-in?next=%2F")
    assert Client().post("/posts/1/act", {"verb": "up"}).headers["Location"] == "/sign-in?next=%2F"


class _Body(io.RawIOBase):
    """It says whether somebody looked at it."""

    touched = False

    @override
    def read(self, _size: int = -1) -> bytes:
        self.touched = True
        return b""


@pytest.mark.parametrize(
    ("path", "gigabytes"), [("/settings/import", 3), ("/compose", 1), ("/api/v2/media", 1), ("/settings/import", 1)]
)
def test_what_says_that_it_is_too_large_is_not_read(path: str, gigabytes: int) -> None:
    """The last one: an archive of a size that a member may bring, from nobody."""
    assert _announce(Client(), path, gigabytes * 1024**3) == (413, False)


def test_a_member_may_bring_an_archive_up_to_the_limit() -> None:
    """Its reading begins, and is refused for what it is, not for its size."""
    client = Client(headers={"user-agent": "A test's browser"})
    place = residency.SessionPlace("A test's browser", "127.0.0.1")
    client.cookies[SESSION_COOKIE] = residency.sessions.open_session(cast.ana().id, place)
    assert _announce(client, "/settings/import", 3 * 1024**3) == (413, False)
    assert _announce(client, "/settings/import", 2 * 1024**3) == (422, True)


def _announce(client: Client, path: str, size: int) -> tuple[int, bool]:
    """The status of the answer, and whether the body was looked at."""
    body = _Body()
    sent: dict[str, Any] = {"CONTENT_LENGTH": str(size), "wsgi.input": body}
    answer = client.generic("POST", path, b"-", content_type="multipart/form-data; boundary=x", **sent)
    return answer.status_code, body.touched
