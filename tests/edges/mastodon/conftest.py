"""A fresh allowance for every test."""

import pytest

from folkmoot.edges.mastodon.throttle import throttle


@pytest.fixture(autouse=True)
def _fresh_allowance() -> None:
    throttle.forget()
