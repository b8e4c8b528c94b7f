"""One's own arrivals: see them, choose from one, read what was left out."""

from collections.abc import Collection
from datetime import timedelta

import msgspec
from django.db.models import Count

from folkmoot.domains.moving import files
from folkmoot.domains.moving.models import Arrival, Invitees, LeftOut
from folkmoot.domains.moving.types import ArrivalKind, ArrivalView, Part
from folkmoot.domains.residency import api as residency
from folkmoot.infra.audit.api import record
from folkmoot.infra.jobs.api import enqueue
from folkmoot.infra.room import api as room
from folkmoot.infra.room.api import Growth
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, Invalid, NotFound
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer

NAMES_KEPT_FOR = timedelta(days=30)


def arrivals_of(viewer: Viewer) -> tuple[ArrivalView, ...]:
    """One's own, the newest first."""
    rows = Arrival.objects.filter(account_id=viewer.require_account(), ends_at__gt=clock.now()).order_by("-id")
    return tuple(_view(row) for row in rows.annotate(left=Count("leftout")))


def arrival_of(viewer: Viewer, arrival_id: int) -> ArrivalView:
    """Raises NotFound."""
    found = next((one for one in arrivals_of(viewer) if one.id == arrival_id), None)
    if found is None:
        raise NotFound("no such arrival")
    return found


def take_in(viewer: Viewer, *, arrival_id: int, parts: Collection[Part]) -> None:
    """Have the chosen parts taken in by a job. Raises NotFound, Invalid for nothing chosen, Conflict when begun,
    NoRoom.
    """
    account_id = viewer.require_account()
    room.require(Growth.ARCHIVE)
    chosen = [part.value for part in Part if part in parts]
    if not chosen:
        raise Invalid("Please choose at least one thing.", field="parts")
    arrival_of(viewer, arrival_id)
    with atomic_write():
        fresh = Arrival.objects.filter(id=arrival_id, account_id=account_id, began_at=None)
        if not fresh.update(parts=chosen, began_at=clock.now()):
            raise Conflict("begun", safe="This archive is being taken in already.")
        record(account_id, "archive.take_in", account_ref(account_id), parts=chosen)
        enqueue("moving.take_in", arrival_id=arrival_id)


def left_out(viewer: Viewer, arrival_id: int) -> tuple[tuple[str, str], ...]:
    """What of one's own arrival was not taken in, each with the reason. Raises NotFound."""
    arrival_of(viewer, arrival_id)
    return tuple(LeftOut.objects.filter(arrival_id=arrival_id).order_by("id").values_list("item", "reason"))


def people_to_invite(viewer: Viewer) -> tuple[str, ...]:
    """The names of friends from elsewhere that the viewer brought in the last 30 days."""
    row = Invitees.objects.filter(account_id=viewer.require_account(), ends_at__gt=clock.now()).first()
    content = residency.records.get([row.record_id]).get(row.record_id) if row else None
    return msgspec.json.decode(content, type=tuple[str, ...]) if content else ()


def keep_people(account_id: int, names: Collection[str]) -> None:
    """In the place of those who were kept before."""
    content = msgspec.json.encode(sorted(names))
    record_id = residency.records.put(account_id, residency.RecordKind.MOVING, content)
    old = Invitees.objects.filter(account_id=account_id).first()
    with atomic_write():
        values = {"record_id": record_id, "ends_at": clock.now() + NAMES_KEPT_FOR}
        Invitees.objects.update_or_create(account_id=account_id, defaults=values)
    if old is not None:
        residency.records.delete([old.record_id])


def sweep_arrivals() -> None:
    """Delete the arrivals and the names that have ended. What was taken in stays."""
    rows = list(Arrival.objects.filter(ends_at__lte=clock.now()).order_by("id")[:1000])
    names = list(Invitees.objects.filter(ends_at__lte=clock.now()).order_by("account_id")[:1000])
    with atomic_write():
        Arrival.objects.filter(id__in=[row.id for row in rows]).delete()
        Invitees.objects.filter(account_id__in=[row.account_id for row in names]).delete()
    files.delete([row.id for row in rows], [*(row.key_record for row in rows), *(row.record_id for row in names)])


def _view(row: Arrival) -> ArrivalView:
    return ArrivalView(
        id=row.id,
        kind=ArrivalKind(row.kind),
        holds=row.holds,
        parts=tuple(Part(one) for one in row.parts),
        total=row.total,
        done=row.done,
        counts=row.counts,
        left_out=getattr(row, "left", 0),
        brought_at=time_of(row.id),
        began_at=row.began_at,
        finished_at=row.finished_at,
        ends_at=row.ends_at,
    )
