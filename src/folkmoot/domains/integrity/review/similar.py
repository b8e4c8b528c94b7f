"""What similar items got, so that like is decided alike."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from folkmoot.domains.integrity import views
from folkmoot.domains.integrity.models import Case, CaseMark, Decision
from folkmoot.domains.integrity.policy.types import Treatment
from folkmoot.domains.integrity.types import DecisionView
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.viewer import Viewer

LOOKED_AT = 500
SAMPLES = 5


class Likeness(StrEnum):
    """In what others are similar: the same words, a link to the same host, or the same clause on the same kind."""

    TEXT = "text"
    HOST = "host"
    CLAUSE = "clause"


@dataclass(frozen=True, slots=True)
class Similar:
    """What people decided about similar items: how often each, most frequent first, and the newest of them.

    `waiting` is how many similar cases are open. Undone decisions count in `undone` and nowhere else.
    """

    likeness: Likeness
    outcomes: tuple[tuple[Treatment, int], ...]
    undone: int
    waiting: int
    samples: tuple[DecisionView, ...]


def similar_to(viewer: Viewer, case_id: int) -> tuple[Similar, ...]:
    """What items similar to this case's got, the closest likeness first; likenesses without any are left out.

    At most the newest LOOKED_AT decisions of each are counted. Staff only.
    """
    viewer.require_staff()
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        raise NotFound(f"case {case_id}")
    marks = list(CaseMark.objects.filter(case=case).values_list("kind", "value"))
    found = (_similar(viewer, case, kind, [value for one, value in marks if one == kind]) for kind in Likeness)
    return tuple(one for one in found if one is not None)


def _similar(viewer: Viewer, case: Case, kind: Likeness, values: list[str]) -> Similar | None:
    if not values:
        return None
    others = CaseMark.objects.filter(kind=kind.value, value__in=values).exclude(case=case)
    cases = Case.objects.filter(id__in=others.values("case"), subject_kind=case.subject_kind)
    waiting = cases.filter(closed_at=None).count()
    decisions = Decision.objects.filter(case__in=cases.exclude(closed_at=None), automated=False)
    if kind is Likeness.CLAUSE:
        decisions = decisions.filter(clause_id__in=[*values, ""])
    rows = list(decisions.order_by("-id")[:LOOKED_AT])
    if not rows and not waiting:
        return None
    stands = Counter(Treatment(row.treatment) for row in rows if row.undone_at is None)
    samples = views.decisions(rows[:SAMPLES], viewer)
    return Similar(kind, tuple(stands.most_common()), len(rows) - stands.total(), waiting, samples)
