"""Walk 5: a post is reduced to 0.10; a hundred follow its author, five boost it, and it travels a tenth as far."""

import time
import urllib.request
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.people import Cast, Person
from tests.browser.steps import at, post_with, reload_until, take_case, verify_log
from tests.live import LiveSite

FOLLOWERS, BOOSTERS = 100, 5
_FACT_CHECK = "https://fact-check.example/gold"
_REASON = "A fact-check found this to be false."
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class _Walk:
    """Each of `strangers` follows one booster and not the author."""

    site: LiveSite
    cast: Cast
    author: Person
    followers: list[Person]
    strangers: list[Person]
    post: int
    text: str

    @property
    def path(self) -> str:
        return f"{self.author.page}/{self.post}"

    def shows(self, reader: Person | None, path: str) -> str:
        """The page as the server sends it, without a browser."""
        cookie = {"Cookie": f"folkmoot_session={reader.token}"} if reader else {}
        request = urllib.request.Request(self.site.url + path, headers=cookie)  # noqa: S310 - our own site
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - the same
            text: str = answer.read().decode()
        return text

    def counted(self, surface: str, wanted: tuple[int, int]) -> None:
        """Wait until the site has written what it counted there, and find exactly that."""
        ends = time.monotonic() + _PATIENCE
        while (found := self.cast.reach(self.post).get(surface, (0, 0))) != wanted and time.monotonic() < ends:
            time.sleep(0.2)
        assert found == wanted, surface


def test_a_reduced_post_travels_a_tenth_as_far(site: LiveSite, cast: Cast, new_page: NewPage) -> None:
    walk = _prepared(site, cast)
    author, visitor, judge = new_page(walk.author), new_page(), new_page(cast.moderator("Max"))
    _reduce(new_page(cast.moderator()), walk.text)
    verify_log(site)

    _whole_for_those_who_asked_for_it(walk, visitor, new_page(walk.followers[0]))
    _one_line_for_those_who_follow_a_booster(walk, new_page(walk.strangers[0]))
    walk.counted("latest", (FOLLOWERS, len(walk.strangers)))
    _a_tenth_in_ranked(walk)
    for path in ("/explore", "/"):
        expect(at(visitor, path).get_by_text(walk.text)).to_be_hidden()
    walk.counted("explore", (0, 1))
    _the_author_reads_factor_clause_and_cost(walk, author)

    _the_appeal_is_won(walk, author, judge)
    verify_log(site)
    _as_before(walk, visitor, author)


def _prepared(site: LiveSite, cast: Cast) -> _Walk:
    dev, gil = cast.people("Dev", "Gil")
    followers, boosters, strangers = cast.crowd(FOLLOWERS), cast.crowd(BOOSTERS), cast.crowd(BOOSTERS)
    for follower in followers:
        cast.follow(follower, dev)
    text, tag = f"Vinegar turns gold into silver, says {dev.handle}.", f"gold{dev.id}"
    post = cast.publish(dev, f"{text} #{tag}")
    for booster, stranger in zip(boosters, strangers, strict=True):
        cast.follow(stranger, booster)
        cast.boost(booster, post)
    cast.report([gil], post, "found-false")
    return _Walk(site, cast, dev, followers, strangers, post, text)


def _reduce(moderator: Page, text: str) -> None:
    take_case(moderator, text)
    moderator.get_by_role("radio", name="Found false ×0.10").check()
    moderator.get_by_text("Fact-check, factor, countries").click()
    moderator.get_by_label("Fact-check", exact=False).first.fill(_FACT_CHECK)
    moderator.get_by_role("button", name="Decide").first.click()
    expect(moderator.get_by_text("Travels less ×0.10").first).to_be_visible()


def _whole_for_those_who_asked_for_it(walk: _Walk, visitor: Page, follower: Page) -> None:
    for page, path in ((visitor, walk.author.page), (visitor, walk.path), (follower, "/?view=latest")):
        whole = post_with(at(page, path), walk.text)
        expect(whole).to_be_visible()
        expect(whole.get_by_role("link", name="Read more")).to_have_attribute("href", _FACT_CHECK)
    for one in walk.followers:
        latest = walk.shows(one, "/?view=latest")
        assert walk.text in latest
        assert "travels less" not in latest


def _one_line_for_those_who_follow_a_booster(walk: _Walk, stranger: Page) -> None:
    line = at(stranger, "/?view=latest").get_by_text(f"boosted a post by Dev that travels less (×0.10): {_REASON}")
    expect(line).to_have_count(1)
    expect(stranger.get_by_text(walk.text)).to_be_hidden()
    for one in walk.strangers:
        assert walk.shows(one, "/?view=latest").count("that travels less (×0.10)") == 1


def _a_tenth_in_ranked(walk: _Walk) -> None:
    """The draw is of all readers that there may be; of a hundred it takes a few more or less."""
    shown = sum(walk.text in walk.shows(one, "/?view=ranked") for one in walk.followers)
    assert shown <= FOLLOWERS // 4
    walk.counted("ranked", (shown, FOLLOWERS - shown))


def _the_author_reads_factor_clause_and_cost(walk: _Walk, author: Page) -> None:
    expect(post_with(at(author, walk.path), walk.text)).to_contain_text("this one counts 0.10 times")
    link = author.get_by_role("link", name="Found false: see why")
    reload_until(at(author, "/notifications"), link)
    link.first.click()
    statement = author.get_by_role("main")
    expect(statement.get_by_role("heading", name="Found false")).to_be_visible()
    expect(statement).to_contain_text("this post travels 0.10 times as far as before")
    lost = sum(lost for _, lost in walk.cast.reach(walk.post).values())
    assert lost >= len(walk.strangers) + FOLLOWERS // 2
    expect(statement).to_contain_text(f"kept from a reader {lost} times.")


def _the_appeal_is_won(walk: _Walk, author: Page, judge: Page) -> None:
    """From the statement, where the author is, to another moderator's decision."""
    author.get_by_label("What is wrong about it?").fill("It was an experiment, and I said so.")
    author.get_by_role("button", name="Appeal").click()
    expect(author.get_by_role("status")).to_contain_text("Your appeal has arrived.")
    waiting = at(judge, "/console/appeals").get_by_role("listitem").filter(has_text="It was an experiment")
    waiting.first.get_by_role("link", name="Open").click()
    expect(judge.get_by_role("main")).to_contain_text(walk.text)
    judge.get_by_role("radio", name="Overturn: everything that it did ends").check()
    judge.get_by_label("Reasons").fill("The post says what was tried and what came of it.")
    judge.get_by_role("button", name="Decide").click()
    expect(judge.get_by_role("status")).to_contain_text("Decided. The person is told")
    author.reload()
    expect(author.get_by_role("main")).to_contain_text("It was wrong: everything that it did has ended.")


def _as_before(walk: _Walk, visitor: Page, author: Page) -> None:
    """1.00 again, on every surface; and the counts grow as they did."""
    why = walk.shows(walk.followers[0], f"{walk.path}/why")
    assert "× 1.00" in why
    expect(post_with(at(visitor, "/explore"), walk.text)).to_be_visible()
    expect(post_with(at(author, walk.path), walk.text)).not_to_contain_text("0.10 times")
    walk.counted("explore", (1, 1))
    before = walk.cast.reach(walk.post)["ranked"]
    for one in walk.followers:
        assert walk.text in walk.shows(one, "/?view=ranked")
    walk.counted("ranked", (FOLLOWERS, before[1]))
