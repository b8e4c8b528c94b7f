"""Reports and statements that anybody may ask for are not counted anew for everybody who asks."""

import pytest
from django.test import Client

from folkmoot.edges.web.pages import reports
from folkmoot.infra import costly
from folkmoot.infra.costly import Costly
from folkmoot.kernel.clock import FrozenClock
from tests.domains.transparency.people import found, publish
from tests.queries import captured_queries


@pytest.mark.parametrize(
    "path",
    [
        "/transparency", "/transparency/reports/2026-q1", "/transparency/reports/2026-q1.csv",
        "/transparency/reports/2026-q1.json", "/transparency/statements.csv",
        "/transparency/statements.csv?quarter=2026-q1",
    ],
)  # fmt: skip
def test_decisions_are_not_counted_twice(monkeypatch: pytest.MonkeyPatch, clock: FrozenClock, path: str) -> None:
    monkeypatch.setattr(costly, "TIMES_ITS_COST", 1_000_000.0)
    monkeypatch.setattr(reports, "_reports", Costly(most=2))
    monkeypatch.setattr(reports, "_statements", Costly(most=2))
    found(publish(), "bait", "reduce")
    first = Client().get(path)
    with captured_queries() as queries:
        again = Client().get(path)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.content.count(b"bait") == first.content.count(b"bait")
    assert [query for query in queries if "integrity_decision" in query or "integrity_effect" in query] == []


def test_what_there_is_no_report_of_is_not_kept(monkeypatch: pytest.MonkeyPatch, clock: FrozenClock) -> None:
    monkeypatch.setattr(costly, "TIMES_ITS_COST", 1_000_000.0)
    kept = Costly[object](most=2)
    monkeypatch.setattr(reports, "_reports", kept)
    assert Client().get("/transparency/reports/2031-q1").status_code == 404
    assert kept._kept == {}
