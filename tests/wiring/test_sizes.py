"""How large a request may be: refused by what it says of itself, before CSRF or a parser reads it."""

from typing import Any

import pytest
from django.test import Client

from folkmoot.domains.posts import api as posts
from folkmoot.domains.residency import api as residency
from folkmoot.infra import config
from folkmoot.infra.config import Config
from folkmoot.infra.http.cookies import SESSION_COOKIE
from folkmoot.infra.http.sizes import PLACES, SMALL_BODY, most_of
from tests import cast
from tests.edges.mastodon.api_client import token_of

_FORM = "multipart/form-data; boundary=x"
_MB = 1024 * 1024


class Unread:
    """A body that nobody may read."""

    def read(self, *_size: int) -> bytes:
        raise AssertionError("the body was read")

    readline = read

    def close(self) -> None: ...


def _sent(path: str, kind: str, size: int, *, client: Client | None = None, **more: Any) -> Any:
    client = client or Client(enforce_csrf_checks=True)
    return client.post(path, **{"CONTENT_LENGTH": str(size), "CONTENT_TYPE": kind, "wsgi.input": Unread(), **more})


def _browser(person: cast.Person) -> Client:
    client = Client(enforce_csrf_checks=True)
    place = residency.SessionPlace("A test's browser", "127.0.0.1")
    client.cookies[SESSION_COOKIE] = residency.sessions.open_session(person.id, place)
    client.cookies["csrftoken"] = "a" * 32
    return client


@pytest.mark.parametrize(
    ("path", "kind", "size"),
    [
        ("/sign-in", "application/x-www-form-urlencoded", 4 * _MB + 1),
        ("/sign-in", _FORM, 4 * _MB + 1),
        ("/compose", _FORM, 404 * _MB + 1),
        ("/compose", "application/x-www-form-urlencoded", 4 * _MB + 1),
        ("/settings/import", _FORM, 2052 * _MB + 1),
        ("/posts/12/edit", _FORM, 404 * _MB + 1),
        ("/console/hashes/import", _FORM, 68 * _MB + 1),
    ],
)
def test_a_form_that_is_too_large_is_not_read(path: str, kind: str, size: int) -> None:
    answer = _sent(path, kind, size, client=_browser(cast.ana()))
    assert answer.status_code == 413
    assert answer.headers["Connection"] == "close"
    assert f"At most {(size - 1) // _MB} MB can be sent at once." in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "kind", "size"),
    [
        ("/api/v1/statuses", "application/json", 4 * _MB + 1),
        ("/api/v2/media", "application/json", 4 * _MB + 1),
        ("/api/v2/media", _FORM, 104 * _MB + 1),
        ("/api/v1/accounts/update_credentials", _FORM, 36 * _MB + 1),
        ("/oauth/token", _FORM, 4 * _MB + 1),
    ],
)
def test_nor_what_an_app_sends(path: str, kind: str, size: int) -> None:
    ana = cast.ana()
    answer = _sent(path, kind, size, HTTP_AUTHORIZATION=f"Bearer {token_of(ana)}")
    assert (answer.status_code, answer.json()) == (
        413,
        {"error": f"At most {(size - 1) // _MB} MB can be sent at once."},
    )
    assert posts.count_posts() == 0


def test_a_stranger_sends_no_large_form() -> None:
    answer = _sent("/compose", _FORM, 50 * _MB)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in?next=%2F")


def test_an_app_without_a_token_sends_no_file() -> None:
    answer = _sent("/api/v2/media", _FORM, 50 * _MB)
    assert (answer.status_code, answer.json()) == (401, {"error": "The access token is invalid"})


@pytest.mark.parametrize("path", ["/search", "/api/v1/timelines/public"])
def test_an_address_that_is_too_long(path: str) -> None:
    answer = Client().get(f"{path}?q={'a' * (16 * 1024)}")
    assert answer.status_code == 413
    assert "This address is too long." in answer.content.decode()


def test_a_body_that_hides_its_length() -> None:
    answer = _sent("/sign-in", "application/x-www-form-urlencoded", 0, HTTP_TRANSFER_ENCODING="chunked")
    assert answer.status_code == 411


def test_every_form_field_counts() -> None:
    fields = "&".join(f"a{number}=1" for number in range(1001))
    answer = Client().post("/sign-in", fields, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400


def test_no_more_than_ten_files_are_taken_apart() -> None:
    parts = "".join(f'--x\r\nContent-Disposition: form-data; name="f{n}"; filename="f"\r\n\r\na\r\n' for n in range(11))
    answer = Client().post("/sign-in", f"{parts}--x--\r\n", content_type=_FORM)
    assert answer.status_code == 400


def test_the_limits_follow_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "_current", Config(image_limit=_MB, video_limit=2 * _MB, archive_limit=3 * _MB))
    largest = {place.what: place.most(config.current()) - SMALL_BODY for place in PLACES}
    assert largest == {
        "one file": 2 * _MB,
        "two pictures": 2 * _MB,
        "the files of a post": 8 * _MB,
        "an archive": 3 * _MB,
        "a bank of hashes": 64 * _MB,
    }
    assert most_of("/compose", "text/plain", config.current()) == SMALL_BODY
