"""What there is about an account, in numbers."""

from collections import Counter
from dataclasses import dataclass

from folkmoot.domains.integrity.models import Case, Decision, Report
from folkmoot.domains.integrity.policy.types import Treatment
from folkmoot.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """`reporters`: different people who ever reported something of the account; `stands`: decisions not undone."""

    reporters: int
    open_cases: int
    closed_cases: int
    stands: tuple[tuple[Treatment, int], ...]
    strikes: int
    undone: int


def account_record(viewer: Viewer, account_id: int) -> AccountRecord:
    """The account's history in numbers, for the case page. Staff only."""
    viewer.require_staff()
    cases = Case.objects.filter(responsible=account_id)
    rows = list(Decision.objects.filter(responsible=account_id).values_list("treatment", "strike", "undone_at"))
    stands = Counter(Treatment(treatment) for treatment, _, undone_at in rows if undone_at is None)
    return AccountRecord(
        reporters=Report.objects.filter(responsible=account_id).values("reporter").distinct().count(),
        open_cases=cases.filter(closed_at=None).count(),
        closed_cases=cases.exclude(closed_at=None).count(),
        stands=tuple(stands.most_common()),
        strikes=sum(strike and undone_at is None for _, strike, undone_at in rows),
        undone=sum(undone_at is not None for _, _, undone_at in rows),
    )
