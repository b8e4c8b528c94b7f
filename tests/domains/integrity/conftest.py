"""A site with a key, and the people of these tests by number."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from folkmoot.domains.integrity import providers
from folkmoot.infra import operator_key
from folkmoot.kernel import clock
from folkmoot.kernel.clock import FrozenClock

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _operator_key(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(operator_key, "read", lambda _file: bytes(32))
    operator_key.secret.cache_clear()
    yield
    operator_key.secret.cache_clear()


@pytest.fixture(autouse=True)
def _providers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(providers, "_facts", {})
    monkeypatch.setattr(providers, "_conflicts", [])


@pytest.fixture
def noon() -> Iterator[FrozenClock]:
    with clock.frozen(NOON) as frozen:
        yield frozen
