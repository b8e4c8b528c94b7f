"""Every page that can be reached by links: nothing for axe to find, and nothing wider than the narrowest phone.

The two databases see the same pages in other sizes and colours: together each page is looked at in two ways.
"""

import itertools
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.people import Cast, Person

_LOOKS: tuple[dict[str, object], ...] = (
    {"viewport": {"width": 360, "height": 740}, "color_scheme": "light"},
    {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
)
_NARROWEST = 320
_AXE = Axe()
_NOT_PAGES = re.compile(r"^/(media/|api/|oauth/|sign-out|transparency/log/)|.*\.(csv|json)(\?|$)")


@pytest.fixture
def looks(request: pytest.FixtureRequest) -> Iterator[dict[str, object]]:
    """One way to look after another, beginning differently on each database."""
    first = 2 if "postgres" in request.node.name else 0
    return itertools.cycle(_LOOKS[first : first + 2])


def test_the_pages_of_visitors(cast: Cast, new_page: NewPage, looks: Iterator[dict[str, object]]) -> None:
    ana, special = _community(cast)
    pages = [new_page(**next(looks)) for _ in range(2)]
    starts = ["/", ana.page, *special, "/explore", "/search?q=mill", "/no-such-page"]
    seen = _walk(pages, starts)
    assert len(seen) >= 22


def test_the_pages_of_members(cast: Cast, new_page: NewPage, looks: Iterator[dict[str, object]]) -> None:
    ana, special = _community(cast)
    pages = [new_page(ana, **next(looks)) for _ in range(2)]
    _keep_a_draft(pages[0])
    _make_a_list(pages[0])
    starts = ["/", "/menu", "/?view=ranked", *special, "/compose?kind=article", "/search?q=mill", "/reports"]
    seen = _walk(pages, starts)
    assert len(seen) >= 45


@pytest.mark.parametrize("role", ["moderator", "operator"])
def test_the_pages_of_staff(cast: Cast, new_page: NewPage, looks: Iterator[dict[str, object]], role: str) -> None:
    ana, _special = _community(cast)
    person = cast.person("Max", role=role)
    pages = [new_page(person, **next(looks)) for _ in range(2)]
    pages[0].goto("/console/queue")
    case = pages[0].get_by_role("listitem").filter(has_text=f"@{ana.handle} You liar.")
    case.get_by_role("button", name="Take").click()
    expect(pages[0].get_by_role("heading", name="Decide")).to_be_visible()
    starts = ["/menu", urlsplit(pages[0].url).path]
    seen = _walk(pages, starts, "/console")
    assert len(seen) >= (5 if role == "moderator" else 9)


def _walk(pages: list[Page], starts: list[str], below: str = "/") -> set[str]:
    """Check every kind of page that the links lead to, each on the next of `pages`; return the kinds."""
    turn = itertools.cycle(pages)
    waiting, seen, problems = list(dict.fromkeys(starts)), set(map(_kind, starts)), list[str]()
    while waiting:
        page, path = next(turn), waiting.pop(0)
        page.goto(path)
        problems += _problems(page)
        for link in _links(page):
            if link.startswith(below) and not _NOT_PAGES.match(link) and (kind := _kind(link)) not in seen:
                seen.add(kind)
                waiting.append(link)
    assert not problems, "\n".join(problems)
    return seen


def _problems(page: Page) -> list[str]:
    found = [f"{page.url}: {one}" for one in _violations(page)]
    size = page.viewport_size or {"width": 1280, "height": 800}
    page.set_viewport_size({"width": _NARROWEST, "height": size["height"]})
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(size)
    if width > _NARROWEST:
        found.append(f"{page.url}: {width} pixels wide on a screen of {_NARROWEST}")
    return found


def _violations(page: Page) -> list[str]:
    found = _AXE.run(page).response["violations"]
    size = page.viewport_size
    return [
        f"{one['id']} ({one['impact']}, {size and size['width']} px): {one['help']}: "
        + " | ".join(f"{node['html'][:160]} {node['failureSummary'][:160]}" for node in one["nodes"][:3])
        for one in found
    ]


def _links(page: Page) -> list[str]:
    found = page.locator("a[href^='/']").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return [str(one) for one in found]


def _kind(path: str) -> str:
    """Pages that differ only in whom or what they are about are one kind."""
    bare = path.partition("#")[0].partition("?")[0]
    return re.sub(r"/tags/[^/]+", "/tags/x", re.sub(r"@[^/]+", "@x", re.sub(r"\d{6,}", "0", bare)))


def _community(cast: Cast) -> tuple[Person, list[str]]:
    """People who wrote, answered, voted and reported; returns one of them and the posts that look special."""
    ana, ben, carla, dev = cast.people("Ana", "Ben", "Carla", "Dev")
    cast.follow(ana, ben, carla)
    cast.follow(ben, ana)
    cast.follow(carla, ana)
    plain = cast.publish(ana, "The mill turns again. #mill https://mill.example/opening")
    poll = {"options": ["Saturday", "Sunday"], "lasts_seconds": 86400, "multiple": False, "hide_totals": False}
    asked = cast.publish(ben, "Which day suits you? #mill", poll=poll)
    article = cast.publish(ben, "It began.\n\n## The wheel\n\nOf ==oak==.", kind="article", title="A year at the mill")
    warned = cast.publish(ana, "He was the gardener.", warning="The end of the film")
    quoting = cast.publish(carla, "Good news!", quote_of_id=plain)
    cast.publish(ben, f"@{ana.handle} Wonderful!", reply_to_id=plain)
    cast.publish(ben, f"@{ana.handle} only between us", visibility="direct")
    cast.boost(ben, plain)
    cast.vote([ben, carla], plain, 1)
    bad = cast.publish(dev, f"@{ana.handle} You liar.", reply_to_id=plain)
    cast.report([ana, ben], bad, "harassment")
    written = ((ana, plain), (ben, asked), (ben, article), (ana, warned), (carla, quoting))
    return ana, [ben.page, *(f"{author.page}/{post}" for author, post in written)]


def _keep_a_draft(page: Page) -> None:
    page.goto("/")
    page.get_by_label("What would you like to say?").fill("Not yet.")
    page.locator("summary", has_text="Later").click()
    page.get_by_role("button", name="Keep as draft").click()
    expect(page.get_by_role("status")).to_contain_text("Your draft is kept.")


def _make_a_list(page: Page) -> None:
    page.goto("/lists")
    page.get_by_label("Name").fill("Neighbours")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_text("Neighbours").first).to_be_visible()
