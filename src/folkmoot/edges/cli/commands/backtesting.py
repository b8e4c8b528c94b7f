"""A backtest as lines for the terminal, and as data."""

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # only then: `folkmoot --help` loads no Django
    from folkmoot.domains.integrity.api import BacktestReport, ClauseOutcome

_JUDGED_HEAD = f"{'agree':>8} {'nothing':>8} {'open':>7}"
_JUDGED = {
    "agree": "people acted",
    "nothing": "people said: nothing to do",
    "undecided": "nobody decided",
}


def as_data(report: "BacktestReport") -> dict[str, Any]:
    """The report for JSON; a sample has the path of its post."""
    data = dataclasses.asdict(report) | {"since": report.since.isoformat()}
    for clause in data["clauses"]:
        for sample in clause["samples"]:
            sample["post_id"] = str(sample["post_id"])
            sample["path"] = f"/posts/{sample['post_id']}"
    return data


def lines(report: "BacktestReport") -> list[str]:
    asked = f"{report.looked:,} posts since {report.since:%Y-%m-%d %H:%M} UTC"
    whole = "" if report.complete else ", the newest of them"
    found = [f"{asked}{whole}: version {report.new} against version {report.old}, which is in force.", ""]
    found.append(
        f"{'clause':<24} {'now':>7} {'would':>7} {'newly':>7} {'lost':>7} {'agree':>7} {'nothing':>8} {'open':>7}"
    )
    found += [_row(clause) for clause in report.clauses]
    for clause in report.clauses:
        found += _samples(clause)
    if report.failed:
        found += ["", f"Could not be evaluated on some posts: {', '.join(report.failed)}."]
    return found


def _row(one: "ClauseOutcome") -> str:
    judged = one.judged
    counts = "".join(f"{count:>8,}" for count in (one.matches_now, one.would_match, one.newly, one.lost))
    return f"{one.clause_id:<24}{counts} {judged.agree:>7,} {judged.nothing:>8,} {judged.undecided:>7,}  {one.state}"


def _samples(one: "ClauseOutcome") -> list[str]:
    if not one.samples:
        return []
    said = [
        f"  {sample.what}: /posts/{sample.post_id}  {sample.text or '(not public)'}  [{_JUDGED[sample.judged]}]"
        for sample in one.samples
    ]
    return ["", f"{one.clause_id}: {one.title}", *said]
