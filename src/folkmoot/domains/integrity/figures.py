"""How the decisions under each clause fared: for everybody to read."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from folkmoot.domains.integrity.models import Decision
from folkmoot.domains.integrity.policy.types import Treatment
from folkmoot.domains.integrity.types import Outcome
from folkmoot.kernel.ids import floor_id


@dataclass(frozen=True, slots=True)
class ClauseFigures:
    """Decisions under one clause that changed something; `undone` counts those that appeals overturned as well."""

    clause_id: str
    decisions: int
    automated: int
    undone: int
    appealed: int
    upheld: int
    amended: int
    overturned: int

    @property
    def overturned_share(self) -> float:
        """Of the appeals that were decided, the share that found the decision wrong: overturned or amended."""
        decided = self.upheld + self.amended + self.overturned
        return (self.amended + self.overturned) / decided if decided else 0.0


def clause_figures(since: datetime | None = None, until: datetime | None = None) -> dict[str, ClauseFigures]:
    """By clause, for decisions made in a time (all times by default), in one query."""
    rows = Decision.objects.exclude(treatment=Treatment.NONE)
    if since is not None:
        rows = rows.filter(id__gte=floor_id(since))
    if until is not None:
        rows = rows.filter(id__lt=floor_id(until))
    counted = rows.values("clause_id").annotate(
        decisions=Count("id"),
        automated=Count("id", filter=Q(automated=True)),
        undone=Count("id", filter=Q(undone_at__isnull=False)),
        appealed=Count("appeal"),
        upheld=Count("appeal", filter=Q(appeal__outcome=Outcome.UPHOLD)),
        amended=Count("appeal", filter=Q(appeal__outcome=Outcome.AMEND)),
        overturned=Count("appeal", filter=Q(appeal__outcome=Outcome.OVERTURN)),
    )
    return {row["clause_id"]: ClauseFigures(**row) for row in counted.order_by("clause_id")}
