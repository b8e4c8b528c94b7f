"""Every page there is: nothing for axe to find in either theme, no sideways scrolling, little weight, no movement.

One walk looks at all of them, on SQLite; the table of addresses says which there are, so none can be left out.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests import page_weights
from tests.browser.conftest import Running
from tests.browser.every_page import Seen, look
from tests.edges.page_rows import TABLE

_MOST_KILOBYTES = 60
_MOST_SHIFT = 0.1
_NEAR = 8
_NO_PAGES = re.compile(
    r"\.(csv|json|js|webmanifest|ics|xml|txt|rss|atom)$|^media/|^transparency/log/|export$|key$|oembed|^ready$|^metrics$"
)
"""What may answer something else than a page: files, and what programs read."""


@pytest.fixture(scope="module")
def seen(_sites: Callable[[str], Running], browser: Browser) -> tuple[list[Seen], list[str]]:
    running = _sites("sqlite")
    return look(running.site, running.cast, browser)


def test_every_route_was_looked_at(seen: tuple[list[Seen], list[str]]) -> None:
    pages, others = seen
    looked = {page.route for page in pages} | set(others)
    assert {route for route, row in TABLE.items() if row[0] == "get"} <= looked
    redirects = {"posts/<id:post_id>", "console/bulk", "home/new", "settings", ".well-known/change-password"}
    assert [route for route in others if not _NO_PAGES.search(route) and route not in redirects] == []


def test_axe_finds_nothing_on_any_page_in_both_themes(seen: tuple[list[Seen], list[str]]) -> None:
    assert "\n".join(one for page in seen[0] for one in page.violations) == ""


def test_no_page_scrolls_sideways(seen: tuple[list[Seen], list[str]]) -> None:
    assert "\n".join(one for page in seen[0] for one in page.wide) == ""


def test_every_first_view_is_light(seen: tuple[list[Seen], list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print("\n" + page_weights.table(seen[0]))  # noqa: T201 - the table is what this is for
    assert [(page.path, page.kilobytes) for page in seen[0] if not 1 < page.kilobytes < _MOST_KILOBYTES] == []


def test_nothing_moves_by_itself(seen: tuple[list[Seen], list[str]]) -> None:
    assert [(page.path, page.shift) for page in seen[0] if page.shift >= _MOST_SHIFT] == []


def test_the_table_in_the_docs_is_near_the_truth(seen: tuple[list[Seen], list[str]]) -> None:
    written = page_weights.written()
    now = {(page.route, page.role): page.kilobytes for page in seen[0]}
    assert len(now.keys() & written.keys()) > 0.7 * len(now), "make weights"
    far = {key: (now[key], written[key]) for key in now.keys() & written.keys() if abs(now[key] - written[key]) > _NEAR}
    assert far == {}, "make weights"
