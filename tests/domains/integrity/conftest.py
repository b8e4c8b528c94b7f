"""Providers of no other test, and a clock at noon."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from folkmoot.domains.integrity import providers
from folkmoot.kernel import clock, ids
from folkmoot.kernel.clock import FrozenClock

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _providers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(providers, "_facts", {})
    monkeypatch.setattr(providers, "_conflicts", [])
    monkeypatch.setattr(providers, "_staff", [])
    monkeypatch.setattr(providers, "_evidence", {})
    monkeypatch.setattr(providers, "_ids", {})


@pytest.fixture
def noon() -> Iterator[FrozenClock]:
    ids.renumber(1)  # or ids would go on from the latest moment that a test before this one lived in
    with clock.frozen(NOON) as frozen:
        yield frozen
    ids.renumber(1)
