"""The first day of two people: read, join, write, follow, answer, leave. With and without scripts, also on a phone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.people import Cast
from tests.browser.steps import post_with, write
from tests.live import PASSWORD

_WAYS: dict[str, dict[str, Any]] = {
    "with scripts": {},
    "on a phone without scripts": {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False},
}
_FIRST_VIEW = 60_000


@pytest.fixture(params=_WAYS)
def way(request: pytest.FixtureRequest) -> dict[str, Any]:
    """How the two people look at the pages."""
    return _WAYS[request.param]


def test_two_people_join_and_talk(cast: Cast, new_page: NewPage, way: dict[str, Any]) -> None:
    ana, ben = new_page(**way), new_page(**way)
    ana_name, ben_name = cast.handle("ana"), cast.handle("ben")

    _join(ana, ana_name)
    text = f"Good morning from {ana_name}!"
    write(ana, text)
    expect(post_with(ana, text)).to_be_visible()

    _join(ben, ben_name)
    ben.goto(f"/@{ana_name}")
    ben.get_by_role("button", name="Follow", exact=True).click()
    expect(ben.get_by_role("button", name="Following")).to_be_visible()
    ben.get_by_role("navigation", name="Main").get_by_role("link", name="Home").click()
    expect(ben.get_by_role("link", name="Latest")).to_have_attribute("aria-current", "page")
    seen = post_with(ben, text)
    expect(seen).to_be_visible()

    seen.get_by_role("link", name="Reply").click()
    expect(ben.get_by_label("What would you like to say?")).to_have_value(f"@{ana_name} ")
    ben.get_by_label("What would you like to say?").fill(f"@{ana_name} Good morning to you.")
    ben.get_by_role("button", name="Publish").click()
    expect(ben.get_by_role("status")).to_contain_text("Your post is published.")

    post_with(ana, text).locator("a.at").click()
    for page in (ana, ben):
        page.goto(ana.url)
        expect(page.get_by_role("article")).to_have_count(2)
        expect(page.get_by_role("article").nth(0)).to_contain_text(text)
        replies = page.get_by_role("region", name="1 reply")
        expect(replies.get_by_role("article")).to_contain_text("Good morning to you.")

    _introduce(ana, "Ana of the mill")
    ben.goto(f"/@{ana_name}")
    expect(ben.get_by_role("heading", name="Ana of the mill")).to_be_visible()
    expect(ben.get_by_text("I bake.")).to_be_visible()

    _leave(ana)
    ana.get_by_role("link", name="Sign in").first.click()
    ana.get_by_label("E-mail address or name").fill(ana_name)
    ana.get_by_label("Password").fill(PASSWORD)
    ana.get_by_role("button", name="Sign in").click()
    expect(post_with(ana, text)).to_be_visible()


def test_what_is_wrong_with_a_sign_up_is_said_at_the_field(page: Page, cast: Cast) -> None:
    page.goto("/sign-up")
    page.get_by_label("Your name here").fill("no spaces please")
    page.get_by_label("E-mail address").fill("ana@moot.example")
    page.get_by_label("Password").fill("short")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("alert")).to_contain_text("Please look at this again")
    expect(page.get_by_label("Your name here")).to_have_value("no spaces please")
    expect(page.get_by_label("Your name here")).to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize("member", [False, True], ids=["visitor", "member"])
def test_a_first_view_is_small(cast: Cast, new_page: NewPage, member: bool) -> None:
    ana, ben = cast.people("Ana", "Ben")
    cast.follow(ben, ana)
    for number in range(20):
        cast.publish(ana, f"Sentence {number} of a long story, which goes on and on. #story")
    page = new_page(ben if member else None)
    sizes: list[float] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto("/", wait_until="networkidle")
    expect(page.get_by_text("Sentence 19 of a long story")).to_be_visible()
    assert len(sizes) >= 4  # the page, its style, its two scripts
    assert sum(sizes) < _FIRST_VIEW


def _join(page: Page, name: str) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="What people talk about")).to_be_visible()
    page.get_by_role("link", name="Join").first.click()
    page.get_by_label("Your name here").fill(name)
    page.get_by_label("E-mail address").fill(f"{name}@moot.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("status")).to_contain_text(f"Welcome, @{name}.")


def _introduce(page: Page, name: str) -> None:
    """Fill in the own profile."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Profile").click()
    page.get_by_role("link", name="Edit profile").click()
    page.get_by_label("Shown name").fill(name)
    page.get_by_label("About you").fill("I bake.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_be_visible()


def _leave(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="More").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    page.goto("/notifications")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
