"""How often somebody's reports were acted on. For staff only: it is no score of a person, and no app sees it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from folkmoot.domains.integrity import priority
from folkmoot.domains.integrity.models import Report


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of somebody's reports, how many were answered, and how many of these were acted on."""

    acted: int = 0
    answered: int = 0

    @property
    def share(self) -> float:
        """Smoothed, so that one report proves little; a half for somebody of whom nothing is known."""
        return priority.reliability(self.acted, self.answered)

    @property
    def percent(self) -> int:
        """The plain share in percent; 0 without answered reports."""
        return round(100 * self.acted / self.answered) if self.answered else 0


NEWCOMER = Reliability()


def counted(reporters: Collection[int]) -> dict[int, Reliability]:
    """Many people's reliability in one query. Who has no answered report is absent."""
    rows = Report.objects.filter(reporter__in=reporters).exclude(acted=None).values("reporter")
    counts = rows.annotate(answered=Count("id"), kept=Count("id", filter=Q(acted=True)))
    return {row["reporter"]: Reliability(row["kept"], row["answered"]) for row in counts.order_by("reporter")}
