"""Record an audit row; read the rows of a subject."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from folkmoot.infra.audit.models import AuditRow
from folkmoot.infra.config import current
from folkmoot.infra.rows import insert, new
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import floor_id, new_id, time_of

_BATCH = 5000


@dataclass(frozen=True, slots=True)
class AuditEntry:
    actor_id: int | None
    verb: str
    subject: str
    detail: dict[str, Any]
    at: datetime


def record(actor_id: int | None, verb: str, subject: object, **detail: Any) -> None:
    """Note a deed inside the transaction that does it. `detail` holds ids, numbers and names of fields only."""
    insert(new(AuditRow, id=new_id(), actor_id=actor_id, verb=verb, subject=str(subject), detail=detail))


def of_subject(subject: object, limit: int = 50) -> list[AuditEntry]:
    """The newest deeds done to a subject."""
    rows = AuditRow.objects.filter(subject=str(subject)).order_by("-id")[:limit]
    return [AuditEntry(row.actor_id, row.verb, row.subject, row.detail, time_of(row.id)) for row in rows]


def sweep() -> int:
    """Forget the oldest deeds of those that are older than the setting says; returns how many, one batch at most."""
    days = current().audit_days
    if not days:
        return 0
    old = AuditRow.objects.filter(id__lt=floor_id(clock.now() - timedelta(days=days)))
    with atomic_write():
        ids = list(old.order_by("id").values_list("id", flat=True)[:_BATCH])
        AuditRow.objects.filter(id__in=ids).delete()
    return len(ids)
