"""A report as CSV and as JSON."""

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import msgspec

from folkmoot.domains.transparency.reports.types import LICENCE, Counts, QuarterReport

_DIMENSIONS = {
    "flagged": ("by_source", "by_clause", "by_format"),
    "acted": ("by_source", "by_clause", "by_format", "by_treatment", "by_decider", "by_language"),
    "demands": ("by_country", "by_state"),
}


def as_json(report: QuarterReport, community: str) -> bytes:
    """Everything that the page shows; each breakdown as an object from key to number."""
    fields: dict[str, Any] = asdict(report)
    for part, names in _DIMENSIONS.items():
        for name in names:
            fields[part][name] = {count.key: count.number for count in getattr(getattr(report, part), name)}
    quarter = fields.pop("quarter")
    fields["appeals"]["by_clause"] = {row["clause_id"]: _without_clause(row) for row in fields["appeals"]["by_clause"]}
    head = {"licence": LICENCE, "community": community, "year": quarter["year"], "quarter": quarter["number"]}
    rate = {"automation_error_rate": report.undone.automation_error_rate}
    return msgspec.json.format(msgspec.json.encode(head | fields | rate), indent=1) + b"\n"


def _without_clause(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "clause_id"}


def as_csv(report: QuarterReport) -> str:
    """One number a line: quarter, what is counted, by which dimension, its key, the number."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("quarter", "measure", "dimension", "key", "number"))
    for measure, dimension, key, number in _lines(report):
        writer.writerow((report.quarter.name, measure, dimension, key, "" if number is None else number))
    return out.getvalue()


def _lines(report: QuarterReport) -> Iterator[tuple[str, str, str, float | None]]:
    yield "flagged", "", "", report.flagged.total
    yield "flagged_open", "", "", report.flagged.open
    yield "acted", "", "", report.acted.total
    yield "no_action", "", "", report.no_action
    yield "strikes", "", "", report.acted.strikes
    yield "median_hours_to_decision", "", "", report.median_hours
    yield "undone_within", "", "", report.undone.within
    yield "undone_since", "", "", report.undone.since
    yield "automated_undone", "", "", report.undone.automated
    yield "automation_error_rate", "", "", report.undone.automation_error_rate
    yield "demands", "", "", report.demands.total
    yield "notes_written", "", "", report.notes.written
    yield "notes_shown", "", "", report.notes.shown
    yield "reduced_posts", "", "", report.reach.posts
    yield "reduced_shown", "", "", report.reach.shown
    yield "reduced_kept_back", "", "", report.reach.kept_back
    for part, names in _DIMENSIONS.items():
        for name in names:
            yield from _broken_down(part, name.removeprefix("by_"), getattr(getattr(report, part), name))
    for outcome in ("filed", "upheld", "amended", "overturned"):
        yield f"appeals_{outcome}", "", "", getattr(report.appeals, outcome)
        for row in report.appeals.by_clause:
            yield f"appeals_{outcome}", "clause", row.clause_id, getattr(row, outcome)


def _broken_down(measure: str, dimension: str, counts: Counts) -> Iterator[tuple[str, str, str, float | None]]:
    for count in counts:
        yield measure, dimension, count.key, count.number
