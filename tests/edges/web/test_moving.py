"""Settings: take things away, bring them in."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile

from folkmoot.domains.moving import api as moving
from folkmoot.domains.posts import api as posts
from folkmoot.infra import words
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.pages import PageRequest
from tests import cast
from tests.domains.moving.archives import facebook_files, mastodon_files, zipped
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of


def test_an_archive_is_asked_for_and_downloaded_by_its_owner_alone(browser: Browser, drain: Callable[[], None]) -> None:
    ana = cast.ana()
    client = browser(ana)
    assert "Make an archive" in text_of(client.get("/settings/export"))
    assert "is being made" in text_of(client.post("/settings/export", follow=True))
    drain()
    assert "Made with 0 posts" in text_of(client.get("/settings/export"))
    made = moving.archive_of(ana.viewer)
    assert made is not None
    path = f"/settings/export/{made.id}"
    answer = client.get(path)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined] # a StreamingHttpResponse
    assert len(content) == int(answer["Content-Length"])
    assert answer["Content-Disposition"] == 'attachment; filename="folkmoot-ana.zip"'
    assert "outbox.json" in ZipFile(BytesIO(content)).namelist()
    assert browser(cast.ben()).get(path).status_code == 404
    assert browser(None).get(path).status_code == 302


def test_an_archive_is_brought_chosen_from_and_taken_in(browser: Browser, drain: Callable[[], None]) -> None:
    ana = cast.ana()
    client = browser(ana)
    file = SimpleUploadedFile("archive.zip", zipped(mastodon_files()).read(), content_type="application/zip")
    shown = client.post("/settings/import", {"file": file}, follow=True)
    path = shown.redirect_chain[-1][0]
    assert "Posts (6)" in text_of(shown)
    assert client.post(path, {}).status_code == 422
    assert "It begins in a moment." in text_of(client.post(path, {"parts": ["posts", "media", "boosts"]}, follow=True))
    drain()
    after = text_of(client.get(path))
    assert "Posts: 6 of 6" in after
    assert "1 thing was left out" in after
    table = client.get(f"{path}/left-out.csv")
    assert table.content.decode() == "What,Why\r\nhttps://far.example/2,This post is not here.\r\n"
    assert browser(cast.ben()).get(path).status_code == 404
    assert browser(cast.ben()).get(f"{path}/left-out.csv").status_code == 404
    post = posts.posts_of_account(ana.viewer, ana.id, PageRequest()).items[0]
    assert "Brought along from elsewhere" in text_of(client.get(f"/@ana/{post.id}"))


def test_a_profile_from_elsewhere_is_not_taken_unasked(browser: Browser) -> None:
    client = browser(cast.ana())
    actor = b'{"type": "Person", "preferredUsername": "ana", "name": "Ana of elsewhere"}'
    file = SimpleUploadedFile("archive.zip", zipped(mastodon_files() | {"actor.json": actor}).read())
    page = client.post("/settings/import", {"file": file}, follow=True)
    assert "Your profile there, in place of the one here" in text_of(page)
    html = page.content.decode()
    assert '<input type="checkbox" name="parts" value="profile">' in html
    assert '<input type="checkbox" name="parts" value="posts" checked>' in html


def test_archives_say_when_they_were_brought(browser: Browser, clock: FrozenClock, drain: Callable[[], None]) -> None:
    client = browser(cast.ana())
    for _ in range(2):
        clock.advance(timedelta(hours=3))
        file = SimpleUploadedFile("archive.zip", zipped(mastodon_files()).read(), content_type="application/zip")
        path = client.post("/settings/import", {"file": file})["Location"]
        client.post(path, {"parts": ["follows"]})
        drain()
    times = [words.moment(one.brought_at) for one in moving.arrivals_of(cast.ana().viewer)]
    shown = text_of(client.get("/settings/import"))
    assert len(set(times)) == 2
    assert [time in shown for time in times] == [True, True]


def test_a_refused_file_says_why(browser: Browser) -> None:
    client = browser(cast.ana())
    file = SimpleUploadedFile("x.zip", zipped({"posts/your_posts_1.html": b"x"}).read())
    answer = client.post("/settings/import", {"file": file})
    assert answer.status_code == 422
    assert "choose JSON as its format" in text_of(answer)
    assert client.post("/settings/import", {}).status_code == 422


def test_friends_to_invite_are_shown_to_the_person(browser: Browser, drain: Callable[[], None]) -> None:
    client = browser(cast.ana())
    file = SimpleUploadedFile("fb.zip", zipped(facebook_files()).read())
    path = client.post("/settings/import", {"file": file})["Location"]
    client.post(path, {"parts": ["friends"]})
    drain()
    assert "Zoë" in text_of(client.get("/settings/import"))
    assert "Zoë" not in text_of(browser(cast.ben()).get("/settings/import"))
