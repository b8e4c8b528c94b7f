"""What is active on which subject: for the rules of readers."""

import math
from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q

from folkmoot.domains.integrity.models import Effect
from folkmoot.domains.integrity.policy.types import Limited, Treatment
from folkmoot.domains.integrity.subjects import about_any, ref_of
from folkmoot.domains.integrity.types import Applied, Treatments
from folkmoot.kernel import clock
from folkmoot.kernel.refs import SubjectRef


def treatments_for(refs: Collection[SubjectRef]) -> dict[SubjectRef, Treatments]:
    """The active treatments of many subjects, in one query. Absent ones have NO_TREATMENT."""
    if not refs:
        return {}
    found: defaultdict[SubjectRef, list[Effect]] = defaultdict(list)
    unexpired = Q(until=None) | Q(until__gt=clock.now())
    rows = Effect.objects.filter(about_any(refs), unexpired, ended_at=None)
    for effect in rows.select_related("decision").order_by("id"):
        found[ref_of(effect)].append(effect)
    return {ref: _treatments(effects) for ref, effects in found.items()}


def _treatments(effects: list[Effect]) -> Treatments:
    by_kind: defaultdict[str, list[Applied]] = defaultdict(list)
    for effect in effects:
        by_kind[effect.kind].append(_applied(effect))
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


def _applied(effect: Effect) -> Applied:
    decision = effect.decision
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
