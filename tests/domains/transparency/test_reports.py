"""Reports by quarter: the numbers of the Santa Clara Principles, and that they add up."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import Reach as PostReach
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import AppealFigure, CaseFigure, DecisionFigure, Outcome, Source, Treatment
from folkmoot.domains.notes import api as notes
from folkmoot.domains.transparency import api
from folkmoot.domains.transparency.reports.counting import Happened, count
from folkmoot.domains.transparency.reports.types import Counts, Notes, Reach
from folkmoot.infra.translog import api as translog
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.refs import SubjectKind, SubjectRef
from tests import cast
from tests.domains.transparency.people import content, decided, found, publish, reported
from tests.queries import assert_same_query_count

_QUARTER = api.Quarter(2026, 1)
_MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 31), timezones=st.just(UTC))
_CLAUSES = st.sampled_from(["", "bait", "threats", "harassment"])
_LATER = timedelta(days=200)


def numbers(counts: Counts) -> dict[str, int]:
    return {one.key: one.number for one in counts}


def test_a_quarter_is_three_months() -> None:
    assert (_QUARTER.start, _QUARTER.end) == (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
    assert api.Quarter(2026, 4).next == api.Quarter(2027, 1)
    assert [api.Quarter.of(datetime(2026, month, 1, tzinfo=UTC)).number for month in (1, 3, 4, 12)] == [1, 1, 2, 4]


def test_what_happened_is_counted(clock: FrozenClock) -> None:
    mo, ana = cast.mo().viewer, cast.ana()
    first = reported(publish(language="de"), "threats")
    clock.advance(timedelta(hours=3))
    removed = decided(first, "threats", "remove")
    decided(reported(publish()), "", "none")
    reported(publish(), "harassment")
    reduced = found(publish(language="de"), "bait", "reduce")
    api.register_demand(cast.olga().viewer, content=content())
    filed = integrity.appeal(ana.viewer, decision_id=removed.id, text="It was a quotation.")
    integrity.undo(mo, decision_id=reduced.id, note="")
    translog.sequence()
    notes.write_note(cast.ben().viewer, post_id=publish().id, text="It was a play.", links=("https://a.example/1",))
    with mock.patch.object(feed, "reach_of", return_value={reduced.ref.id: PostReach(8, 72, ())}):
        report = api.report("2026-q1")
    assert filed.is_open
    assert (report.notes.written, report.notes.shown) == (1, 0)
    assert (report.flagged.total, report.flagged.open, report.acted.total, report.no_action) == (4, 1, 2, 1)
    assert numbers(report.flagged.by_source) == {"people": 3, "staff": 1}
    assert numbers(report.flagged.by_clause) == {"threats": 1, "harassment": 1, "": 2}
    assert numbers(report.acted.by_source) == {"people": 1, "staff": 1}
    assert numbers(report.acted.by_clause) == {"threats": 1, "bait": 1}
    assert numbers(report.acted.by_treatment) == {"remove": 1, "reduce": 1}
    assert numbers(report.acted.by_decider) == {"person": 2}
    assert numbers(report.acted.by_language) == {"de": 2}
    assert (report.acted.strikes, report.undone.within, report.undone.since) == (1, 1, 0)
    assert (report.appeals.filed, report.appeals.decided) == (1, 0)
    assert (report.demands.total, numbers(report.demands.by_country)) == (1, {"DE": 1})
    assert (report.reach.posts, report.reach.shown, report.reach.kept_back) == (1, 8, 72)
    assert report.median_hours is None, "too few to say"
    assert not report.finished


def test_a_finished_quarter_says_the_same_and_tells_later_undoings_apart(clock: FrozenClock) -> None:
    made = found(publish(), "bait", "reduce")
    translog.sequence()
    before = api.report("2026-q1")
    clock.advance(_LATER)
    integrity.undo(cast.mo().viewer, decision_id=made.id, note="")
    found(publish(), "bait", "reduce")
    after = api.report("2026-q1")
    assert (before.finished, after.finished) == (False, True)
    assert (after.acted, after.flagged, after.no_action) == (before.acted, before.flagged, before.no_action)
    assert ((before.undone.since, after.undone.since), after.undone.within) == ((0, 1), 0)
    assert [one.name for one in api.quarters()] == ["2026-q3", "2026-q2", "2026-q1"]


def test_a_sealed_demand_is_in_no_number(clock: FrozenClock) -> None:
    olga = cast.olga().viewer
    made = api.register_demand(olga, content=content(), ban_until=clock.read() + timedelta(days=9))
    assert api.report("2026-q1").demands.total == 0
    api.open_demand(olga, demand_id=made.id)
    assert api.report("2026-q1").demands.total == 1


@pytest.mark.parametrize("name", ["2026-q2", "2025-q4", "2026-q5", "2026", "2026-q1x", ""])
def test_there_is_no_report_of_another_time(clock: FrozenClock, name: str) -> None:
    with pytest.raises(NotFound):
        api.report(name)


@st.composite
def decisions(draw: st.DrawFn) -> DecisionFigure:
    made, automated = draw(_MOMENTS), draw(st.booleans())
    undone = draw(st.none() | st.integers(0, 150))
    return DecisionFigure(
        id=draw(st.integers(1, 10**6)),
        ref=SubjectRef(draw(st.sampled_from(SubjectKind)), draw(st.integers(1, 9))),
        policy_version="1",
        clause_id=draw(_CLAUSES),
        clause_title="",
        clause_text="",
        treatment=draw(st.sampled_from(Treatment)),
        effects=(),
        automated=automated,
        proposed=draw(st.booleans()),
        strike=draw(st.booleans()),
        facts="",
        created_at=made,
        undone_at=None if undone is None else made + timedelta(days=undone),
        log_entry=1,
        opened_at=draw(st.none() | st.just(made - timedelta(hours=draw(st.integers(0, 90))))),
        source=Source.AUTOMATION if automated else draw(st.sampled_from(Source)),
        reported_under=(),
    )


@st.composite
def cases(draw: st.DrawFn) -> CaseFigure:
    kind, closed = draw(st.sampled_from(SubjectKind)).value, draw(st.none() | _MOMENTS)
    return CaseFigure(1, kind, draw(_CLAUSES), draw(st.sampled_from(Source)), draw(_MOMENTS), closed, None)


@st.composite
def appeals(draw: st.DrawFn) -> AppealFigure:
    filed, days = draw(_MOMENTS), draw(st.none() | st.integers(0, 150))
    outcome = None if days is None else draw(st.sampled_from(Outcome))
    return AppealFigure(
        draw(_CLAUSES), False, filed, filed + timedelta(days=days) if days is not None else None, outcome
    )


@settings(max_examples=60, deadline=None)
@given(
    made=st.lists(decisions(), max_size=25),
    flagged=st.lists(cases(), max_size=12),
    appealed=st.lists(appeals(), max_size=8),
)
def test_every_breakdown_adds_up(
    made: list[DecisionFigure], flagged: list[CaseFigure], appealed: list[AppealFigure]
) -> None:
    asked = frozenset(one.ref for one in made[::3])
    happened = Happened(
        tuple(made),
        tuple(flagged),
        tuple(appealed),
        (),
        asked,
        {1: "de"},
        {2: "post with image"},
        Reach(0, 0, 0),
        Notes(0, 0),
    )
    report = count(_QUARTER, _QUARTER.end + timedelta(days=200), happened)
    acted = report.acted
    for counts in (acted.by_source, acted.by_clause, acted.by_format, acted.by_treatment, acted.by_decider):
        assert sum(one.number for one in counts) == acted.total
    for counts in (report.flagged.by_source, report.flagged.by_clause, report.flagged.by_format):
        assert sum(one.number for one in counts) == report.flagged.total
    assert acted.total + report.no_action == len(made)
    assert report.undone.within + report.undone.since <= acted.total
    assert report.appeals.filed == len(appealed)
    assert report.appeals.decided <= len(appealed)


def test_the_files_say_what_the_page_says(clock: FrozenClock) -> None:
    decided(reported(publish(), "threats"), "threats", "remove")
    translog.sequence()
    report = api.report("2026-q1")
    told = json.loads(api.report_as_json(report, "Town Square"))
    assert (told["licence"], told["community"], told["year"], told["quarter"]) == ("CC0-1.0", "Town Square", 2026, 1)
    assert (told["acted"]["total"], told["acted"]["by_clause"]) == (1, {"threats": 1})
    assert told["automation_error_rate"] is None
    rows = list(csv.DictReader(io.StringIO(api.report_as_csv(report))))
    assert {"quarter": "2026-q1", "measure": "acted", "dimension": "clause", "key": "threats", "number": "1"} in rows
    total = next(row["number"] for row in rows if (row["measure"], row["dimension"]) == ("acted", ""))
    for dimension in ("source", "clause", "format", "treatment", "decider"):
        parts = [int(row["number"]) for row in rows if (row["measure"], row["dimension"]) == ("acted", dimension)]
        assert sum(parts) == int(total)


def test_a_report_asks_the_same_number_of_queries_however_much_happened(clock: FrozenClock) -> None:
    def happen(number: int) -> None:
        decided(reported(publish(f"Number {number}"), "bait"), "bait", "reduce")
        api.register_demand(cast.olga().viewer, content=content(asks=f"Number {number}"))

    translog.sequence()
    assert_same_query_count(happen, lambda: api.report("2026-q1"))
