"""Figures over a span of time, for reports and statements: what was flagged, what was decided, by what it began.

Every decision and every case has exactly one source, one clause ("" where none was named) and one kind of subject, so
that sums over each of them are the same total. Names no person.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Q

from folkmoot.domains.integrity import views
from folkmoot.domains.integrity.models import Appeal, Case, Decision, Effect, Report
from folkmoot.domains.integrity.policy.types import Treatment
from folkmoot.domains.integrity.subjects import ref_of
from folkmoot.domains.integrity.types import EffectView, Outcome
from folkmoot.kernel.ids import floor_id, time_of
from folkmoot.kernel.refs import SubjectRef


class Source(StrEnum):
    """How something came before the moderators. Where several met, the first of this order counts."""

    FLAGGER = "trusted_flagger"
    PEOPLE = "people"
    AUTOMATION = "automation"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class DecisionFigure:
    """A decision with how it came about. `proposed`: automation had named a clause before a person decided.

    `reported_under` are the clauses that reports named. `opened_at` is when its case began; None without a case.
    """

    id: int
    ref: SubjectRef
    policy_version: str
    clause_id: str
    clause_title: str
    clause_text: str
    treatment: Treatment
    effects: tuple[EffectView, ...]
    automated: bool
    proposed: bool
    strike: bool
    facts: str
    created_at: datetime
    undone_at: datetime | None
    log_entry: int
    opened_at: datetime | None
    source: Source
    reported_under: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseFigure:
    """Something that was flagged. `clause_id` is the first that was named; `acted` is None until it is decided."""

    id: int
    subject_kind: str
    clause_id: str
    source: Source
    opened_at: datetime
    closed_at: datetime | None
    acted: bool | None


@dataclass(frozen=True, slots=True)
class AppealFigure:
    """An appeal. `automated` tells whether the decision that it is about was; `outcome` is None until it is decided."""

    clause_id: str
    automated: bool
    filed_at: datetime
    decided_at: datetime | None
    outcome: Outcome | None


def decisions_between(since: datetime, until: datetime) -> tuple[DecisionFigure, ...]:
    """Every decision made from `since` to before `until`, oldest first, in three queries."""
    span = {"id__gte": floor_id(since), "id__lt": floor_id(until)}
    rows = list(Decision.objects.filter(**span).select_related("case").order_by("id"))
    of_decision = {f"decision__{name}": value for name, value in span.items()}
    effects: defaultdict[int, list[EffectView]] = defaultdict(list)
    for effect in Effect.objects.filter(**of_decision).order_by("id"):
        effects[effect.decision_id].append(views.effect(effect))
    reports = _reports({f"case__decisions__{name}": value for name, value in span.items()})
    return tuple(_decision(row, effects[row.id], reports[row.case_id]) for row in rows)


def cases_between(since: datetime, until: datetime) -> tuple[CaseFigure, ...]:
    """Every case opened from `since` to before `until`, oldest first, in three queries."""
    span = {"id__gte": floor_id(since), "id__lt": floor_id(until)}
    reports = _reports({f"case__{name}": value for name, value in span.items()})
    acted: dict[int, bool] = {}
    decided = Decision.objects.filter(**{f"case__{name}": value for name, value in span.items()}).order_by("id")
    for case_id, treatment in decided.values_list("case_id", "treatment"):
        acted[case_id or 0] = acted.get(case_id or 0, False) or treatment != Treatment.NONE
    return tuple(_case(row, reports[row.id], acted.get(row.id)) for row in Case.objects.filter(**span).order_by("id"))


def appeals_between(since: datetime, until: datetime) -> tuple[AppealFigure, ...]:
    """Every appeal that was filed or decided from `since` to before `until`, oldest first, in one query."""
    filed = Q(id__gte=floor_id(since), id__lt=floor_id(until))
    rows = Appeal.objects.filter(filed | Q(decided_at__gte=since, decided_at__lt=until)).select_related("decision")
    return tuple(
        AppealFigure(
            clause_id=row.decision.clause_id,
            automated=row.decision.automated,
            filed_at=time_of(row.id),
            decided_at=row.decided_at,
            outcome=Outcome(row.outcome) if row.outcome else None,
        )
        for row in rows.order_by("id")
    )


def _reports(condition: dict[str, Any]) -> defaultdict[int | None, list[Report]]:
    found: defaultdict[int | None, list[Report]] = defaultdict(list)
    for row in Report.objects.filter(**condition).distinct().order_by("id"):
        found[row.case_id].append(row)
    return found


def _decision(row: Decision, effects: Iterable[EffectView], reports: list[Report]) -> DecisionFigure:
    return DecisionFigure(
        id=row.id,
        ref=ref_of(row),
        policy_version=row.policy_version,
        clause_id=row.clause_id,
        clause_title=row.clause_title,
        clause_text=row.clause_text,
        treatment=Treatment(row.treatment),
        effects=tuple(effects),
        automated=row.automated,
        proposed=row.case is not None and bool(row.case.suggestions),
        strike=row.strike,
        facts=row.facts,
        created_at=time_of(row.id),
        undone_at=row.undone_at,
        log_entry=row.log_entry,
        opened_at=time_of(row.case_id) if row.case_id else None,
        source=Source.AUTOMATION if row.automated else _source(row.case, reports),
        reported_under=tuple(dict.fromkeys(report.clause_id for report in reports if report.clause_id)),
    )


def _case(row: Case, reports: list[Report], acted: bool | None) -> CaseFigure:
    named = [report.clause_id for report in reports if report.clause_id] or sorted(row.suggestions)
    return CaseFigure(
        id=row.id,
        subject_kind=row.subject_kind,
        clause_id=named[0] if named else "",
        source=_source(row, reports),
        opened_at=time_of(row.id),
        closed_at=row.closed_at,
        acted=acted if row.closed_at is not None else None,
    )


def _source(case: Case | None, reports: list[Report]) -> Source:
    if any(report.trusted for report in reports):
        return Source.FLAGGER
    if reports:
        return Source.PEOPLE
    return Source.AUTOMATION if case is not None and case.suggestions else Source.STAFF
