"""The frame around every page, in a real browser: keys, focus, a dead line, large pictures, themes, the offline page.

It is the same on every database, so one site will do.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NewPage, Running
from tests.browser.every_page import PHONE, WATCH_SHIFTS
from tests.browser.people import Cast, Person
from tests.browser.steps import at, post_with


@pytest.fixture
def _running(_sites: Callable[[str], Running]) -> Running:
    return _sites("sqlite")


def _reader(cast: Cast, *texts: str) -> tuple[Person, Person]:
    """Somebody who follows an author, and that author, who wrote these texts."""
    reader, author = cast.people("Reader", "Author")
    cast.follow(reader, author)
    for text in texts:
        cast.publish(author, text)
    return reader, author


def test_posts_are_read_and_marked_by_keys_alone(cast: Cast, new_page: NewPage) -> None:
    reader, author = _reader(cast, "The older", "The newer")
    page = at(new_page(reader), author.page)
    page.keyboard.press("j")
    expect(post_with(page, "The newer")).to_be_focused()
    page.keyboard.press("j")
    older = post_with(page, "The older")
    expect(older).to_be_focused()
    page.keyboard.press("f")
    favourite = older.get_by_role("button", name="Favourite")
    expect(favourite).to_have_attribute("aria-pressed", "true")
    expect(favourite).to_be_focused()
    expect(favourite).to_contain_text("1")
    page.keyboard.press("k")
    expect(post_with(page, "The newer")).to_be_focused()
    page.keyboard.press("o")
    expect(page.get_by_role("heading", name="Post by Author")).to_be_attached()


def test_keys_lead_everywhere_and_leave_fields_alone(cast: Cast, new_page: NewPage) -> None:
    reader, _author = _reader(cast)
    page = at(new_page(reader), "/rules")
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keys", exact=True)).to_be_visible()
    page.wait_for_load_state()  # keys are heard from then on
    page.keyboard.press("g")
    page.keyboard.press("h")
    expect(page).to_have_url(re.compile(r"/$"))
    page.wait_for_load_state()
    page.keyboard.press("n")
    text = page.get_by_label("What would you like to say?")
    expect(text).to_be_focused()
    page.keyboard.type("?/gn")
    expect(text).to_have_value("?/gn")
    page.keyboard.press("Escape")
    expect(text).not_to_be_focused()
    page.keyboard.press("/")
    expect(page).to_have_url(re.compile(r"/search$"))


def test_whoever_turned_single_keys_off_is_left_alone(cast: Cast, new_page: NewPage) -> None:
    reader, author = _reader(cast, "Only one")
    page = at(new_page(reader), "/keyboard")
    page.get_by_role("button", name="Turn them off").click()
    expect(page.get_by_text("These keys are off.")).to_be_visible()
    page.goto(author.page)
    page.keyboard.press("j")
    page.keyboard.press("?")
    expect(post_with(page, "Only one")).not_to_be_focused()
    expect(page).to_have_url(re.compile(author.page))


def test_a_dead_line_is_said_and_the_page_goes_on(cast: Cast, new_page: NewPage) -> None:
    reader, author = _reader(cast, "Still here")
    page = at(new_page(reader), author.page)
    favourite = post_with(page, "Still here").get_by_role("button", name="Favourite")
    page.route("**/act", lambda route: route.abort("internetdisconnected"))
    favourite.click()
    expect(page.get_by_role("alert")).to_contain_text("No answer came. Are you still online?")
    expect(favourite).to_have_attribute("aria-pressed", "false")
    page.unroute_all()
    favourite.click()
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(favourite).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (429, '<main><p class="lead">Please wait for 20 seconds.</p></main>', "Please wait for 20 seconds."),
        (500, "", "That did not work. Please try again in a minute."),
    ],
)
def test_a_refusal_is_said_in_its_own_words(cast: Cast, new_page: NewPage, status: int, body: str, words: str) -> None:
    reader, author = _reader(cast, "Once more")
    page = at(new_page(reader), author.page)

    def refuse(route: Route) -> None:
        route.fulfill(status=status, body=body, content_type="text/html")

    page.route("**/act", refuse)
    page.get_by_role("button", name="Favourite").click()
    expect(page.get_by_role("alert")).to_contain_text(words)
    page.get_by_role("alert").get_by_role("button", name="Close").click()
    expect(page.get_by_role("alert")).to_be_hidden()


def test_an_endless_list_keeps_the_keyboard(cast: Cast, new_page: NewPage) -> None:
    reader, author = _reader(cast, *(f"Number {number}." for number in range(25)))
    page = at(new_page(reader), author.page)
    shown = page.get_by_role("article").count()
    more = page.get_by_role("link", name="Show more")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("article").nth(shown)).to_be_focused()
    expect(page.locator("[aria-live=polite]", has_text="More is shown below.")).to_be_attached()


@pytest.mark.parametrize("to", ["document.querySelector('.next').offsetTop", "document.body.scrollHeight"])
def test_a_list_goes_on_without_moving_what_stands_below_it(cast: Cast, new_page: NewPage, to: str) -> None:
    reader, author = _reader(cast, *(f"Number {number}." for number in range(45)))
    page = new_page(reader)
    page.set_viewport_size(PHONE)
    page.add_init_script(WATCH_SHIFTS)
    held: list[Route] = []
    page.route("**/*max_id=*", lambda route: held.append(route))  # noqa: PLW0108 - playwright marks what it calls
    at(page, author.page)
    page.evaluate("scrollTo(0, document.querySelector('.next').offsetTop - 1.5 * innerHeight)")
    expect(page.locator(".next .htmx-request")).to_be_attached()
    page.evaluate(f"scrollTo(0, {to})")
    expect(page.locator(".foot")).not_to_be_visible()
    shown = page.get_by_role("article").count()
    held[0].continue_()
    expect(page.get_by_role("article")).to_have_count(2 * shown)
    expect(page.locator(".foot")).to_be_visible()
    assert page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)))") is None
    assert page.evaluate("window.shifted") == 0


def test_a_picture_opens_large_with_its_description(cast: Cast, new_page: NewPage) -> None:
    reader, author = _reader(cast)
    cast.publish(author, "Two", media_ids=[cast.picture(author, "A red boat"), cast.picture(author, "A blue boat")])
    page = at(new_page(reader), author.page)
    first = page.locator(".media a.pic").first
    first.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("img", name="A red boat")).to_be_visible()
    expect(dialog.locator("figcaption")).to_have_text("A red boat")
    page.keyboard.press("ArrowRight")
    expect(dialog.locator("figcaption")).to_have_text("A blue boat")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(first).to_be_focused()


def test_a_blur_stands_where_a_picture_will_be_and_nothing_moves(cast: Cast, new_page: NewPage) -> None:
    reader, author = _reader(cast)
    cast.publish(author, "Tall", media_ids=[cast.picture(author, "A tower", width=500, height=640)])
    cast.publish(author, "Below")
    page = new_page(reader)
    held: list[Route] = []
    page.route("**/media/*", lambda route: held.append(route))  # noqa: PLW0108 - playwright marks what it calls
    page.goto(author.page, wait_until="domcontentloaded")
    picture = page.locator(".media a.pic")
    expect(picture.locator("img.blur")).to_have_attribute("src", re.compile("^data:image/png;base64,"))
    assert "fx8 fy8" in str(picture.locator("img.real").get_attribute("class"))
    before = post_with(page, "Tall").bounding_box()
    for route in held:
        route.continue_()
    expect(picture.locator("img.blur")).to_have_count(0)
    assert post_with(page, "Tall").bounding_box() == before


@pytest.mark.parametrize("scripts", [True, False])
def test_a_theme_is_chosen_and_acts_at_once(cast: Cast, new_page: NewPage, *, scripts: bool) -> None:
    reader, _author = _reader(cast)
    page = at(new_page(reader, color_scheme="light", java_script_enabled=scripts), "/settings/appearance")
    page.get_by_role("group", name="Colours").get_by_label("Dark").check()
    page.get_by_role("group", name="Motion").get_by_label("As little as possible").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Pages look as you chose.")
    expect(page.locator("html")).to_have_css("background-color", "rgb(21, 22, 20)")
    expect(page.get_by_role("button", name="Save")).to_have_css("transition-duration", "0s")


def test_the_browsers_wish_for_less_motion_is_enough(page: Page) -> None:
    page.emulate_media(reduced_motion="no-preference")
    page.goto("/sign-in")
    button = page.get_by_role("main").get_by_role("button").first
    expect(button).to_have_css("transition-duration", "0.12s, 0.12s")
    page.emulate_media(reduced_motion="reduce")
    expect(button).to_have_css("transition-duration", "0s")


def test_a_member_without_a_line_gets_a_page_that_says_so(cast: Cast, new_page: NewPage) -> None:
    reader, author = _reader(cast, "Private reading")
    page = at(new_page(reader), author.page)
    page.evaluate("navigator.serviceWorker.ready.then((found) => found.active.scriptURL)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.reload()
    page.context.set_offline(offline=True)
    page.goto("/rules", wait_until="commit")
    expect(page.get_by_role("heading", name="You are not connected")).to_be_visible()
    expect(page.locator(".fault-sign")).to_have_css("display", "block")
    kept = page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((one) => one.keys()))))"
        ".then((lists) => lists.flat().map((request) => new URL(request.url).pathname))"
    )
    assert kept
    assert [path for path in kept if path != "/offline" and not path.startswith("/static/")] == []
    page.context.set_offline(offline=False)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", name="The rules of this community")).to_be_visible()
