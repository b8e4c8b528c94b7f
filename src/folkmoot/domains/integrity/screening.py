"""Ask the policy about a subject, and act on the answer."""

import dataclasses
import logging

from folkmoot.domains.integrity import cases, rulings
from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.facts import Facts
from folkmoot.domains.integrity.known import with_own_facts
from folkmoot.domains.integrity.models import Decision
from folkmoot.domains.integrity.policy.conditions import listed_names
from folkmoot.domains.integrity.policy.types import Decides, Treatment
from folkmoot.domains.integrity.providers import known
from folkmoot.domains.integrity.rulings import Ruling
from folkmoot.domains.integrity.subjects import about
from folkmoot.domains.integrity.types import Match, Screening
from folkmoot.kernel.refs import SubjectRef

logger = logging.getLogger(__name__)


def screen(ref: SubjectRef, responsible: int, facts: Facts) -> Screening:
    """What the policy says about a subject with these facts. Reads and writes nothing."""
    policy = current_policy()
    evaluation = policy.evaluate(facts)
    if evaluation.failed:
        logger.warning("clauses that failed on %s: %s", ref.kind, ", ".join(evaluation.failed))
    matches = tuple(Match(clause, clause.because) for clause in evaluation.matched)
    return Screening(ref, responsible, policy.version, matches, evaluation.failed)


def rescreen(ref: SubjectRef, responsible: int, *, reporter: int | None = None, label: str | None = None) -> Screening:
    """Screen a subject that exists: with its domain's facts, if a provider is there, and integrity's own.

    `reporter` and `label` count as if they were stored already.
    """
    found = known(ref)
    facts = found.facts if found else Facts(kind=ref.kind.value)
    return screen(ref, responsible, with_own_facts(ref, facts, reporter=reporter, label=label))


def record_screening(screening: Screening) -> None:
    """Act on a screening, inside the caller's `atomic_write`.

    Automation decides where the clause lets it and opens a case where it may only propose, or where it holds
    something for a person to look at. What it has decided once about a subject under a clause, it does not decide
    again: neither twice, nor against a person who undid it.
    """
    if not screening.matches:
        return
    _decide(screening)
    proposals = tuple(match for match in screening.matches if _needs_a_person(match))
    if proposals:
        cases.suggest(screening.ref, screening.responsible, proposals)


def caused_by(screening: Screening, label: str) -> tuple[Match, ...]:
    """The matches of clauses whose condition asks for this label."""
    return tuple(match for match in screening.matches if label in listed_names(match.clause.condition, "labels"))


def decide_labelled(screening: Screening, match: Match, *, link: str, decider: int, case_id: int) -> None:
    """Decide what follows from a moderator's label, inside the caller's `atomic_write`.

    It takes the place of an earlier decision under the same clause, so that a better fact-check does not reduce twice.
    """
    for earlier in Decision.objects.filter(about(screening.ref), clause_id=match.clause.id, undone_at=None):
        rulings.end(earlier, undone_by=decider, note="Replaced by a newer label.")
    ruling = _ruling(screening, match)
    rulings.make(dataclasses.replace(ruling, decider=decider, link=link or None, case_id=case_id))


def _decide(screening: Screening) -> None:
    automatic = [match for match in screening.matches if match.clause.decides is Decides.AUTOMATION]
    if not automatic:
        return
    decided = set(Decision.objects.filter(about(screening.ref)).values_list("clause_id", flat=True))
    for match in automatic:
        if match.clause.id not in decided:
            rulings.make(_ruling(screening, match))


def _ruling(screening: Screening, match: Match) -> Ruling:
    clause = match.clause
    return Ruling(
        ref=screening.ref,
        responsible=screening.responsible,
        policy_version=screening.policy_version,
        clause=clause,
        terms=clause.default_terms,
        facts=match.facts,
    )


def _needs_a_person(match: Match) -> bool:
    clause = match.clause
    return clause.decides is Decides.AUTOMATION_PROPOSES or (
        clause.decides is Decides.AUTOMATION and Treatment.HOLD in clause.default
    )
