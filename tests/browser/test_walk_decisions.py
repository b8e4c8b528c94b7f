"""Walk 5, the decision in it, and walk 4: reduce and undo, remove and undo, with reasons for all concerned."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.people import Cast
from tests.browser.steps import at, open_menu, post_with, reload_until
from tests.live import PASSWORD

_FACT_CHECK = "https://fact-check.example/bleach"
_REASON = "A fact-check found this to be false."
_HARASSMENT = "This harasses a person."


@dataclass(frozen=True, slots=True)
class _Reach:
    """A post that Bo boosted, and those who look at it: `stranger` follows Bo only, `follower` follows the author."""

    text: str
    path: str
    tag: str
    author: Page
    follower: Page
    stranger: Page
    visitor: Page

    @property
    def own_page(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def spread(self) -> tuple[tuple[Page, str], ...]:
        """Where the post reaches people who did not ask for its author."""
        return ((self.visitor, f"/tags/{self.tag}"), (self.visitor, "/public"), (self.stranger, "/"))


def _equation(page: Page) -> Locator:
    """Sum times factor, as the chart of reasons says it."""
    return page.locator(".equation")


def test_a_post_is_reduced_by_keyboard_and_restored(cast: Cast, new_page: NewPage, axe: Callable[[Page], None]) -> None:
    reach, mo = _boosted_and_reported(cast, new_page), cast.moderator()
    for page, path in (*reach.spread, (reach.visitor, "/explore")):
        expect(post_with(at(page, path), reach.text)).to_be_visible()

    moderator = new_page()
    _sign_in(moderator, mo.handle)
    _reduce_by_keyboard(moderator, reach.text)
    expect(moderator.get_by_text("Travels less ×0.10").first).to_be_visible()
    statement = _the_author_reads_the_reasons(reach.author)
    axe(reach.author)
    _whole_where_one_asked_for_it(reach)
    _folded_where_it_spreads(reach)
    why = f"{reach.path}/why"
    expect(_equation(at(reach.follower, why))).to_contain_text("0.10")
    expect(_newest_decision(reach.visitor)).to_contain_text(re.compile(r"Found false.*Travels less ×0\.10", re.DOTALL))

    moderator.keyboard.press("u")
    expect(moderator.get_by_role("status")).to_contain_text("Everything that this decision did has ended.")
    expect(_equation(at(reach.follower, why))).to_contain_text("1.00")
    for page, path in (*reach.spread, (reach.visitor, "/explore")):
        whole = post_with(at(page, path), reach.text)
        expect(whole).to_be_visible()
        expect(whole.get_by_role("link", name="Read more")).to_have_count(0)
    expect(_newest_decision(reach.visitor)).to_contain_text("Undone")
    expect(at(reach.author, statement).get_by_text("Undone", exact=True)).to_be_visible()
    reload_until(at(reach.author, "/notifications"), reach.author.get_by_text("A decision about you was undone"))


def _boosted_and_reported(cast: Cast, new_page: NewPage) -> _Reach:
    dev, carla, fay, bo, lia = cast.people("Dev", "Carla", "Fay", "Bo", "Lia")
    cast.follow(fay, dev)
    cast.follow(lia, bo)
    text, tag = f"Bleach cures the flu, says {dev.handle}.", f"cures{dev.id}"
    post = cast.publish(dev, f"{text} #{tag}")
    cast.boost(bo, post)
    cast.report([carla], post, "found-false")
    return _Reach(text, f"{dev.page}/{post}", tag, new_page(dev), new_page(fay), new_page(lia), new_page())


def _the_author_reads_the_reasons(author: Page) -> str:
    """From the notification to the statement; returns its address."""
    link = author.get_by_role("link", name="Found false: see why")
    reload_until(at(author, "/notifications"), link)
    link.click()
    statement = author.get_by_role("main")
    expect(statement.get_by_role("heading", name="Found false")).to_be_visible()
    for said in (
        _REASON,
        "this post travels 0.10 times as far as before",
        "A post that a published fact-check found false stays, and counts against nobody.",
        "A moderator of this community decided this.",
        "It does not count as one.",
    ):
        expect(statement).to_contain_text(said)
    expect(statement.get_by_role("link", name="The fact-check")).to_have_attribute("href", _FACT_CHECK)
    return author.url


def _whole_where_one_asked_for_it(reach: _Reach) -> None:
    """On the author's page, under its own address and in Latest of the author's followers."""
    places = ((reach.visitor, reach.own_page), (reach.visitor, reach.path), (reach.follower, "/"))
    for page, path in (*places, (reach.author, reach.own_page)):
        whole = post_with(at(page, path), reach.text)
        expect(whole).to_be_visible()
        expect(whole.get_by_role("link", name="Read more")).to_have_attribute("href", _FACT_CHECK)
    expect(post_with(reach.author, reach.text)).to_contain_text("this one counts 0.10 times")


def _folded_where_it_spreads(reach: _Reach) -> None:
    """One line with the reason, which opens; nothing at all in Explore."""
    for page, path in reach.spread:
        told = "Bo boosted a post by Dev that" if page is reach.stranger else "A post by Dev"
        line = at(page, path).get_by_text(f"{told} travels less (×0.10): {_REASON}")
        expect(line).to_have_count(1)
        expect(page.get_by_text(reach.text)).to_be_hidden()
        line.click()
        expect(page.get_by_text(reach.text)).to_be_visible()
    expect(at(reach.visitor, "/explore").get_by_text(reach.text)).to_have_count(0)


def test_a_harassing_reply_is_removed_and_comes_back(cast: Cast, new_page: NewPage) -> None:
    mother, dev, fay, mo = *cast.people("Miriam", "Dev", "Fay"), cast.moderator()
    grief = f"My son died there, two years ago. {mother.handle}"
    attack, own = f"Nobody died there, you're a liar. {dev.handle}", f"Nobody died there. {dev.handle}"
    thread = cast.publish(mother, grief)
    reply = cast.publish(dev, f"@{mother.handle} {attack}", reply_to_id=thread)
    cast.publish(fay, f"@{dev.handle} Leave her alone.", reply_to_id=reply)
    cast.publish(dev, own)
    victim, author, reader, moderator = new_page(mother), new_page(dev), new_page(fay), new_page(mo)

    at(victim, f"{mother.page}/{thread}")
    open_menu(post_with(victim, attack)).get_by_role("link", name="Report…").click()
    victim.get_by_label("Harassment of a person").check()
    victim.get_by_role("button", name="Send the report").click()
    expect(victim.get_by_text("Waiting")).to_be_visible()

    _take(moderator, attack)
    expect(moderator.get_by_role("main")).to_contain_text(grief)
    moderator.get_by_role("radio", name="Harassment of a person remove").check()
    moderator.get_by_role("button", name="Decide").click()
    expect(moderator.get_by_text("Removed").first).to_be_visible()

    address = f"{mother.page}/{thread}"
    for page in (victim, reader):
        expect(at(page, address).get_by_text(attack)).to_have_count(0)
        expect(page.get_by_text("This post was removed under the rules of this community.")).to_be_visible()
        expect(post_with(at(page, dev.page), own)).to_be_visible()
    expect(at(reader, f"{dev.page}/{reply}").get_by_text(attack)).to_have_count(0)

    mine = post_with(at(author, address), attack)
    expect(mine).to_contain_text("Removed: nobody but you sees this post.")
    mine.get_by_role("link", name="See why").click()
    statement = author.get_by_role("main")
    expect(statement).to_contain_text(_HARASSMENT)
    expect(statement).to_contain_text("Telling a victim, or a victim's family, that they lie")
    expect(statement).to_contain_text("Nobody but you sees this post.")
    expect(statement).to_contain_text("It counts as one until")
    assert cast.strikes(dev) == 1
    reload_until(at(author, "/notifications"), author.get_by_text("A decision about you"))
    outcome = victim.get_by_text("The moderators looked at it and acted on it. Thank you.")
    reload_until(at(victim, "/notifications"), outcome)
    expect(_newest_decision(reader)).to_contain_text("Harassment of a person")
    expect(_newest_decision(reader)).to_contain_text("Removed")

    moderator.get_by_role("button", name="Undo").first.click()
    expect(moderator.get_by_role("status")).to_contain_text("Undone.")
    for page in (victim, reader):
        expect(post_with(at(page, address), attack)).to_be_visible()
    expect(post_with(at(author, address), attack)).not_to_contain_text("Removed")
    assert cast.strikes(dev) == 0
    expect(_newest_decision(reader)).to_contain_text("Undone")


def test_members_do_not_find_the_console(cast: Cast, new_page: NewPage) -> None:
    ana = cast.person("Ana")
    page = new_page(ana)
    expect(at(page, "/menu").get_by_role("link", name="Reports and cases")).to_have_count(0)
    answer = page.goto("/console/queue")
    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_text("Only moderators of this community may do that.")).to_be_visible()


def _sign_in(page: Page, name: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail address or name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Main").get_by_role("link", name="More")).to_be_visible()


def _reduce_by_keyboard(page: Page, text: str) -> None:
    """Take the case and decide it without a mouse: digits choose, Tab and Enter do the rest."""
    page.goto("/console/queue")
    button = _case(page, text).get_by_role("button", name="Take")
    page.keyboard.press(button.get_attribute("data-key") or "")
    expect(page.get_by_text("You work on it").first).to_be_visible()
    page.wait_for_load_state()  # keys are heard from then on
    page.keyboard.press("1")
    expect(page.get_by_role("radio", name="Found false ×0.10")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Fact-check", exact=False).first).to_be_focused()
    page.keyboard.type(_FACT_CHECK)
    page.keyboard.press("Enter")


def _take(page: Page, text: str) -> None:
    page.goto("/console/queue")
    _case(page, text).get_by_role("button", name="Take").click()


def _case(page: Page, text: str) -> Locator:
    return page.get_by_role("listitem").filter(has_text=text)


def _newest_decision(page: Page) -> Locator:
    return at(page, "/decisions").get_by_role("main").get_by_role("listitem").first
