"""Uploads that lie about what they are: made anew, refused, or served as what cannot run."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from folkmoot.domains.accounts import api as accounts
from folkmoot.infra import config
from tests import cast
from tests.attacked.lying_files import pictures, players, refused
from tests.edges.mastodon.api_client import client_of
from tests.edges.test_authorisation import client_of as browser_of
from tests.hostile import MARK

_SHOWN = {"image/jpeg", "image/png", "image/gif", "image/webp"}
_PLAYED = {"video/mp4", "video/webm", "audio/wav", "audio/mpeg", "audio/ogg", "audio/flac"}
_SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    before = set(_files())
    yield
    for file in set(_files()) - before:
        file.unlink()


def _files() -> list[Path]:
    return [file for file in (config.current().data / "media").rglob("*") if file.is_file()]


def _sent(content: bytes, name: str = "cat.html", kind: str = "text/html") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=kind)


def _served(url: str) -> Any:
    parts = urlsplit(url)
    answer = Client().get(f"{parts.path}?{parts.query}")
    assert answer.status_code == 200
    return answer


def _is_fixed(answer: Any, kinds: set[str]) -> bool:
    said = answer.headers
    return (
        said["Content-Type"] in kinds
        and said["X-Content-Type-Options"] == "nosniff"
        and said["Content-Security-Policy"] == _SANDBOX
        and said["Content-Disposition"] == "inline"
        and said["X-Frame-Options"] == "DENY"
        and "Set-Cookie" not in said
    )


@pytest.mark.parametrize("name", sorted(pictures()))
def test_a_picture_keeps_nothing_but_its_pixels(name: str) -> None:
    made = client_of(cast.ana()).form("/api/v2/media", {"file": _sent(pictures()[name])})
    for url in (made["url"], made["preview_url"]):
        answer = _served(url)
        assert _is_fixed(answer, _SHOWN)
        assert MARK.encode() not in b"".join(answer.streaming_content)
    assert not [file for file in _files() if MARK.encode() in file.read_bytes()]


@pytest.mark.parametrize("name", sorted(players()))
def test_what_is_played_is_served_as_what_cannot_run(name: str) -> None:
    made = client_of(cast.ana()).form("/api/v2/media", {"file": _sent(players()[name])})
    answer = _served(made["url"])
    assert _is_fixed(answer, _PLAYED)
    answer.close()
    assert urlsplit(made["url"]).path.rpartition(".")[2] not in {"html", "htm", "svg", "xml", "js"}


@pytest.mark.parametrize("name", sorted(refused()))
def test_what_nobody_could_show_is_refused_and_leaves_nothing(name: str) -> None:
    before, ana = _files(), client_of(cast.ana())
    for said, kind in (("cat.png", "image/png"), ("cat.svg", "image/svg+xml")):
        answer = ana.form("/api/v2/media", {"file": _sent(refused()[name], said, kind)})
        assert (ana.status, sorted(answer)) == (422, ["details", "error"])
    assert _files() == before


@pytest.mark.parametrize("name", ["SVG", "a page", "PNG of 50,000 pixels", "GIF in name only", "an archive"])
def test_no_other_door_lets_it_in(name: str) -> None:
    """Profiles, a post that is written on its page, and emojis."""
    before, content = _files(), refused()[name]
    ana, olga = cast.ana(), browser_of(cast.olga())
    api = client_of(ana)
    for field in ("avatar", "header"):
        api.patch_form("/api/v1/accounts/update_credentials", {field: _sent(content, "cat.png", "image/png")})
        assert api.status == 422
    page = browser_of(ana).post("/compose", {"text": "Look", "do": "attach", "files": _sent(content, "cat.png")})
    assert page.status_code in {200, 422}
    emoji = olga.post("/console/emojis", {"shortcode": "cat", "file": _sent(content, "cat.png", "image/png")})
    assert emoji.status_code == 422
    assert _files() == before
    assert accounts.access_account_by_name(ana.viewer, "ana").avatar_key == ""
