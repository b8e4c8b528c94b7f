"""Where room runs short: who is told, what is refused, and that nothing happened then."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.media import api as media
from folkmoot.domains.moving import api as moving
from folkmoot.domains.posts import api as posts
from folkmoot.infra.room import api as room
from folkmoot.infra.room.api import Room
from folkmoot.kernel.pages import PageRequest
from tests import cast
from tests.domains.media.samples import mp4
from tests.edges.mastodon.api_client import client_of
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of
from tests.edges.web.test_joining import JOIN
from tests.edges.web.test_writing import picture, published

_VIDEO = "takes in no videos and sounds at the moment. Pictures are still welcome."
_FILE = "it takes in no files at the moment. Words are still welcome."
_ARCHIVE = "makes and takes in no archives at the moment"
_JOIN = "nobody new can join at the moment. Please come back in a few days."
_FULL = "is full, so nothing can be published at the moment. Everything can still be read."


def fill(percent: int) -> None:
    room._room.pin(Room(percent * 1024, 100 * 1024))


def video() -> SimpleUploadedFile:
    return SimpleUploadedFile("weir.mp4", mp4().getvalue(), content_type="video/mp4")


def waiting_files() -> int:
    return media.unattached(cast.olga().viewer)


@pytest.mark.parametrize(("percent", "said"), [(89, ""), (90, _VIDEO), (95, _FILE), (98, _FILE), (100, _FULL)])
def test_members_are_told_at_the_composer(browser: Browser, percent: int, said: str) -> None:
    fill(percent)
    for path in ("/", "/compose"):
        words = text_of(browser(cast.ana()).get(path))
        assert said in words
        assert ("The machine of this community" in words) is bool(said)


@pytest.mark.parametrize(("percent", "told"), [(79, False), (80, True), (100, True)])
def test_operators_are_told_on_every_page_and_nobody_else(browser: Browser, percent: int, told: bool) -> None:
    fill(percent)
    words = f"{percent} per cent of the room for this community’s data are taken."
    assert (words in text_of(browser(cast.olga()).get("/about"))) is told
    assert words not in text_of(browser(cast.mo()).get("/about"))
    assert words not in text_of(browser(None).get("/about"))


def test_the_page_of_storage_states_the_order(browser: Browser) -> None:
    fill(95)
    words = text_of(browser(cast.olga()).get("/console/storage"))
    assert "The data folder takes 95.0 KB of 100.0 KB: 95 per cent." in words
    assert "80 % Operators are told, here and on every page. Now" in words
    assert "95 % No files are taken in. Posts are words. Now" in words
    assert "98 % Nobody new joins, and no new app. 100 %" in words


def test_at_90_a_video_is_refused_and_a_picture_taken_in(browser: Browser) -> None:
    ana = cast.ana()
    fill(90)
    client = browser(ana)
    answer = client.post("/compose", {"text": "The weir", "do": "publish", "media_1": video()})
    assert (answer.status_code, published(ana)) == (422, [])
    assert _VIDEO in text_of(answer)
    assert "The weir</textarea>" in answer.content.decode(), "nobody loses what they typed"
    assert waiting_files() == 0
    client.post("/compose", {"text": "The weir", "do": "publish", "media_1": picture()})
    assert published(ana) == ["The weir"]


def test_at_90_archives_are_neither_made_nor_taken_in(browser: Browser) -> None:
    ana = cast.ana()
    fill(90)
    client = browser(ana)
    answer = client.post("/settings/export")
    assert answer.status_code == 507
    assert _ARCHIVE in text_of(answer)
    assert moving.archive_of(ana.viewer) is None
    brought = client.post("/settings/import", {"file": SimpleUploadedFile("follows.csv", b"Account address\nben\n")})
    assert brought.status_code == 422
    assert _ARCHIVE in text_of(brought)
    assert moving.arrivals_of(ana.viewer) == ()


def test_at_95_words_are_welcome_and_files_are_not(browser: Browser) -> None:
    ana = cast.ana()
    fill(95)
    client = browser(ana)
    answer = client.post("/compose", {"text": "The weir", "do": "publish", "media_1": picture()})
    assert (answer.status_code, published(ana), waiting_files()) == (422, [], 0)
    assert _FILE in text_of(answer)
    client.post("/compose", {"text": "The weir, in words", "do": "publish"})
    assert published(ana) == ["The weir, in words"]


def test_at_98_nobody_joins(browser: Browser) -> None:
    fill(98)
    before = accounts.count_local()
    answer = browser(None).post("/sign-up", JOIN)
    assert answer.status_code == 422
    assert _JOIN in text_of(answer)
    assert accounts.count_local() == before


def test_at_100_everything_is_read_and_nothing_published(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    browser(ana).post("/compose", {"text": "Before", "do": "publish"})
    post = posts.posts_of_account(ana.viewer, ana.id, PageRequest()).items[0]
    fill(100)
    answer = browser(ana).post("/compose", {"text": "After", "do": "publish"})
    assert (answer.status_code, published(ana)) == (422, ["Before"])
    assert _FULL in text_of(answer)
    assert "After</textarea>" in answer.content.decode()
    assert "Before" in text_of(browser(ben).get(f"/@ana/{post.id}"))
    assert browser(ben).post(f"/posts/{post.id}/report", {"clause": "harassment"}).status_code < 500
    assert browser(ana).post(f"/posts/{post.id}/delete", {}).status_code == 302
    assert published(ana) == []


def test_apps_are_told_in_the_same_order() -> None:
    ana = client_of(cast.ana())
    sizes = []
    for percent in (89, 90, 95):
        fill(percent)
        limits = ana.get("/api/v2/instance")["configuration"]["media_attachments"]
        sizes.append((limits["image_size_limit"] > 0, limits["video_size_limit"] > 0))
    assert sizes == [(True, True), (True, False), (False, False)]
    file = SimpleUploadedFile("weir.png", picture().read(), content_type="image/png")
    refused = ana.form("/api/v2/media", {"file": file})
    assert ana.status == 507
    assert _FILE in refused["error"]
    assert ana.post("/api/v1/statuses", {"status": "In words"})["content"] == "<p>In words</p>"
    fill(98)
    joining = ana.get("/api/v2/instance")["registrations"]
    assert joining["enabled"] is False
    assert _JOIN in joining["message"]
    fill(100)
    refused = ana.post("/api/v1/statuses", {"status": "More words"})
    assert ana.status == 507
    assert _FULL in refused["error"]
    assert posts.count_posts() == 1
