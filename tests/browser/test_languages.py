"""The interface in other languages, in a real browser: mirrored in Arabic, and German words fit the narrowest phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import NewPage
from tests.browser.people import Cast

_NARROWEST = {"width": 320, "height": 640}
_PAGES = (
    "/", "/notifications", "/search", "/explore", "/menu", "/compose", "/settings/profile", "/settings/language",
    "/settings/appearance", "/settings/account", "/rules", "/decisions", "/transparency", "/lists", "/filters",
    "/drafts", "/conversations", "/notes", "/about", "/privacy", "/follow-requests", "/settings/invitations",
)  # fmt: skip


def _choose(page: Page, language: str, zone: str = "") -> None:
    page.goto("/settings/language")
    page.locator("#id_interface_language").select_option(language)
    page.locator("#id_time_zone").select_option(zone)
    page.locator("main form button").click()
    expect(page.locator("html")).to_have_attribute("lang", language)


def _overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("de", "ltr")])
def test_pages_fit_the_narrowest_phone(cast: Cast, new_page: NewPage, language: str, direction: str) -> None:
    page = new_page(cast.person("Ana"), viewport=_NARROWEST)
    _choose(page, language)
    wide = {}
    for path in _PAGES:
        page.goto(path)
        expect(page.locator("html")).to_have_attribute("dir", direction)
        if _overflow(page) > 0:
            wide[path] = _overflow(page)
    assert wide == {}


def test_arabic_pages_are_mirrored(cast: Cast, new_page: NewPage) -> None:
    ana = cast.person("Ana")
    page = new_page(ana, viewport={"width": 1280, "height": 800})
    steps.write(page, "An English post, from left to right.")
    places = _places(page)
    assert places == sorted(places)
    _choose(page, "ar")
    page.goto("/")
    assert _places(page) == sorted(_places(page), reverse=True)
    post = page.locator("article .text", has_text="An English post")
    expect(post).to_have_attribute("dir", "ltr")
    expect(post).to_have_attribute("lang", "en")
    expect(page.locator("article [dir=ltr]", has_text=f"@{ana.handle}").first).to_be_visible()
    page.goto("/menu")
    arrow = page.locator("svg.mirrored").first
    assert arrow.evaluate("icon => getComputedStyle(icon).transform") == "matrix(-1, 0, 0, 1, 0, 0)"


def _places(page: Page) -> list[float]:
    """Where the entries of the main navigation begin, in their order."""
    links = page.locator("nav.nav a")
    return [float(links.nth(number).evaluate("link => link.getBoundingClientRect().left")) for number in range(5)]


def test_german_speaks_to_members_with_their_clock(cast: Cast, new_page: NewPage) -> None:
    page = new_page(cast.person("Ana"))
    steps.write(page, "Good morning")
    _choose(page, "de", "Europe/Berlin")
    saved = page.get_by_role("status").filter(has_text="Deine Sprache und deine Zeitzone sind gespeichert.")
    expect(saved).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("link", name="Mitteilungen")).to_be_visible()
    title = page.locator("article time").first.get_attribute("title") or ""
    assert re.fullmatch(r"\d{1,2}\. [A-Z][a-zä]+ \d{4}, \d\d:\d\d CES?T", title)


def test_visitors_choose_a_language_at_the_foot(new_page: NewPage, cast: Cast) -> None:
    cast.person("Ana")
    page = new_page()
    page.goto("/rules")
    page.locator("footer select").select_option("ar")
    page.locator("footer form button").click()
    expect(page).to_have_url(re.compile("/rules$"))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
