"""A running site, on SQLite and on PostgreSQL, and a Chromium that looks at it."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TypeAlias

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests import postgres
from tests.browser.chromium import chromium
from tests.browser.people import Cast, Person
from tests.live import LiveSite
from tests.parts import missing

_PATIENCE = 15_000

NewPage: TypeAlias = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith("tests/browser/"):
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True, slots=True)
class Running:
    site: LiveSite
    cast: Cast


@pytest.fixture(scope="session")
def _sites() -> Iterator[Callable[[str], Running]]:
    """Each site is started when a test first asks for it and runs to the end, whatever order the tests come in."""
    with ExitStack() as stack:
        running: dict[str, Running] = {}

        def get(database: str) -> Running:
            if database not in running:
                settings = None
                if database == "postgres":
                    settings = stack.enter_context(postgres.server()).environment()
                site = stack.enter_context(LiveSite(database=settings))
                cast = stack.enter_context(Cast(site))
                cast.person("Elder", days=60)  # so that the community is old enough to tell newcomers apart
                running[database] = Running(site, cast)
            return running[database]

        yield get


@pytest.fixture(params=["sqlite", "postgres"])
def _running(request: pytest.FixtureRequest, _sites: Callable[[str], Running]) -> Running:
    if request.param == "postgres" and "postgres" in missing():
        pytest.skip(f"this machine has no {missing()['postgres']}")
    return _sites(request.param)


@pytest.fixture
def site(_running: Running) -> LiveSite:
    """A running site, once on each database. Tests share it, so each makes the people that it needs."""
    return _running.site


@pytest.fixture
def cast(_running: Running) -> Cast:
    """Makes people on the site and lets them do what a walk takes as given."""
    return _running.cast


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps a loop in this thread, and Django takes what later tests do here for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with chromium() as browser:
        yield browser


@pytest.fixture
def new_page(browser: Browser, site: LiveSite) -> Iterator[NewPage]:
    """Makes a page of somebody else: each has its own cookies. Takes what `Browser.new_context` takes."""
    expect.set_options(timeout=_PATIENCE)
    with ExitStack() as stack:

        def make(person: Person | None = None, **options: object) -> Page:
            context = browser.new_context(base_url=site.url, **options)  # type: ignore[arg-type] # passed through
            stack.callback(context.close)
            context.set_default_timeout(_PATIENCE)
            if person is not None:
                context.add_cookies([{"name": "folkmoot_session", "value": person.token, "url": site.url}])
            return context.new_page()

        yield make


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page of a visitor who is not signed in."""
    return new_page()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Assert that a page has no accessibility violation that axe can find."""

    def check(page: Page) -> None:
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    return check
