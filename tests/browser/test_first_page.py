"""The browser itself works: a page of the running site arrives."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.live import LiveSite


def test_a_visitor_gets_an_answer(page: Page, site: LiveSite) -> None:
    answer = page.goto("/")
    assert answer is not None
    assert answer.status < 500
    assert page.url.startswith(site.url)


def test_two_visitors_do_not_share_cookies(new_page: Callable[..., Page]) -> None:
    first, second = new_page(), new_page(locale="de")
    first.context.add_cookies([{"name": "mark", "value": "1", "domain": "localhost", "path": "/"}])
    assert second.context.cookies() == []
