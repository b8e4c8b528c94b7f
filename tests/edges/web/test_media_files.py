from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from folkmoot.domains.media import api as media
from folkmoot.edges.web.urls_media import urlpatterns
from folkmoot.infra import config, operator_key
from folkmoot.infra.storage import api as storage
from folkmoot.kernel.errors import NotFound
from tests.domains.media.samples import ANA, mp4, upload

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    settings = msgspec.structs.replace(config.current(), data=tmp_path / "data", key_file="")
    monkeypatch.setattr(config, "_current", settings)
    operator_key.create(settings.operator_key_file)
    operator_key.secret.cache_clear()
    yield settings.data
    operator_key.secret.cache_clear()


@pytest.fixture
def video() -> str:
    """The address of a public video."""
    view = upload(file=mp4())
    media.attach(ANA, media_ids=[view.id], post_id=1, public=True)
    return f"/media/{view.original_key}"


def get(address: str, **headers: str) -> HttpResponseBase:
    request = RequestFactory().get(address, headers=headers)
    match = urlpatterns[0].resolve(request.path[1:])
    assert match is not None
    response: HttpResponseBase = match.func(request, **match.kwargs)
    return response


def body(response: HttpResponseBase) -> bytes:
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    response.close()
    return content


def content_of(address: str) -> bytes:
    return storage.path(address.removeprefix("/media/")).read_bytes()


def test_the_whole_file(video: str) -> None:
    response = get(video)
    assert (response.status_code, body(response)) == (200, content_of(video))
    headers = dict(response.items())
    assert headers == {
        "Content-Type": "video/mp4",
        "Content-Length": "1816",
        "Content-Disposition": "inline",
        "Accept-Ranges": "bytes",
        "ETag": f'"{video.removeprefix("/media/")}"',
        "Cache-Control": "public, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": (
            "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
        ),
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=4-11", 4, 12),
        ("bytes=1800-", 1800, 1816),
        ("bytes=-16", 1800, 1816),
        ("bytes=-9999", 0, 1816),
        ("bytes=0-99999", 0, 1816),
    ],
)
def test_a_part(video: str, asked: str, start: int, end: int) -> None:
    response = get(video, range=asked)
    assert (response.status_code, body(response)) == (206, content_of(video)[start:end])
    assert response["Content-Range"] == f"bytes {start}-{end - 1}/1816"
    assert response["Content-Length"] == str(end - start)


@pytest.mark.parametrize("asked", ["bytes=1816-", "bytes=9999-10000", "bytes=-0", "bytes=5-4"])
def test_no_such_part(video: str, asked: str) -> None:
    response = get(video, range=asked)
    assert (response.status_code, body(response)) == (416, b"")
    assert response["Content-Range"] == "bytes */1816"


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=a-b", ""])
def test_what_is_no_single_range_gives_the_whole(video: str, asked: str) -> None:
    response = get(video, range=asked)
    assert (response.status_code, len(body(response))) == (200, 1816)


def test_a_part_of_an_older_file_gives_the_whole(video: str) -> None:
    response = get(video, **{"range": "bytes=0-1", "if-range": '"other"'})
    assert (response.status_code, len(body(response))) == (200, 1816)


def test_an_unchanged_file_is_not_sent_again(video: str) -> None:
    response = get(video, **{"if-none-match": f'"{video.removeprefix("/media/")}"'})
    assert (response.status_code, body(response)) == (304, b"")


def test_media_of_non_public_posts_stay_private() -> None:
    view = upload()
    address = media.address(view, media.Size.ORIGINAL)
    response = get(address)
    assert (response.status_code, response["Cache-Control"]) == (200, "private, max-age=3600")
    response.close()
    with pytest.raises(NotFound):
        get(address.partition("?")[0])
    with pytest.raises(NotFound):
        get(address[:-2])
