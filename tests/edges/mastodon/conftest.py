"""A fresh allowance for every test, and the option that writes the golden files anew."""

import pytest

from folkmoot.edges.mastodon.throttle import throttle


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/contracts/golden anew")


@pytest.fixture(autouse=True)
def _fresh_allowance() -> None:
    throttle.forget()
