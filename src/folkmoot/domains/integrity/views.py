"""Rows of this domain as the types that others read."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.leases import lease_holds
from folkmoot.domains.integrity.models import Appeal, Case, Decision, Effect, Label, Proposal, Report
from folkmoot.domains.integrity.policy.types import Limited, Treatment
from folkmoot.domains.integrity.priority import Weight
from folkmoot.domains.integrity.subjects import ref_of
from folkmoot.domains.integrity.types import (
    AppealBrief,
    CaseView,
    DecisionView,
    Detection,
    EffectView,
    LabelView,
    Outcome,
    ProposalView,
    PublicDecision,
    ReportView,
    Suggestion,
)
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.refs import SubjectRef
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

_OUTCOMES = {
    None: sentence("The moderators have not decided yet."),
    True: sentence("The moderators looked at it and acted on it. Thank you."),
    False: sentence("The moderators looked at it and found that the rules allow it."),
}


def report(row: Report) -> ReportView:
    return ReportView(
        id=row.id,
        case_id=row.case_id,
        ref=ref_of(row),
        responsible=row.responsible,
        reporter=row.reporter,
        clause_id=row.clause_id,
        comment=row.comment,
        forward=row.forward,
        related=tuple(SubjectRef.parse(text) for text in row.related),
        created_at=time_of(row.id),
        answered_at=row.answered_at,
        acted=row.acted,
        outcome=_OUTCOMES[row.acted],
        trusted=row.trusted,
        answer=row.answer,
    )


def cases(rows: Iterable[Case]) -> tuple[CaseView, ...]:
    """Many cases with their reports and proposals, in two further queries."""
    rows = list(rows)
    reports: defaultdict[int, list[ReportView]] = defaultdict(list)
    for row in Report.objects.filter(case__in=[case.id for case in rows]).order_by("id"):
        reports[row.case_id].append(report(row))
    open_ones = Proposal.objects.filter(case__in=[case.id for case in rows], answered_at=None)
    proposals = {row.case_id: proposal(row) for row in open_ones}
    return tuple(_case(row, tuple(reports[row.id]), proposals.get(row.id)) for row in rows)


def proposal(row: Proposal) -> ProposalView:
    clause = current_policy().clause(row.clause_id)
    return ProposalView(
        id=row.id,
        case_id=row.case_id,
        clause_id=row.clause_id,
        clause_title=clause.title if clause else row.clause_id,
        link=row.link,
        note=row.note,
        proposed_by=row.proposed_by,
        proposed_at=time_of(row.id),
    )


def appeal(row: Appeal) -> AppealBrief:
    return AppealBrief(
        id=row.id,
        filed_at=time_of(row.id),
        due_at=row.due_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
        reasons=row.reasons,
        decided_at=row.decided_at,
        replaced_by=row.replaced_by_id,
    )


def case(row: Case) -> CaseView:
    return cases([row])[0]


def _case(row: Case, reports: tuple[ReportView, ...], proposal: ProposalView | None) -> CaseView:
    taken = row.closed_at is None and lease_holds(row.taken_until)
    return CaseView(
        id=row.id,
        ref=ref_of(row),
        responsible=row.responsible,
        is_open=row.closed_at is None,
        opened_at=time_of(row.id),
        closed_at=row.closed_at,
        taken_by=row.taken_by if taken else None,
        taken_until=row.taken_until if taken else None,
        suggestions=_suggestions(row.suggestions),
        reports=reports,
        proposal=proposal,
        language=row.language,
        weight=Weight(row.severity, row.reach, row.confidence),
    )


def _suggestions(found: dict[str, dict[str, Any]]) -> tuple[Suggestion, ...]:
    """In the policy's order, those of clauses that are no more at the end: a database may not keep an order."""
    places = {clause.id: place for place, clause in enumerate(current_policy().clauses)}
    ordered = sorted(found.items(), key=lambda item: places.get(item[0], len(places)))
    return tuple(_suggestion(clause_id, said) for clause_id, said in ordered)


def _suggestion(clause_id: str, said: dict[str, Any]) -> Suggestion:
    numbers = tuple((str(name), str(value)) for name, value in said.get("numbers", ()))
    return Suggestion(clause_id, said["title"], said["facts"], numbers)


def label(row: Label) -> LabelView:
    return LabelView(row.label, row.link, row.note, row.labelled_by, time_of(row.id))


def decisions(rows: Iterable[Decision], viewer: Viewer | None) -> tuple[DecisionView, ...]:
    """Many decisions with their effects and appeals, in two further queries.

    Only staff see who decided, and not about themselves.
    """
    rows = list(rows)
    effects: defaultdict[int, list[EffectView]] = defaultdict(list)
    for row in Effect.objects.filter(decision__in=[decision.id for decision in rows]).order_by("id"):
        effects[row.decision_id].append(effect(row))
    appeals = {row.decision_id: appeal(row) for row in Appeal.objects.filter(decision__in=list(effects))}
    return tuple(
        _decision(row, tuple(effects[row.id]), appeals.get(row.id), staff=_reads_as_staff(viewer, row)) for row in rows
    )


def _reads_as_staff(viewer: Viewer | None, row: Decision) -> bool:
    """A moderator reads a decision about themselves as any member would: without names and notes."""
    return viewer is not None and viewer.is_staff and viewer.account_id != row.responsible


def decision(row: Decision, viewer: Viewer) -> DecisionView:
    return decisions([row], viewer)[0]


def effect(row: Effect) -> EffectView:
    return EffectView(
        kind=Treatment(row.kind),
        factor=row.factor,
        text=row.text,
        link=row.link,
        until=row.until,
        ended_at=row.ended_at,
        countries=tuple(row.countries),
        limits=tuple(map(Limited, row.limits)),
    )


def _decision(
    row: Decision, effects: tuple[EffectView, ...], appeal: AppealBrief | None, *, staff: bool
) -> DecisionView:
    return DecisionView(
        id=row.id,
        case_id=row.case_id,
        ref=ref_of(row),
        responsible=row.responsible,
        policy_version=row.policy_version,
        clause_id=row.clause_id,
        clause_title=row.clause_title,
        clause_text=row.clause_text,
        reason=row.reason,
        treatment=Treatment(row.treatment),
        effects=effects,
        automated=row.automated,
        strike=row.strike,
        appealable=row.appealable,
        facts=row.facts,
        created_at=time_of(row.id),
        undone_at=row.undone_at,
        log_entry=row.log_entry,
        decider=row.decider if staff else None,
        undone_by=row.undone_by if staff else None,
        note=row.note if staff else "",
        seconded_by=row.seconded_by if staff else None,
        detected=Detection(row.detected) if row.detected else Detection.PERSON,
        appeal=appeal,
    )


def public_decision(row: Decision, factor: float | None) -> PublicDecision:
    return PublicDecision(
        id=row.id,
        subject_kind=row.subject_kind,
        policy_version=row.policy_version,
        clause_id=row.clause_id,
        clause_title=row.clause_title,
        treatment=Treatment(row.treatment),
        factor=factor,
        automated=row.automated,
        created_at=time_of(row.id),
        undone_at=row.undone_at,
        log_entry=row.log_entry,
    )
