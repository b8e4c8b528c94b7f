"""Ask the policy about a subject, and act on the answer."""

import dataclasses
import logging
from collections import defaultdict
from collections.abc import Mapping

from folkmoot.domains.integrity import cases, rulings, shadow
from folkmoot.domains.integrity.current import current_policy, in_force
from folkmoot.domains.integrity.facts import Facts
from folkmoot.domains.integrity.known import with_own_facts
from folkmoot.domains.integrity.models import Appeal, Decision
from folkmoot.domains.integrity.policy.conditions import listed_names
from folkmoot.domains.integrity.policy.types import Decides, Treatment
from folkmoot.domains.integrity.proposals import only_proposes
from folkmoot.domains.integrity.providers import known
from folkmoot.domains.integrity.rulings import Ruling
from folkmoot.domains.integrity.signals.inline import with_inline
from folkmoot.domains.integrity.signals.types import Subject
from folkmoot.domains.integrity.subjects import about
from folkmoot.domains.integrity.types import Match, Screening
from folkmoot.domains.integrity.waves import matching as waves
from folkmoot.infra.metrics.counted import CLAUSE_FAILURES, SCREENED
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict
from folkmoot.kernel.refs import SubjectRef

logger = logging.getLogger(__name__)

_APPEALED = "An appeal against the earlier decision is open. It has to be decided before there is a new label."


def screen(ref: SubjectRef, responsible: int, facts: Facts) -> Screening:
    """What the policy says about a subject with these facts. Reads and writes nothing."""
    policy, tried = current_policy(), in_force()
    measured = with_inline([Subject(ref, responsible, facts)])[0]
    evaluation = policy.evaluate(measured)
    if evaluation.failed:
        logger.warning("clauses that failed on %s: %s", ref.kind, ", ".join(evaluation.failed))
        for clause_id in evaluation.failed:
            CLAUSE_FAILURES.labels(clause_id).inc()
    matches = tuple(
        Match(clause, clause.because, numbers)
        for clause, numbers in zip(evaluation.matched, evaluation.numbers, strict=True)
    )
    SCREENED.labels(ref.kind.value, "matched" if matches else "clear").inc()
    return Screening(
        ref,
        responsible,
        policy.version,
        _with_wave(matches, waves.matches(policy, facts)),
        evaluation.failed,
        shadow=tuple(clause.id for clause in tried.shadow.evaluate(measured).matched) if tried.shadow else (),
        shadow_id=tried.shadow_id,
    )


def _with_wave(matches: tuple[Match, ...], wave: tuple[Match, ...]) -> tuple[Match, ...]:
    """A wave rule takes the place of its clause's own proposal; where that acts by itself, it needs no wave rule."""
    own = [match for match in matches if any(match.clause.id == each.clause.id for each in wave)]
    if any(match.clause.decides is Decides.AUTOMATION for match in own):
        return matches
    return (*(match for match in matches if match not in own), *wave)


def rescreen(ref: SubjectRef, responsible: int, *, reporter: int | None = None, label: str | None = None) -> Screening:
    """Screen a subject that exists: with its domain's facts, if a provider is there, and integrity's own.

    `reporter` and `label` count as if they were stored already.
    """
    found = known(ref)
    facts = found.facts if found else Facts(kind=ref.kind.value)
    return screen(ref, responsible, with_own_facts(ref, facts, reporter=reporter, label=label))


def record_screening(screening: Screening) -> None:
    """Act on a screening, inside the caller's `atomic_write`.

    Automation decides where the clause lets it, once for a subject and a clause. It opens a case where it may only
    propose, where it holds something for a person to look at, and where it decided before and that no longer acts:
    nobody's undoing is overruled by a machine.
    """
    if screening.shadow:
        shadow.record(screening)
    if not screening.matches:
        return
    proposals = [match for match in screening.matches if _needs_a_person(screening, match)] + _decide(screening)
    if proposals:
        cases.suggest(screening.ref, screening.responsible, proposals)


def caused_by(screening: Screening, label: str) -> tuple[Match, ...]:
    """The matches of clauses whose condition asks for this label."""
    return tuple(match for match in screening.matches if label in listed_names(match.clause.condition, "labels"))


def decide_labelled(screening: Screening, match: Match, *, link: str, decider: int, case_id: int) -> None:
    """Decide what follows from a moderator's label, inside the caller's `atomic_write`.

    It takes the place of an earlier decision under the same clause, so that a better fact-check does not reduce twice.
    Raises Conflict where an appeal against that one is open: whoever judges it must find what was appealed.
    """
    standing = Decision.objects.filter(about(screening.ref), clause_id=match.clause.id, undone_at=None)
    for earlier in standing.select_for_update().order_by("id"):
        if Appeal.objects.filter(decision=earlier, decided_at=None).exists():
            raise Conflict("an appeal is open", safe=_APPEALED)
        rulings.end(earlier, undone_by=decider, note="Replaced by a newer label.")
    ruling = _ruling(screening, match)
    rulings.make(dataclasses.replace(ruling, decider=decider, link=link or None, case_id=case_id))


def _decide(screening: Screening) -> list[Match]:
    """Make automation's decisions; returns those that it has to leave to a person."""
    alone = [match for match in screening.matches if match.clause.decides is Decides.AUTOMATION]
    automatic = [match for match in alone if not _needs_a_person(screening, match)]
    if not automatic:
        return []
    acting, held = _before(screening.ref)
    for match in automatic:
        if match.clause.id not in acting and not (held and Treatment.HOLD in match.clause.default):
            rulings.make(_ruling(screening, match))
    return [match for match in automatic if _is_left(match, acting)]


def _before(ref: SubjectRef) -> tuple[Mapping[str, bool], bool]:
    """The clauses under which something was decided, with whether that acts; and whether automation held it before.

    A hold that a person ended does not count: they have looked. Otherwise one clause after the other would hold the
    subject for longer than 48 hours.
    """
    acting: defaultdict[str, bool] = defaultdict(bool)
    held = False
    rows = Decision.objects.filter(about(ref)).values_list(
        "clause_id", "automated", "treatment", "undone_at", "effects__ended_at", "effects__until"
    )
    for clause_id, automated, treatment, undone_at, ended_at, until in rows:
        stands = treatment != Treatment.NONE and ended_at is None
        acting[clause_id] |= stands and (until is None or until > clock.now())
        held |= automated and undone_at is None and treatment == Treatment.HOLD
    return acting, held


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


def _needs_a_person(screening: Screening, match: Match) -> bool:
    """Whether automation may only propose: so says the clause, it asks for a guess, or an account would be removed."""
    if only_proposes(match.clause):
        return True
    if match.clause.decides is Decides.AUTOMATION:
        return rulings.needs_a_second(screening.ref, match.clause.default_terms)
    return match.clause.decides is Decides.AUTOMATION_PROPOSES


def _is_left(match: Match, acting: Mapping[str, bool]) -> bool:
    """Whether a person has to look: at what was held just now, and at what was decided and no longer acts."""
    if match.clause.id in acting:
        return not acting[match.clause.id]
    return Treatment.HOLD in match.clause.default
