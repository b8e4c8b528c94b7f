"""What people do again and again in the walks."""

import re
import time

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as NotInTime

from tests.live import LiveSite

_TRIES = 60
_LOOK = 300
_PATIENCE = 30.0
_NOTHING_TO_CHECK = 2
_TAKE = re.compile(r"Take|Continue")


def at(page: Page, path: str) -> Page:
    """The page, after it went there."""
    page.goto(path)
    return page


def write(page: Page, text: str) -> None:
    """Write a post on the start page and publish it."""
    page.goto("/")
    page.get_by_label("What would you like to say?").fill(text)
    publish(page)


def publish(page: Page) -> None:
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status").filter(has_text="Your post is published.")).to_be_visible()


def post_with(page: Page, text: str) -> Locator:
    """The post on this page that holds the text."""
    return page.get_by_role("article").filter(has_text=text)


def open_menu(post: Locator) -> Locator:
    """Open the menu of a post and return the post."""
    post.locator("summary", has_text="More about this post by").click()
    return post


def reload_until(page: Page, sign: Locator) -> None:
    """Look again until the background work of the site has brought something to this page."""
    for _ in range(_TRIES):
        try:
            sign.first.wait_for(timeout=_LOOK)
        except NotInTime:
            page.reload()
        else:
            return
    expect(sign.first).to_be_visible()


def take_case(page: Page, text: str) -> None:
    """Take the case about the post with this text: from its line, or from where one account's cases are together."""
    line = at(page, "/console/queue").locator("ul.cases > li").filter(has_text=text)
    together = line.locator("details.more li").filter(has_text=text)
    if together.count():
        line.locator("details.more > summary").click()
        together.get_by_role("link").click()
        page.get_by_role("button", name=_TAKE).or_(page.get_by_text("You work on it")).first.wait_for()
        if page.get_by_role("button", name=_TAKE).count():
            page.get_by_role("button", name=_TAKE).click()
    else:
        line.get_by_role("button", name=_TAKE).first.click()


def verify_log(site: LiveSite) -> None:
    """From outside: another process, which knows the address and nothing else. The first head takes a second."""
    ends = time.monotonic() + _PATIENCE
    checked = site.command("log", "verify", site.url)
    while checked.returncode == _NOTHING_TO_CHECK and time.monotonic() < ends:
        checked = site.command("log", "verify", site.url)
    assert checked.returncode == 0, checked.stdout + checked.stderr
