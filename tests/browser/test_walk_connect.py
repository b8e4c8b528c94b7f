"""Walk 1: Ana, in Arabic on a phone without scripts, and Ben, with the command line client `toot`, become friends."""

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, ViewportSize, expect

from tests.browser.conftest import NewPage
from tests.browser.people import Cast, Person
from tests.browser.steps import at, post_with, reload_until
from tests.edges.mastodon.test_clients import Toot, eventually
from tests.live import LiveSite

_PHONE = ViewportSize(width=390, height=844)
_FIRST_VIEW = 60 * 1024
_SAYS, _ANSWERS = "وصل القارب", "Then I bring the bread"
_DESCRIPTION = "قارب أحمر على نهر هادئ"
_ARABIC = re.compile("[\u0621-\u064a]")


def test_two_people_connect_across_language_device_and_client(
    site: LiveSite, cast: Cast, new_page: NewPage, tmp_path: Path
) -> None:
    ana, ben = cast.people("Ana", "Ben")
    page = new_page(ana, viewport=_PHONE, java_script_enabled=False)
    toot = Toot(tmp_path)
    toot.sign_in(site, f"{ben.handle}@moot.example")

    _reads_arabic(page)
    _become_friends(page, toot, ana, ben)
    post = _posts_a_picture(page)
    _ben_sees_it_and_replies(toot, ana, post)
    _both_see_one_thread(page, toot, ana, ben, post)
    _a_screen_reader_reads_the_description(page)
    for path in ("/", f"{ana.page}/{post}"):
        for scripts in (False, True):
            weight = _weight(new_page(ana, viewport=_PHONE, java_script_enabled=scripts), path)
            assert 5_000 < weight < _FIRST_VIEW, f"{path}: {weight} bytes"


def _reads_arabic(page: Page) -> None:
    at(page, "/settings/language").locator("#id_interface_language").select_option("ar")
    page.locator("main form button").click()
    for path in ("/", "/notifications", "/menu"):
        html = at(page, path).locator("html")
        expect(html).to_have_attribute("lang", "ar")
        expect(html).to_have_attribute("dir", "rtl")
        for link in page.locator("nav.nav a span:not(.vh)").all_inner_texts():
            assert _ARABIC.search(link), link


def _become_friends(page: Page, toot: Toot, ana: Person, ben: Person) -> None:
    """Ben follows by command; Ana hears of it and follows back, by a plain form."""
    assert f"You are now following {ana.handle}" in toot("follow", ana.handle)
    told = page.get_by_role("main").get_by_role("link", name="Ben")
    reload_until(at(page, "/notifications"), told)
    at(page, ben.page).get_by_role("button", name="متابعة", exact=True).click()
    expect(page.get_by_role("button", name=re.compile("^الأصدقاء")).filter(has_text="إلغاء المتابعة")).to_be_visible()
    expect(page.get_by_text("يتابعك", exact=True)).to_be_visible()
    assert ana.handle in toot("followers")
    assert ana.handle in toot("following")


def _posts_a_picture(page: Page) -> int:
    """Through the composer of the start page; returns the id of the post."""
    at(page, "/").get_by_label("ماذا تريد أن تقول؟").fill(_SAYS)
    page.locator("summary", has_text="صور").click()
    page.get_by_label("الملف 1", exact=True).set_input_files([_picture()])
    page.get_by_label("وصف الملف 1").fill(_DESCRIPTION)
    page.get_by_role("button", name="نشر", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="نُشر منشورك.")).to_be_visible()
    at(page, "/")
    expect(_image(post_with(page, _SAYS))).to_be_visible()
    address = post_with(page, _SAYS).locator("a.at").get_attribute("href") or ""
    return int(address.rpartition("/")[2])


def _ben_sees_it_and_replies(toot: Toot, ana: Person, post: int) -> None:
    shown = eventually(lambda: (found := toot("timelines", "home")) and _SAYS in found and found)
    (file,) = _json(toot, "status", str(post))["media_attachments"]
    assert (file["type"], file["description"]) == ("image", _DESCRIPTION)
    assert file["url"] in "".join(shown.split())  # toot breaks long lines
    posted = toot("post", f"@{ana.handle} {_ANSWERS}", "--reply-to", str(post))
    assert "Toot posted" in posted, posted


def _both_see_one_thread(page: Page, toot: Toot, ana: Person, ben: Person, post: int) -> None:
    below = _json(toot, "thread", str(post))
    (reply,) = below["descendants"]
    assert below["ancestors"] == []
    assert (reply["account"]["acct"], reply["in_reply_to_id"]) == (ben.handle, str(post))
    thread = toot("thread", str(post))
    assert -1 < thread.index(_SAYS) < thread.index(_ANSWERS)

    reload_until(at(page, "/notifications"), page.get_by_text(_ANSWERS))
    shown = at(page, f"{ana.page}/{post}").locator("section.stream article")
    expect(shown).to_have_count(2)
    expect(shown.nth(0)).to_contain_text(_SAYS)
    expect(shown.nth(1)).to_contain_text(f"@{ben.handle}")
    expect(shown.nth(1)).to_contain_text(_ANSWERS)
    expect(shown.nth(1).locator("a.at")).to_have_attribute("href", f"{ben.page}/{reply['id']}")
    assert page.evaluate("document.documentElement.scrollWidth") <= _PHONE["width"]


def _a_screen_reader_reads_the_description(page: Page) -> None:
    """As Chromium tells it to a screen reader: one picture, with a role, and this name."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    pictures = [
        node["name"]["value"]
        for node in nodes
        if not node["ignored"] and node["role"]["value"] == "image" and node["name"]["value"]
    ]
    assert pictures == [_DESCRIPTION]
    session.detach()


def _weight(page: Page, path: str) -> float:
    """What the first view of a page costs on the wire, in bytes, without files of media."""
    session, media, sizes = page.context.new_cdp_session(page), set[str](), dict[str, float]()

    def begun(event: dict[str, Any]) -> None:
        if "/media/" in event["request"]["url"] or event["request"]["url"].startswith("data:"):
            media.add(event["requestId"])

    def ended(event: dict[str, Any]) -> None:
        sizes[event["requestId"]] = event["encodedDataLength"]

    session.on("Network.requestWillBeSent", begun)
    session.on("Network.loadingFinished", ended)
    session.send("Network.enable")
    page.goto(path, wait_until="networkidle")
    expect(_image(post_with(page, _SAYS))).to_be_visible()
    assert media, "the picture was not among what was loaded"
    return sum(size for request, size in sizes.items() if request not in media)


def _image(post: Locator) -> Locator:
    return post.get_by_role("img", name=_DESCRIPTION, exact=True)


def _json(toot: Toot, *arguments: str) -> Any:
    return json.loads(toot(*arguments, "--json"))


def _picture() -> FilePayload:
    """A red picture, 320 by 200."""
    file = BytesIO()
    Image.new("RGB", (320, 200), (200, 30, 30)).save(file, "JPEG")
    return {"name": "boat.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}
