"""A running demo, on SQLite and on PostgreSQL, and a Chromium that looks at it."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import postgres
from tests.live import LiveSite
from tests.parts import CHROMIUM, missing

_FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
_PATIENCE = 15_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith("tests/browser/"):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def site(request: pytest.FixtureRequest) -> Iterator[LiveSite]:
    """The running demo, once on each database. Tests share it, so each makes the accounts that it changes."""
    with ExitStack() as stack:
        database = None
        if request.param == "postgres":
            if "postgres" in missing():
                pytest.skip(f"this machine has no {missing()['postgres']}")
            database = stack.enter_context(postgres.server()).environment()
        yield stack.enter_context(LiveSite(demo=True, database=database))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS, env=dict(os.environ))
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser, site: LiveSite) -> Iterator[Callable[..., Page]]:
    """Makes a page of somebody else: each has its own cookies. Takes what `Browser.new_context` takes."""
    expect.set_options(timeout=_PATIENCE)
    with ExitStack() as stack:

        def make(**options: object) -> Page:
            context = browser.new_context(base_url=site.url, **options)  # type: ignore[arg-type] # passed through
            stack.callback(context.close)
            context.set_default_timeout(_PATIENCE)
            return context.new_page()

        yield make


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page of a visitor who is not signed in."""
    return new_page()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Assert that a page has no accessibility violation that axe can find."""

    def check(page: Page) -> None:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

    return check
