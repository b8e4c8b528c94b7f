"""Count a quarter. Pure: what happened comes in, a report comes out."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from folkmoot.domains.integrity.api import (
    AppealFigure,
    CaseFigure,
    DecisionFigure,
    Outcome,
    Source,
    Treatment,
)
from folkmoot.domains.transparency.reports.types import (
    FEW,
    Acted,
    Appeals,
    ClauseAppeals,
    Count,
    Counts,
    Demands,
    Flagged,
    Notes,
    Quarter,
    QuarterReport,
    Reach,
    Undone,
)
from folkmoot.domains.transparency.types import DemandView
from folkmoot.kernel.refs import SubjectKind, SubjectRef

STATES = "states"
_NO_CASE = "automation"


@dataclass(frozen=True, slots=True)
class Happened:
    """Everything that a quarter's report is made of. `demanded` are the subjects of demands that may be told."""

    decisions: tuple[DecisionFigure, ...]
    cases: tuple[CaseFigure, ...]
    appeals: tuple[AppealFigure, ...]
    demands: tuple[DemandView, ...]
    demanded: frozenset[SubjectRef]
    languages: Mapping[int, str]
    formats: Mapping[int, str]
    reach: Reach
    notes: Notes


def count(quarter: Quarter, now: datetime, happened: Happened) -> QuarterReport:
    acted = [one for one in happened.decisions if one.treatment is not Treatment.NONE]
    return QuarterReport(
        quarter=quarter,
        finished=quarter.end <= now,
        as_of=now,
        flagged=_flagged(happened),
        acted=_acted(acted, happened),
        no_action=len(happened.decisions) - len(acted),
        median_hours=_median_hours(happened.decisions),
        undone=_undone(acted, quarter),
        appeals=_appeals(happened.appeals, quarter),
        demands=_demands(happened.demands),
        reach=happened.reach,
        notes=happened.notes,
        titles={one.clause_id: one.clause_title for one in happened.decisions if one.clause_id},
    )


def _flagged(happened: Happened) -> Flagged:
    """Cases that were opened, and what automation decided at once, without one."""
    at_once = [one for one in happened.decisions if one.opened_at is None and one.automated]
    return Flagged(
        total=len(happened.cases) + len(at_once),
        by_source=_counts([*(one.source for one in happened.cases), *(_NO_CASE for _ in at_once)]),
        by_clause=_counts([*(one.clause_id for one in happened.cases), *(one.clause_id for one in at_once)]),
        by_format=_counts([*(one.subject_kind for one in happened.cases), *(one.ref.kind for one in at_once)]),
        open=sum(one.closed_at is None for one in happened.cases),
    )


def _acted(acted: Collection[DecisionFigure], happened: Happened) -> Acted:
    posts = [one.ref.id for one in acted if one.ref.kind is SubjectKind.POST]
    return Acted(
        total=len(acted),
        by_source=_counts(_source(one, happened.demanded) for one in acted),
        by_clause=_counts(one.clause_id for one in acted),
        by_format=_counts(happened.formats.get(one.ref.id, one.ref.kind.value) for one in acted),
        by_treatment=_counts(one.treatment.value for one in acted),
        by_decider=_counts("automation" if one.automated else "person" for one in acted),
        by_language=_counts(happened.languages[one] for one in posts if happened.languages.get(one)),
        strikes=sum(one.strike for one in acted),
    )


def _source(one: DecisionFigure, demanded: Collection[SubjectRef]) -> str:
    """A withholding of what a state's demand is about was asked for by that state."""
    is_asked = one.treatment is Treatment.WITHHOLD and one.ref in demanded and one.source is not Source.FLAGGER
    return STATES if is_asked else one.source.value


def _undone(acted: Iterable[DecisionFigure], quarter: Quarter) -> Undone:
    acted = list(acted)
    undone = [one for one in acted if one.undone_at is not None]
    within = sum(one.undone_at is not None and one.undone_at < quarter.end for one in undone)
    return Undone(
        within=within,
        since=len(undone) - within,
        automated=sum(one.automated for one in undone),
        automated_total=sum(one.automated for one in acted),
    )


def _appeals(found: Iterable[AppealFigure], quarter: Quarter) -> Appeals:
    by_clause: dict[str, list[AppealFigure]] = {}
    for one in found:
        by_clause.setdefault(one.clause_id, []).append(one)
    rows = tuple(_of_clause(clause_id, by_clause[clause_id], quarter) for clause_id in sorted(by_clause))
    return Appeals(
        filed=sum(row.filed for row in rows),
        upheld=sum(row.upheld for row in rows),
        amended=sum(row.amended for row in rows),
        overturned=sum(row.overturned for row in rows),
        by_clause=rows,
    )


def _of_clause(clause_id: str, found: list[AppealFigure], quarter: Quarter) -> ClauseAppeals:
    decided = Counter(
        one.outcome for one in found if one.decided_at is not None and quarter.start <= one.decided_at < quarter.end
    )
    filed = sum(quarter.start <= one.filed_at < quarter.end for one in found)
    return ClauseAppeals(clause_id, filed, decided[Outcome.UPHOLD], decided[Outcome.AMEND], decided[Outcome.OVERTURN])


def _demands(found: Collection[DemandView]) -> Demands:
    return Demands(
        total=len(found),
        by_country=_counts(one.content.country for one in found),
        by_state=_counts(one.content.state.value for one in found),
    )


def _median_hours(decisions: Iterable[DecisionFigure]) -> float | None:
    hours = [
        (one.created_at - one.opened_at).total_seconds() / 3600
        for one in decisions
        if one.opened_at is not None and not one.automated
    ]
    return round(median(hours), 1) if len(hours) >= FEW else None


def _counts(keys: Iterable[str]) -> Counts:
    """How often each key stands there, the most frequent first."""
    counted = Counter(str(key) for key in keys)
    return tuple(Count(key, number) for key, number in sorted(counted.items(), key=lambda item: (-item[1], item[0])))
