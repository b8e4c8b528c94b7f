"""A moderator's work by keyboard: next case, look, decide, undo, note, bulk; the pages are accessible."""

import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.people import Cast
from tests.browser.steps import at

_PHONE = {"width": 320, "height": 640}
_FIRST_CASE = 30.0


def _press(page: Page, *keys: str) -> None:
    page.wait_for_load_state()  # keys are heard from then on
    for key in keys:
        page.keyboard.press(key)


def _desk(page: Page, queue: str, clause: str) -> None:
    """A queue of this walk's own, so that cases of other walks do not come between."""
    at(page, "/console/queues").get_by_label("Name", exact=True).fill(queue)
    page.locator("summary", has_text="Rules").click()
    page.get_by_label(clause, exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("The queue is saved.")
    at(page, "/console/queue").locator("summary", has_text="All cases").click()
    page.get_by_label("Queue", exact=True).select_option(index=_place(page, queue))
    page.get_by_role("button", name="Work on these").click()
    expect(page.locator("summary", has_text=queue)).to_be_visible()


def _place(page: Page, queue: str) -> int:
    names = page.get_by_label("Queue", exact=True).locator("option").all_inner_texts()
    return next(place for place, name in enumerate(names) if name.startswith(queue))


def test_a_moderator_works_by_keyboard_from_end_to_end(
    cast: Cast, new_page: NewPage, axe: Callable[[Page], None]
) -> None:
    ina, jo, kit = cast.people("Ina", "Jo", "Kit")
    mother = cast.publish(ina, f"My brother was there. {ina.handle}")
    attack = cast.publish(jo, f"@{ina.handle} He never was. {jo.handle}", reply_to_id=mother)
    cast.report([kit, ina], attack, "intimate-pictures")
    second = cast.publish(jo, f"Something else. {jo.handle}")
    cast.report([kit], second, "intimate-pictures")
    page = new_page(cast.moderator("Max"))
    _desk(page, f"Walk {jo.handle}", "Intimate pictures without consent")
    axe(page)

    started = time.monotonic()
    _press(page, "n")
    expect(page.get_by_text("You work on it")).to_be_visible()
    expect(page.get_by_role("article").filter(has_text="He never was.")).to_be_visible()
    expect(page.get_by_role("article").filter(has_text="My brother was there.")).to_be_visible()
    rule = page.get_by_role("radio", name="Intimate pictures without consent remove")
    _press(page, rule.get_attribute("data-key") or "")
    expect(rule).to_be_focused()
    _press(page, "Enter")
    expect(page.get_by_role("status")).to_contain_text("Removed")
    assert time.monotonic() - started < _FIRST_CASE

    expect(page.get_by_role("article").filter(has_text="Something else.")).to_be_visible()
    axe(page)
    _press(page, "m")
    page.keyboard.type("n1u and other keys are only letters here")
    expect(page.get_by_label("A note")).to_have_value("n1u and other keys are only letters here")
    _press(page, "Escape", "u")
    expect(page.get_by_role("status")).to_contain_text("Everything that this decision did has ended.")
    assert cast.strikes(jo) == 0

    _press(page, "n")
    expect(page.get_by_role("article").filter(has_text="Something else.")).to_be_visible()
    _press(page, "?")
    expect(page.get_by_text("choose a rule")).to_be_visible()
    _press(page, "?", "a")
    page.keyboard.type("Thank you.")
    _press(page, "Escape", "0", "Enter")
    expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()
    kits = at(new_page(kit), "/reports?state=answered")
    expect(kits.get_by_text("Thank you.", exact=True)).to_be_visible()


def test_a_wave_is_decided_in_one_step_and_undone(cast: Cast, new_page: NewPage, axe: Callable[[Page], None]) -> None:
    kit, *authors = cast.people("Kit", "Lou", "Mia", "Nat")
    for author in authors:
        cast.report([kit], cast.publish(author, f"Look at my pictures of her {kit.handle}"), "child-abuse")
    page = new_page(cast.moderator("Max"))
    _desk(page, f"Wave {kit.handle}", "Sexual abuse of children")
    for author in authors:
        page.get_by_role("checkbox", name=f"Choose the case about {author.name}").check()
    page.get_by_role("button", name="Decide the ticked ones").click()
    expect(page.get_by_role("heading", name="3 cases")).to_be_visible()
    axe(page)
    page.get_by_role("radio", name="Sexual abuse of children remove").check()
    _press(page, "Enter")
    expect(page.get_by_text("3 cases are decided.")).to_be_visible()
    axe(page)
    _press(page, "u")
    expect(page.get_by_role("status")).to_contain_text("3 decisions are undone.")
    assert [cast.strikes(author) for author in authors] == [0, 0, 0]


def test_the_console_is_accessible_and_fits_a_phone(cast: Cast, new_page: NewPage, axe: Callable[[Page], None]) -> None:
    kit, lou = cast.people("Kit", "Lou")
    cast.report([kit], cast.publish(lou, f"Doubtful {lou.handle}"), "fraud")
    page = new_page(cast.person("Olga", role="operator"), viewport=_PHONE)
    kits = f"/console/people/{kit.id}/reports"
    for path in ("/console", "/console/queue", "/console/queues", "/console/figures", "/console/flaggers", kits):
        axe(at(page, path))
        assert page.evaluate("document.documentElement.scrollWidth") <= _PHONE["width"], path
    at(page, "/console").get_by_role("button", name="Next case").click()
    expect(page.get_by_text("You work on it")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= _PHONE["width"]
    axe(at(page, "/transparency/flaggers"))
