"""Read demands: open ones for everybody, sealed ones for operators."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import msgspec

from folkmoot.domains.transparency.demands.secrets import unpack_content, unpack_entry
from folkmoot.domains.transparency.models import Demand, DemandEntry, DemandSubject
from folkmoot.domains.transparency.types import DemandState, DemandStep, DemandView
from folkmoot.infra.translog import api as translog
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import floor_id, time_of
from folkmoot.kernel.refs import SubjectKind, SubjectRef
from folkmoot.kernel.viewer import NOBODY, Viewer

LIST_LIMIT = 200


class _Told(msgspec.Struct):
    """What a step's entry says of itself."""

    at: datetime
    state: DemandState = DemandState.RECEIVED


def public_demands() -> tuple[DemandView, ...]:
    """The demands that may be told, newest first."""
    return _views(Demand.objects.filter(sealed=False).order_by("-id")[:LIST_LIMIT], NOBODY)


def all_demands(viewer: Viewer) -> tuple[DemandView, ...]:
    """Every demand, newest first, sealed ones included. Operators only."""
    viewer.require_operator()
    return _views(Demand.objects.order_by("-id")[:LIST_LIMIT], viewer)


def access_demand(viewer: Viewer, demand_id: int) -> DemandView:
    """A demand. One that is sealed is NotFound for everybody but operators."""
    row = Demand.objects.filter(id=demand_id).first()
    if row is None or (row.sealed and not viewer.is_operator):
        raise NotFound(f"demand {demand_id}")
    return view(row, viewer)


def demands_between(since: datetime, until: datetime) -> tuple[DemandView, ...]:
    """The demands registered in a span of time that may be told, oldest first."""
    rows = Demand.objects.filter(sealed=False, id__gte=floor_id(since), id__lt=floor_id(until))
    return _views(rows.order_by("id"), NOBODY)


def view(row: Demand, viewer: Viewer) -> DemandView:
    return _views([row], viewer)[0]


def _views(rows: Iterable[Demand], viewer: Viewer) -> tuple[DemandView, ...]:
    rows = list(rows)
    ids = [row.id for row in rows]
    subjects: defaultdict[int, list[SubjectRef]] = defaultdict(list)
    for subject in DemandSubject.objects.filter(demand__in=ids).order_by("id"):
        ref = SubjectRef(SubjectKind(subject.subject_kind), subject.subject_id)
        subjects[subject.demand_id].append(ref)
    steps = _steps(ids)
    return tuple(_view(row, subjects[row.id], steps[row.id], viewer) for row in rows)


def _view(row: Demand, subjects: list[SubjectRef], steps: list[DemandStep], viewer: Viewer) -> DemandView:
    return DemandView(
        id=row.id,
        content=unpack_content(row.id, bytes(row.content), sealed=row.sealed),
        registered_at=time_of(row.id),
        sealed=row.sealed,
        ban_until=row.ban_until,
        subject_count=len(subjects),
        subjects=tuple(subjects) if viewer.is_operator else (),
        steps=tuple(steps),
    )


def _steps(ids: list[int]) -> defaultdict[int, list[DemandStep]]:
    rows = list(DemandEntry.objects.filter(demand__in=ids).order_by("id"))
    bodies = translog.entries_by_ids([row.opened_by or row.id for row in rows])
    found: defaultdict[int, list[DemandStep]] = defaultdict(list)
    for row in rows:
        entry = bodies[row.opened_by or row.id]
        told = msgspec.json.decode(_body(row, entry), type=_Told)
        found[row.demand_id].append(DemandStep(row.id, told.state, told.at, row.opened_by))
    return found


def _body(row: DemandEntry, entry: translog.Entry) -> str | bytes:
    """The words of a step: its entry's, those that opened it, or those that are kept until then."""
    if row.secret:
        return unpack_entry(row.id, bytes(row.secret)).body
    return str(entry.facts["body"]) if row.opened_by is not None else entry.body


def demanded_subjects() -> frozenset[SubjectRef]:
    """What the demands that may be told are about, all of them."""
    rows = DemandSubject.objects.filter(demand__sealed=False).values_list("subject_kind", "subject_id")
    return frozenset(SubjectRef(SubjectKind(kind), number) for kind, number in rows)
