"""What is active on which subject: for the rules of readers."""

import functools
import math
from collections import defaultdict
from collections.abc import Collection, Mapping

from folkmoot.domains.integrity.models import Decision, Effect
from folkmoot.domains.integrity.policy.types import Limited, Treatment
from folkmoot.domains.integrity.subjects import ref_of
from folkmoot.domains.integrity.types import Applied, Treatments
from folkmoot.infra.rows import Lookup
from folkmoot.kernel import clock
from folkmoot.kernel.refs import SubjectKind, SubjectRef

_DECISIONS = Lookup(Decision, "id IN ({among})")


def treatments_for(refs: Collection[SubjectRef]) -> dict[SubjectRef, Treatments]:
    """The active treatments of many subjects: one query, and one more where something acts.

    Absent ones have NO_TREATMENT.
    """
    if not refs:
        return {}
    wanted, now = frozenset(refs), clock.now()
    about = _acting(frozenset(ref.kind for ref in wanted))(among={ref.id for ref in wanted})
    acting = [one for one in about if ref_of(one) in wanted and (one.until is None or one.until > now)]
    if not acting:
        return {}
    decisions = {row.id: row for row in _DECISIONS(among={effect.decision_id for effect in acting})}
    found: defaultdict[SubjectRef, list[Effect]] = defaultdict(list)
    for effect in sorted(acting, key=lambda one: one.id):
        found[ref_of(effect)].append(effect)
    return {ref: _treatments(effects, decisions) for ref, effects in found.items()}


@functools.cache
def _acting(kinds: frozenset[SubjectKind]) -> Lookup[Effect]:
    among_kinds = ", ".join(f"'{kind}'" for kind in sorted(kinds))
    return Lookup(Effect, f"ended_at IS NULL AND subject_kind IN ({among_kinds}) AND subject_id IN ({{among}})")


def _treatments(effects: list[Effect], decisions: Mapping[int, Decision]) -> Treatments:
    by_kind: defaultdict[str, list[Applied]] = defaultdict(list)
    for effect in effects:
        by_kind[effect.kind].append(_applied(effect, decisions[effect.decision_id]))
    reductions = tuple(by_kind[Treatment.REDUCE])
    return Treatments(
        removed=next(iter(by_kind[Treatment.REMOVE]), None),
        held=next(iter(by_kind[Treatment.HOLD]), None),
        factor=math.prod(reduction.factor for reduction in reductions),
        reductions=reductions,
        informs=tuple(by_kind[Treatment.INFORM]),
        withheld=tuple(by_kind[Treatment.WITHHOLD]),
        restrictions=tuple(by_kind[Treatment.RESTRICT]),
    )


def _applied(effect: Effect, decision: Decision) -> Applied:
    return Applied(
        decision_id=decision.id,
        clause_id=decision.clause_id,
        clause_title=decision.clause_title,
        reason=decision.reason,
        text=effect.text,
        link=effect.link,
        factor=1.0 if effect.factor is None else effect.factor,
        until=effect.until,
        countries=tuple(effect.countries),
        limits=tuple(map(Limited, effect.limits)),
    )
