"""The rest of walk 4: the author appeals, another moderator overturns, everything is as it was."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.people import Cast
from tests.browser.steps import at, post_with, reload_until


def test_an_appeal_reaches_another_moderator_and_is_won(
    cast: Cast, new_page: NewPage, axe: Callable[[Page], None]
) -> None:
    mother, dev, mo, max_ = *cast.people("Miriam", "Dev"), cast.moderator(), cast.moderator("Max")
    attack = f"Nobody died there, you're a liar. {dev.handle}"
    reply = cast.publish(dev, f"@{mother.handle} {attack}")
    cast.report([mother], reply, "harassment")
    author = new_page(dev, viewport={"width": 360, "height": 740}, java_script_enabled=False)
    first, second, reader = new_page(mo), new_page(max_), new_page(mother)

    at(first, "/console/queue")
    first.get_by_role("listitem").filter(has_text=attack).get_by_role("button", name="Take").click()
    first.get_by_role("radio", name="Harassment of a person remove").check()
    first.get_by_role("button", name="Decide").click()
    expect(first.get_by_text("Removed").first).to_be_visible()
    assert cast.strikes(dev) == 1

    at(author, f"{dev.page}/{reply}").get_by_role("link", name="See why").click()
    author.get_by_label("What is wrong about it?").fill("I quoted what I was told, to refute it.")
    author.get_by_role("button", name="Appeal").click()
    expect(author.get_by_role("status")).to_contain_text("Your appeal has arrived.")
    statement = author.url
    line = at(author, "/decisions/about-me").get_by_role("listitem").filter(has_text="Appealed")
    expect(line).to_have_count(1)

    listed = at(first, "/console/appeals").get_by_role("listitem").filter(has_text="I quoted what I was told")
    expect(listed).to_contain_text("You took part in this decision. Another moderator must judge the appeal.")
    axe(first)
    listed.get_by_role("link", name="Open").click()
    expect(first.get_by_role("heading", name="Not yours to decide")).to_be_visible()
    expect(first.get_by_role("button", name="Decide")).to_have_count(0)

    _ask(second, "Where is the quotation?", axe)
    reload_until(at(author, statement), author.get_by_text("Where is the quotation?"))
    expect(author.get_by_text("Max")).to_have_count(0)
    author.get_by_label("Add something").fill("In my first sentence.")
    author.get_by_role("button", name="Send").click()
    expect(author.get_by_text("In my first sentence.")).to_be_visible()

    second.reload()
    expect(second.get_by_text("In my first sentence.")).to_be_visible()
    _overturn_by_keyboard(second)
    reload_until(at(author, "/notifications"), author.get_by_text("Your appeal was decided"))
    outcome = at(author, statement).get_by_role("main")
    expect(outcome).to_contain_text("It was wrong: everything that it did has ended.")
    expect(outcome).to_contain_text("It reads as a quotation.")
    assert cast.strikes(dev) == 0
    expect(post_with(at(reader, f"{dev.page}/{reply}"), attack)).to_be_visible()


def _ask(page: Page, question: str, axe: Callable[[Page], None]) -> None:
    listed = at(page, "/console/appeals").get_by_role("listitem").filter(has_text="I quoted what I was told")
    listed.get_by_role("link", name="Open").click()
    expect(page.get_by_role("main")).to_contain_text("you're a liar")
    axe(page)
    page.get_by_label("Ask or answer").fill(question)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("main")).to_contain_text(question)


def _overturn_by_keyboard(page: Page) -> None:
    """A digit chooses the outcome; the reasons are typed; Tab and Enter decide."""
    page.locator("body").press("3")
    expect(page.get_by_role("radio", name="Overturn: everything that it did ends")).to_be_checked()
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.get_by_label("Reasons").evaluate("one => one === document.activeElement"):
            break
    expect(page.get_by_label("Reasons")).to_be_focused()
    page.keyboard.type("It reads as a quotation.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Decided.")
