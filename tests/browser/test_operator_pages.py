"""The pages of those who run the community: on a phone and a desk, in both themes, nothing for axe to find."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPage
from tests.browser.people import Cast
from tests.browser.steps import at

_VIEWS: list[dict[str, Any]] = [
    {"viewport": {"width": 320, "height": 740}, "color_scheme": "light"},
    {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
]
_PAGES = (
    "",
    "/setup",
    "/people",
    "/roles",
    "/settings",
    "/announcements",
    "/emojis",
    "/blocks",
    "/jobs",
    "/storage",
    "/health",
)
#: Where a screenshot of each page goes, if anywhere: for whoever wants to look.
_PICTURES = os.environ.get("PICTURES", "")


@pytest.mark.parametrize("view", _VIEWS, ids=["phone, light", "desk, dark"])
def test_the_pages_of_operators_fit_and_are_accessible(
    cast: Cast, new_page: NewPage, axe: Callable[[Page], None], view: dict[str, Any]
) -> None:
    ana = cast.person("Ana")
    page = new_page(cast.person("Olga", role="operator"), **view)
    at(page, "/console/announcements").get_by_label("What you tell everybody").fill("Market day on Saturday")
    page.get_by_role("button", name="Announce it").click()
    for path in _PAGES:
        _look(at(page, f"/console{path}"), axe, path.strip("/") or "home", view)
    at(page, f"/console/people?q={ana.handle}").get_by_role("link", name="Ana").first.click()
    _look(page, axe, "person", view)


def _look(page: Page, axe: Callable[[Page], None], name: str, view: dict[str, Any]) -> None:
    axe(page)
    width = view["viewport"]["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than {width}"
    if _PICTURES:
        page.screenshot(path=Path(_PICTURES) / f"{name}-{width}.png", full_page=True)
