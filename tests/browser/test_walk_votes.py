"""Walk 12: points with both counts and both percentages; a double click is one vote; a ring does not count."""

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.people import Cast
from tests.browser.steps import post_with


def test_eight_up_two_down_a_double_click_and_a_ring(cast: Cast, new_page: NewPage) -> None:
    ana, *voters = cast.people("Ana", "Ben", "Carla", "Dev", "Erin", "Femi", "Gita", "Hana", "Ivo", "Jun", "Kim")
    post = cast.publish(ana, "The bridge reopens on Monday.")
    address = f"{ana.page}/{post}"
    cast.vote(voters[:7], post, 1)

    eighth = new_page(voters[7])
    eighth.goto(address)
    shown = post_with(eighth, "The bridge reopens on Monday.")
    shown.get_by_role("button", name="Vote up").dblclick()
    expect(shown.get_by_text("8 points, 8 up, 0 down, 100% / 0%", exact=True)).to_be_visible()
    eighth.reload()
    expect(shown.get_by_text("8 points, 8 up, 0 down, 100% / 0%", exact=True)).to_be_visible()

    for voter in voters[8:]:
        page = new_page(voter)
        page.goto(address)
        page.get_by_role("button", name="Vote down").click()
        expect(page.get_by_role("button", name="Vote down")).to_have_attribute("aria-pressed", "true")
    eighth.reload()
    expect(shown.get_by_text("6 points, 10 votes, 80% / 20%", exact=True)).to_be_visible()

    ring = cast.crowd(30, days=0)
    cast.vote(ring[:29], post, 1)
    last = new_page(ring[29])
    last.goto(address)
    last.get_by_role("button", name="Vote up").click()
    told = "30 votes by accounts that had only just joined are not counted"
    expect(last.get_by_text(told)).to_be_visible()
    expect(last.get_by_text("6 points, 10 votes, 80% / 20%", exact=True)).to_be_visible()


def test_who_changes_their_mind_is_counted_once(cast: Cast, new_page: NewPage) -> None:
    ana, ben = cast.people("Ana", "Ben")
    post = cast.publish(ana, "Tea is better than coffee.")
    page = new_page(ben, java_script_enabled=False)
    page.goto(f"{ana.page}/{post}")
    expect(page.get_by_text("No votes yet")).to_be_visible()
    page.get_by_role("button", name="Vote up").click()
    expect(page.get_by_text("1 point, 1 up, 0 down, 100% / 0%", exact=True)).to_be_visible()
    page.get_by_role("button", name="Vote down").click()
    expect(page.get_by_text("-1 point, 1 vote, 0% / 100%", exact=True)).to_be_visible()
    page.get_by_role("button", name="Vote down").click()
    expect(page.get_by_text("No votes yet")).to_be_visible()


def test_the_second_click_of_a_slow_double_click_takes_nothing_back(cast: Cast, new_page: NewPage) -> None:
    ana, ben = cast.people("Ana", "Ben")
    post = cast.publish(ana, "The ferry is late.")
    page = new_page(ben)
    page.goto(f"{ana.page}/{post}")
    button = page.get_by_role("button", name="Vote up")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    button.dispatch_event("click", {"detail": 2, "bubbles": True, "cancelable": True})
    page.get_by_role("button", name="Favourite").click()
    expect(page.get_by_role("button", name="Favourite")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("1 point, 1 up, 0 down, 100% / 0%", exact=True)).to_be_visible()
