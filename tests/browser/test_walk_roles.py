"""A member, a moderator and an operator at work: with and without scripts, on a phone and on a desk."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, Running
from tests.browser.people import Cast, Person
from tests.browser.steps import at, post_with, publish, reload_until, take_case
from tests.live import PASSWORD, LiveSite

_SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 800}}
_WAYS: dict[str, dict[str, Any]] = {
    f"{place}, {'with' if scripts else 'without'} scripts": {"viewport": size, "java_script_enabled": scripts}
    for place, size in _SIZES.items()
    for scripts in (True, False)
}
_DARK = "rgb(21, 22, 20)"


@pytest.fixture(scope="module")
def _own_site() -> Iterator[Running]:
    with LiveSite() as site, Cast(site) as cast:
        cast.person("Elder", days=60)
        yield Running(site, cast)


@pytest.fixture
def _running(_own_site: Running) -> Running:
    """A site of this module alone, as an operator changes what everybody reads; SQLite only."""
    return _own_site


@pytest.fixture(params=_WAYS)
def way(request: pytest.FixtureRequest) -> dict[str, Any]:
    """How somebody looks at the pages."""
    return _WAYS[request.param]


def test_a_member_from_signing_in_to_signing_out(cast: Cast, new_page: NewPage, way: dict[str, Any]) -> None:
    ana, ben = cast.people("Ana", "Ben")
    cast.follow(ana, ben)
    asked = f"Who has oars? {ben.handle}"
    post = cast.publish(ben, asked)
    page, reader = new_page(color_scheme="light", **way), new_page(ben, **way)

    _sign_in(page, ana)
    _publish_with_a_warning(page, reader, ana)
    _reply_and_favourite(page, reader, ben, post, asked)
    _search(page, asked, ben)
    _go_dark(page)
    _fits(page, way)
    _sign_out(page)


def _sign_in(page: Page, person: Person) -> None:
    at(page, "/").get_by_role("link", name="Sign in").first.click()
    page.get_by_label("E-mail address or name").fill(person.handle)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("What would you like to say?")).to_be_visible()


def _publish_with_a_warning(page: Page, reader: Page, author: Person) -> None:
    """The words are folded for readers until they open them."""
    words, warning = f"He was the gardener. {author.handle}", "The end of the film"
    at(page, "/").get_by_label("What would you like to say?").fill(words)
    page.locator("summary", has_text="Warning").click()
    page.get_by_label("Warning shown before the text").fill(warning)
    publish(page)
    expect(at(reader, author.page).get_by_text(words)).to_be_hidden()
    reader.get_by_text(warning).click()
    expect(reader.get_by_text(words)).to_be_visible()


def _reply_and_favourite(page: Page, reader: Page, author: Person, post: int, asked: str) -> None:
    post_with(at(page, "/"), asked).get_by_role("link", name="Reply").click()
    page.get_by_label("What would you like to say?").fill(f"@{author.handle} I have two pairs.")
    publish(page)
    post_with(at(page, "/"), asked).get_by_role("button", name="Favourite").click()
    pressed = post_with(page, asked).get_by_role("button", name="Favourite")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    expect(pressed).to_have_text("Favourite1")

    thread = at(reader, f"{author.page}/{post}").locator("section.stream article")
    expect(thread).to_have_count(2)
    expect(thread.nth(0)).to_contain_text(asked)
    expect(thread.nth(0).get_by_role("link", name="1 favourite")).to_be_visible()
    expect(thread.nth(1)).to_contain_text("I have two pairs.")


def _search(page: Page, words: str, author: Person) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Search").click()
    page.get_by_role("searchbox", name="Search").fill(words)
    page.get_by_role("search").get_by_role("button", name="Search").click()
    found = page.get_by_role("region", name="Posts").get_by_role("article")
    reload_until(page, found)
    expect(found).to_have_count(1)
    expect(found).to_contain_text(words)
    expect(found).to_contain_text(f"@{author.handle}")


def _go_dark(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="More").click()
    page.get_by_role("main").get_by_role("link", name="Appearance").click()
    page.get_by_role("radio", name="Dark").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Pages look as you chose.")).to_be_visible()
    expect(at(page, "/").locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("html")).to_have_css("background-color", _DARK)


def _sign_out(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="More").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    expect(at(page, "/notifications").get_by_role("button", name="Sign in")).to_be_visible()


def test_a_moderator_from_the_queue_to_the_statement(cast: Cast, new_page: NewPage, way: dict[str, Any]) -> None:
    dev, gita = cast.people("Dev", "Gita")
    text = f"You are a liar, and we know your door. {dev.handle}"
    post = cast.publish(dev, text)
    cast.report([gita], post, "harassment")
    page = new_page(cast.moderator(), **way)

    page.goto("/menu")
    page.get_by_role("link", name="Reports and cases").click()
    expect(page.get_by_role("listitem").filter(has_text=text).first).to_be_visible()
    _fits(page, way)
    take_case(page, text)
    expect(page.get_by_text("You work on it")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Gita: Harassment of a person")
    _fits(page, way)
    page.get_by_role("radio", name="Harassment of a person remove").check()
    page.get_by_role("button", name="Decide", exact=False).first.click()
    done = page.get_by_role("status").filter(has_text="Harassment of a person")
    expect(done).to_contain_text("Removed")

    done.get_by_role("link", name="Reasons").click()
    _states_the_reasons(page)
    _states_the_reasons(at(new_page(dev, **way), page.url))
    assert cast.strikes(dev) == 1
    answer = new_page(**way).goto(f"{dev.page}/{post}")
    assert answer is not None
    assert text not in answer.text()
    expect(at(page, "/console/queue").get_by_text(text)).to_have_count(0)


def _states_the_reasons(page: Page) -> None:
    statement = page.get_by_role("main")
    expect(statement.get_by_role("heading", name="Harassment of a person")).to_be_visible()
    for said in (
        "This harasses a person.",
        "Telling a victim, or a victim's family, that they lie",
        "A moderator of this community decided this.",
        "Nobody but you sees this post.",
    ):
        expect(statement).to_contain_text(said)


def test_an_operator_from_the_first_steps_to_an_announcement(
    cast: Cast, new_page: NewPage, way: dict[str, Any]
) -> None:
    olga, ana = cast.person("Olga", role="operator"), cast.person("Ana")
    page, member, visitor = new_page(olga, **way), new_page(ana, **way), new_page(**way)
    about, news = f"Neighbours on the river, says {olga.handle}.", f"Market day on Saturday, says {olga.handle}."

    at(page, "/menu").get_by_role("link", name="First steps").click()
    expect(page.get_by_role("heading", name="First steps")).to_be_visible()
    _fits(page, way)
    step = page.get_by_role("listitem").filter(has_text="Name and description")
    step.get_by_role("link", name="Settings").click()
    page.get_by_label("Name of the community").fill("Riverside")
    page.get_by_label("What it is").fill(about)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="The settings are saved.")).to_be_visible()
    page.goto("/console/setup")
    expect(step.get_by_text("done", exact=True)).to_be_visible()
    reload_until(at(visitor, "/"), visitor.get_by_role("main").get_by_text(about))

    at(page, "/menu").get_by_role("link", name="Announcements").click()
    page.get_by_label("What you tell everybody").fill(news)
    page.get_by_role("button", name="Announce it").click()
    expect(page.get_by_role("status").filter(has_text="The announcement is made.")).to_be_visible()
    told = member.get_by_role("region", name="Announcement").filter(has_text=news)
    reload_until(at(member, "/"), told)
    expect(told).to_have_count(1)
    _fits(member, way)
    told.get_by_role("button", name="Put away").click()
    expect(at(member, "/").get_by_role("region", name="Announcement").filter(has_text=news)).to_have_count(0)


def _fits(page: Page, way: dict[str, Any]) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= way["viewport"]["width"], page.url
