from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from folkmoot.domains.media import api as media
from folkmoot.domains.media.api import MediaView, Size
from folkmoot.kernel import clock
from folkmoot.kernel.errors import NotFound
from tests.domains.media.samples import ANA, mp4, upload

pytestmark = pytest.mark.django_db(databases="__all__")
NOON = datetime(2026, 5, 1, 12, 10, tzinfo=UTC)


def of_post(*, public: bool) -> MediaView:
    view = upload()
    media.attach(ANA, media_ids=[view.id], post_id=9, public=public)
    return media.views([view.id])[view.id]


def parts(address: str) -> tuple[str, str, str]:
    split = urlsplit(address)
    query = parse_qs(split.query)
    return split.path.removeprefix("/media/"), query["e"][0], query["s"][0]


def test_public_media_have_plain_addresses() -> None:
    view = of_post(public=True)
    assert media.address(view, Size.ORIGINAL) == f"/media/{view.original_key}"
    assert media.address(view, Size.SMALL) == f"/media/{view.small_key}"
    found = media.open_file(view.small_key)
    assert (found.mime, found.public, found.path.name) == ("image/webp", True, view.small_key)


def test_others_have_addresses_that_end() -> None:
    view = of_post(public=False)
    with clock.frozen(NOON) as now:
        key, expires, signature = parts(media.address(view, Size.SMALL))
        assert key == view.small_key
        assert int(expires) == datetime(2026, 5, 1, 14, 0, tzinfo=UTC).timestamp()
        assert media.open_file(key, expires, signature).public is False
        now.advance(timedelta(minutes=49))
        assert parts(media.address(view, Size.SMALL)) == (key, expires, signature)
        now.advance(timedelta(hours=1, seconds=59))
        media.open_file(key, expires, signature)
        now.advance(timedelta(seconds=1))
        with pytest.raises(NotFound):
            media.open_file(key, expires, signature)


def test_changed_addresses_open_nothing() -> None:
    view = of_post(public=False)
    key, expires, signature = parts(media.address(view, Size.ORIGINAL))
    for wrong in (
        (key, "", ""),
        (key, expires, ""),
        (key, expires, signature[:-1] + ("A" if signature[-1] != "A" else "B")),
        (key, str(int(expires) + 3600), signature),
        (key, "9" * 30, signature),
        (key, "²", signature),
        (key, expires, "ü"),
        (view.small_key, expires, signature),
    ):
        with pytest.raises(NotFound):
            media.open_file(*wrong)


def test_not_yet_attached_is_not_public() -> None:
    view = upload()
    with pytest.raises(NotFound):
        media.open_file(view.original_key)
    assert media.open_file(*parts(media.address(view, Size.ORIGINAL))).mime == "image/png"


@pytest.mark.parametrize(
    "key",
    ["", "x", "../settings", "a" * 32 + ".png", "a" * 32 + "-profile.webp", "a" * 32 + ".png/../x", "A" * 32 + ".png"],
)
def test_no_such_key(key: str) -> None:
    with pytest.raises(NotFound):
        media.open_file(key)


def test_a_video_has_no_small_address() -> None:
    assert media.address(upload(file=mp4()), Size.SMALL) == ""
