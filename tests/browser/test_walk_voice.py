"""Walk 3: somebody denies a massacre on the own page and fifty reports come; nothing is removed, nothing a strike."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.people import Cast, Person
from tests.browser.steps import at, open_menu, post_with, reload_until, take_case, verify_log
from tests.live import ROOT, LiveSite

_ALLOWED = "The moderators looked at it and found that the rules allow it."


def test_ten_false_posts_stay_after_fifty_reports(site: LiveSite, cast: Cast, new_page: NewPage) -> None:
    dev, gita, hana, mo = *cast.people("Dev", "Gita", "Hana"), cast.moderator()
    cast.follow(hana, dev)
    said = [f"{dev.handle}, part {number}: the massacre of Lidice never happened." for number in range(1, 11)]
    posts = [cast.publish(dev, text) for text in said]
    crowd = cast.crowd(49)
    for number, post in enumerate(posts):
        cast.report(crowd[number * 5 : number * 5 + 5], post)

    reporter = new_page(gita)
    reporter.goto(dev.page)
    open_menu(post_with(reporter, said[9])).get_by_role("link", name="Report…").click()
    _send_report(reporter, "Attacks on people for what they are", "My family comes from there.")

    visitor, follower, author, moderator = new_page(), new_page(hana), new_page(dev), new_page(mo)
    _all_ten_are_there(visitor, follower, author, dev, said)

    verify_log(site)
    for text in said:
        _dismiss(moderator, text, reports=5)
    verify_log(site)
    moderator.goto("/console/queue")
    expect(moderator.get_by_text(f"{dev.handle}, part")).to_have_count(0)

    reload_until(at(reporter, "/notifications"), reporter.get_by_text(_ALLOWED))
    expect(at(reporter, "/reports").get_by_text(_ALLOWED)).to_be_visible()
    _all_ten_are_there(visitor, follower, author, dev, said)
    assert cast.strikes(dev) == 0
    expect(at(author, "/decisions/about-me").get_by_text("No decision is about you")).to_be_visible()
    expect(at(author, f"{dev.page}/{posts[0]}").get_by_text("Removed")).to_have_count(0)


def test_a_clause_that_would_remove_falsehood_is_refused(site: LiveSite) -> None:
    policy = (ROOT / "policies/default.yaml").read_text()
    clause = (
        "\n  - id: lies\n    title: Lies\n    text: Do not lie.\n    reason: This is a lie.\n    ground: 5\n"
        "    about: falsehood\n    subjects: [post]\n    treatments:\n      remove: {}\n    decides: person\n"
        "    strike: true\n"
    )
    file = site.folder / "policy.yaml"
    file.write_text(policy.rstrip("\n") + "\n" + clause)
    lines = file.read_text().splitlines()
    remove, strike = lines.index("      remove: {}", lines.index("  - id: lies")) + 1, len(lines)

    refused = site.command("policy", "check", str(file))
    assert refused.returncode == 1
    removes, strikes = refused.stderr.splitlines()[1:]
    assert removes == (
        f"{file}:{remove}: clause lies: The clause is about falsehood or offence and removes. Nobody is removed for "
        "being wrong (clause 4 of the constitution). Write reduce with a factor, or inform."
    )
    assert strikes == (
        f"{file}:{strike}: clause lies: The clause is about falsehood or offence and strikes. Nothing wrong counts as "
        "a strike (clause 4 of the constitution). Write: strike: false"
    )
    file.write_text(policy)
    assert site.command("policy", "check", str(file)).returncode == 0


def _send_report(page: Page, clause: str, comment: str) -> None:
    page.get_by_label(clause).check()
    page.get_by_label("What should the moderators know?").fill(comment)
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("status")).to_contain_text("A moderator looks at it")


def _all_ten_are_there(visitor: Page, follower: Page, author: Page, dev: Person, said: list[str]) -> None:
    for page in (at(visitor, dev.page), at(follower, "/"), at(author, dev.page)):
        expect(page.get_by_role("article").filter(has_text=f"{dev.handle}, part")).to_have_count(10)
        for text in said:
            expect(post_with(page, text)).to_be_visible()


def _dismiss(page: Page, text: str, *, reports: int) -> None:
    take_case(page, text)
    expect(page.get_by_text(f"{reports} people reported it").first).to_be_visible()
    page.get_by_label("Nothing to do: no rule is broken").check()
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_role("main")).to_contain_text("No rule was broken")
