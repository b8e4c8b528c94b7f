"""Record an audit row; read the rows of a subject."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from folkmoot.infra.audit.models import AuditRow
from folkmoot.kernel.ids import new_id, time_of


@dataclass(frozen=True, slots=True)
class AuditEntry:
    actor_id: int | None
    verb: str
    subject: str
    detail: dict[str, Any]
    at: datetime


def record(actor_id: int | None, verb: str, subject: object, **detail: Any) -> None:
    """Note a deed inside the transaction that does it. `detail` holds ids, numbers and names of fields only."""
    AuditRow.objects.create(id=new_id(), actor_id=actor_id, verb=verb, subject=str(subject), detail=detail)


def of_subject(subject: object, limit: int = 50) -> list[AuditEntry]:
    """The newest deeds done to a subject."""
    rows = AuditRow.objects.filter(subject=str(subject)).order_by("-id")[:limit]
    return [AuditEntry(row.actor_id, row.verb, row.subject, row.detail, time_of(row.id)) for row in rows]
