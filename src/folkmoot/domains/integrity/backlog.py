"""How much waits for people, in numbers alone: for whoever watches the machine."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from folkmoot.domains.integrity.models import Appeal, Case
from folkmoot.kernel import ids


@dataclass(frozen=True, slots=True)
class Backlog:
    """Open cases and undecided appeals; `oldest`: when the case was opened that waits longest."""

    cases: int
    appeals: int
    oldest: datetime | None


def backlog() -> Backlog:
    """Two queries; nothing in it is about anybody."""
    found = Case.objects.filter(closed_at=None).aggregate(number=Count("id"), oldest=Min("id"))
    oldest = ids.time_of(found["oldest"]) if found["oldest"] else None
    return Backlog(found["number"], Appeal.objects.filter(decided_at=None).count(), oldest)
