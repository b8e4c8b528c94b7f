"""One decision for many cases: each gets a decision of its own, by the same command as any other."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from folkmoot.domains.integrity import deciding, views
from folkmoot.domains.integrity.group_desk.placing import with_community
from folkmoot.domains.integrity.models import Bulk, BulkDecision, Case, CaseMark
from folkmoot.domains.integrity.review.similar import Likeness
from folkmoot.domains.integrity.types import CaseView, DecisionView
from folkmoot.infra.audit import api as audit
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, FolkmootError, Forbidden, Invalid, NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

MOST = 100
"""Cases in one step: what a person can still look through."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A case or decision that was left as it was, and why."""

    id: int
    why: str


@dataclass(frozen=True, slots=True)
class BulkView:
    """What one step did, and which cases it left as they were."""

    id: int
    moderator: int
    undone_at: datetime | None
    decisions: tuple[DecisionView, ...]
    skipped: tuple[Skipped, ...]


def decide_many(
    viewer: Viewer,
    *,
    case_ids: Sequence[int],
    clause_id: str,
    treatment: str,
    factor: float | None = None,
    link: str | None = None,
    note: str = "",
    countries: Collection[str] = (),
    answer: str = "",
) -> BulkView:
    """Decide up to MOST cases alike. Each is a transaction of its own: what one refuses does not stop the others.

    Cases that another has, that are decided, or that involve the moderator are skipped, with the reason.
    """
    moderator = viewer.require_staff()
    chosen = list(dict.fromkeys(case_ids))
    if not chosen:
        raise Invalid("Please choose at least one case.", field="case")
    if len(chosen) > MOST:
        raise Invalid(
            sentence("Please decide at most {most} cases at once. You chose {count}.", most=MOST, count=len(chosen)),
            field="case",
        )
    with atomic_write():
        bulk = Bulk.objects.create(id=new_id(), moderator=moderator)
        audit.record(moderator, "integrity.bulk", f"bulk:{bulk.id}", cases=len(chosen))

    def decide(case_id: int) -> None:
        with atomic_write():
            made = deciding.decide(
                viewer,
                case_id=case_id,
                clause_id=clause_id,
                treatment=treatment,
                factor=factor,
                link=link,
                note=note,
                countries=countries,
                answer=answer,
            )
            BulkDecision.objects.create(id=new_id(), bulk=bulk, decision_id=made.id)

    bulk.skipped = [[one.id, one.why] for one in _each(chosen, decide)]
    with atomic_write():
        bulk.save(update_fields=["skipped"])
    return _view(bulk, viewer)


def undo_many(viewer: Viewer, *, bulk_id: int, note: str = "") -> BulkView:
    """Undo all decisions of one step, and just these. Those that are undone already stay as they are.

    `skipped` in the answer are the decisions that this moderator may not undo.
    """
    viewer.require_staff()
    bulk = _find(bulk_id)

    def undo(decision_id: int) -> None:
        deciding.undo(viewer, decision_id=decision_id, note=note)

    skipped = _each(list(bulk.decisions.order_by("id").values_list("decision_id", flat=True)), undo)
    if not skipped:
        with atomic_write():
            Bulk.objects.filter(id=bulk_id, undone_at=None).update(undone_at=clock.now())
    return replace(_view(_find(bulk_id), viewer), skipped=skipped)


def bulk_of(viewer: Viewer, bulk_id: int) -> BulkView:
    """What one step did. Staff only."""
    viewer.require_staff()
    return _view(_find(bulk_id), viewer)


def cases_by_id(viewer: Viewer, case_ids: Sequence[int]) -> tuple[CaseView, ...]:
    """These cases, of which open ones of others only, most pressing first; at most MOST. Staff only."""
    others = Case.objects.exclude(responsible=viewer.require_staff())
    return views.cases(
        others.filter(with_community(), id__in=case_ids, closed_at=None).order_by("-priority", "id")[:MOST]
    )


def cases_like(viewer: Viewer, case_id: int, likeness: Likeness) -> tuple[CaseView, ...]:
    """The open cases that share words, a host or a clause with this one, itself included; at most MOST. Staff only."""
    others = Case.objects.exclude(responsible=viewer.require_staff())
    values = CaseMark.objects.filter(case=case_id, kind=likeness.value).values("value")
    alike = CaseMark.objects.filter(kind=likeness.value, value__in=values).values("case")
    return views.cases(others.filter(with_community(), id__in=alike, closed_at=None).order_by("-priority", "id")[:MOST])


def _each(ids: Sequence[int], act: Callable[[int], None]) -> tuple[Skipped, ...]:
    skipped: list[Skipped] = []
    for one in ids:
        try:
            act(one)
        except (Conflict, Forbidden, Invalid, NotFound) as refused:
            skipped.append(Skipped(one, _why(refused)))
    return tuple(skipped)


def _why(refused: FolkmootError) -> str:
    return refused.safe


def _find(bulk_id: int) -> Bulk:
    row = Bulk.objects.filter(id=bulk_id).first()
    if row is None:
        raise NotFound(f"bulk {bulk_id}")
    return row


def _view(bulk: Bulk, viewer: Viewer) -> BulkView:
    rows = [one.decision for one in bulk.decisions.select_related("decision").order_by("id")]
    skipped = tuple(Skipped(case_id, why) for case_id, why in bulk.skipped)
    return BulkView(bulk.id, bulk.moderator, bulk.undone_at, views.decisions(rows, viewer), skipped)
