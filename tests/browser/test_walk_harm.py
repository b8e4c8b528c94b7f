"""Walk 4: what harms a person goes, what is only wrong stays; known terrorist material is held for a person."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.people import Cast, Person
from tests.browser.steps import at, open_menu, post_with, publish, reload_until, take_case, verify_log
from tests.live import LiveSite

_HARASSMENT = "Harassment of a person"


def test_a_liar_to_the_mother_goes_and_the_denial_stays(site: LiveSite, cast: Cast, new_page: NewPage) -> None:
    dev, miriam, gita = cast.people("Dev", "Miriam", "Gita")
    denial = f"Nobody died in the school of {dev.handle}."
    own = cast.publish(dev, denial)
    grief = cast.publish(miriam, f"My son would be nine today. {miriam.handle}")
    author, reporter, mo, max_ = new_page(dev), new_page(gita), new_page(cast.moderator()), new_page(cast.moderator())

    at(author, f"{miriam.page}/{grief}").get_by_role("link", name="Reply").first.click()
    at_once = f"{denial} You're a liar, @{miriam.handle}."
    author.get_by_label("What would you like to say?").fill(at_once)
    publish(author)
    naming = f"{denial} Miriam of {miriam.handle}: you're a liar."
    named = cast.publish(dev, naming)

    for text in ("You're a liar, ", "Miriam of "):
        _report(reporter, dev, text)
        verify_log(site)
    for text in ("You're a liar, ", f"Miriam of {miriam.handle}"):
        _remove(mo, text)
        verify_log(site)

    visitor = new_page()
    page = at(visitor, dev.page)
    expect(page.get_by_role("article").filter(has_text=denial)).to_have_count(1)
    expect(page.get_by_role("main")).not_to_contain_text("liar")
    expect(post_with(at(visitor, f"{dev.page}/{own}"), denial)).to_be_visible()
    expect(at(visitor, f"{miriam.page}/{grief}").get_by_role("main")).not_to_contain_text("liar")
    assert cast.strikes(dev) == 2

    statements = at(author, "/decisions/about-me").get_by_role("listitem").filter(has_text=_HARASSMENT)
    expect(statements.filter(has_text="Removed")).to_have_count(2)
    reload_until(at(reporter, "/notifications"), reporter.get_by_text("Your report was answered"))
    expect(at(reporter, "/reports").get_by_role("listitem").filter(has_text=_HARASSMENT)).to_have_count(2)

    _appeal(author, f"{dev.page}/{named}")
    _another_decides(mo, max_, "I named nobody.")
    verify_log(site)
    outcome = author.get_by_text("The decision stands")
    author.reload()
    expect(outcome.first).to_be_visible()
    expect(at(visitor, dev.page).get_by_role("main")).not_to_contain_text("liar")
    assert cast.strikes(dev) == 2


def test_known_terrorist_words_are_held_and_a_report_that_quotes_them_stays(
    site: LiveSite, cast: Cast, new_page: NewPage, tmp_path: Path
) -> None:
    cast.person("Olga", role="operator")
    femi, erin = cast.people("Femi", "Erin")
    words = (
        f"Brothers of the black banner of {femi.handle}, rise with us tonight, bring fire to the markets of those who "
        "live there, and let nobody leave the town before the sun comes up over the burning roofs."
    )
    file = tmp_path / "leaflet.txt"
    file.write_text(words)
    added = site.command("integrity", "hashes", "add-text", str(file), "--bank", "terrorism")
    assert added.returncode == 0, added.stderr

    author, visitor, mo = new_page(femi), new_page(), new_page(cast.moderator())
    author.goto("/")
    author.get_by_label("What would you like to say?").fill(words)
    author.get_by_role("button", name="Publish").click()
    expect(at(visitor, femi.page).get_by_text("black banner")).to_have_count(0)
    reload_until(at(author, "/notifications"), author.get_by_role("link", name="Terrorism: see why"))
    author.get_by_role("link", name="Terrorism: see why").first.click()
    expect(author.get_by_role("main")).to_contain_text("it waits for a person to look at it")
    verify_log(site)

    news = (
        f"The police of {erin.handle} found a leaflet in the market hall this morning. It says: “bring fire to the "
        "markets of those who live there”. The mayor asks everybody to stay calm; shops open as usual on Monday, and "
        "the council meets in the afternoon to speak about the guards at the gates and what they cost."
    )
    reported = cast.publish(erin, news)
    expect(post_with(at(visitor, f"{erin.page}/{reported}"), "The mayor asks")).to_be_visible()

    take_case(mo, f"black banner of {femi.handle}")
    mo.get_by_role("radio", name="Terrorism remove").check()
    mo.get_by_role("button", name="Decide").first.click()
    expect(mo.get_by_text("Removed").first).to_be_visible()
    verify_log(site)
    expect(at(visitor, femi.page).get_by_text("black banner")).to_have_count(0)
    expect(post_with(at(visitor, f"{erin.page}/{reported}"), "The mayor asks")).to_be_visible()
    assert (cast.strikes(femi), cast.strikes(erin)) == (1, 0)


def _report(page: Page, author: Person, text: str) -> None:
    page.goto(f"{author.page}/replies" if text.startswith("You're") else author.page)
    open_menu(post_with(page, text).first).get_by_role("link", name="Report…").click()
    page.get_by_label(_HARASSMENT).check()
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("status")).to_contain_text("A moderator looks at it")


def _remove(page: Page, text: str) -> None:
    take_case(page, text)
    page.get_by_role("radio", name=f"{_HARASSMENT} remove").check()
    page.get_by_role("button", name="Decide").first.click()
    expect(page.get_by_text("Removed").first).to_be_visible()


def _appeal(author: Page, path: str) -> None:
    at(author, path).get_by_role("link", name="See why").first.click()
    author.get_by_label("What is wrong about it?").fill("I named nobody.")
    author.get_by_role("button", name="Appeal").click()
    expect(author.get_by_role("status")).to_contain_text("Your appeal has arrived.")


def _another_decides(first: Page, second: Page, words: str) -> None:
    own = at(first, "/console/appeals").get_by_role("listitem").filter(has_text=words)
    expect(own).to_contain_text("You took part in this decision.")
    at(second, "/console/appeals").get_by_role("listitem").filter(has_text=words).get_by_role(
        "link", name="Open"
    ).click()
    second.get_by_role("radio", name="Uphold").check()
    second.get_by_label("Reasons").fill("It names her, and calls her a liar about her own son.")
    second.get_by_role("button", name="Decide").click()
    expect(second.get_by_role("status")).to_contain_text("Decided.")
