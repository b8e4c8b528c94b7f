"""The line of cases as a moderator sees it, and the next one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Max, Min, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from folkmoot.domains.integrity import views
from folkmoot.domains.integrity.cases import claim, hand_over
from folkmoot.domains.integrity.group_desk.placing import with_community
from folkmoot.domains.integrity.leases import LEASE
from folkmoot.domains.integrity.models import Case
from folkmoot.domains.integrity.providers import conflict
from folkmoot.domains.integrity.review.queues import at_desk, desk
from folkmoot.domains.integrity.types import CaseView
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, Forbidden
from folkmoot.kernel.viewer import Viewer

PAGE = 25
SHOWN_OF_ACCOUNT = 6
_TRIES = 50
"""Cases that others took meanwhile, and accounts that the moderator is too close to, before nothing is found."""


@dataclass(frozen=True, slots=True)
class AboutAccount:
    """The open cases about one account: `count` in all, the most pressing of them in `cases`."""

    responsible: int
    count: int
    cases: tuple[CaseView, ...]

    @property
    def first(self) -> CaseView:
        return self.cases[0]

    @property
    def others(self) -> tuple[CaseView, ...]:
        return self.cases[1:]

    @property
    def hidden(self) -> int:
        """How many are not in `cases`."""
        return self.count - len(self.cases)


@dataclass(frozen=True, slots=True)
class Line:
    """A page of the line: the most pressing account first."""

    accounts: tuple[AboutAccount, ...]
    page: int
    has_more: bool


def line(viewer: Viewer, page: int = 1) -> Line:
    """The open cases at the moderator's desk, grouped by account, in the order of priority. Staff only.

    Who is reported for fifty posts is one line; those about the moderator are not shown: they say who reported. The
    number of queries depends on no number of cases.
    """
    page = max(1, page)
    others = Case.objects.exclude(responsible=viewer.require_staff())
    cases = others.filter(with_community(), at_desk(desk(viewer)), closed_at=None)
    by_account = cases.values("responsible").annotate(n=Count("id"), best=Max("priority"), oldest=Min("id"))
    start = (page - 1) * PAGE
    found = list(by_account.order_by("-best", "oldest")[start : start + PAGE + 1])
    shown = found[:PAGE]
    best = _best(cases, [row["responsible"] for row in shown])
    groups = (AboutAccount(row["responsible"], row["n"], best[row["responsible"]]) for row in shown)
    return Line(tuple(one for one in groups if one.cases), page, len(found) > PAGE)


def next_case(viewer: Viewer, *, except_for: int | None = None) -> CaseView | None:
    """Take the most pressing case at the desk that nobody has and that this moderator may judge; None if none waits.

    `except_for` is passed over: the case that was just put back.
    """
    moderator = viewer.require_staff()
    now = clock.now()
    ended = Q(taken_until__lte=now) | Q(taken_until__gt=now + 2 * LEASE)  # as leases.lease_holds says
    free = Q(taken_by=None) | Q(taken_by=moderator) | ended
    waiting = Case.objects.filter(with_community(), at_desk(desk(viewer)), free, closed_at=None).exclude(
        responsible=moderator
    )
    waiting = waiting.exclude(reports__reporter=moderator).order_by("-priority", "id")
    passed, close = {except_for or 0}, set[int]()
    for _ in range(_TRIES):
        found = waiting.exclude(id__in=passed).exclude(responsible__in=close)
        case_id, responsible = found.values_list("id", "responsible").first() or (0, 0)
        case = _try(moderator, case_id) if case_id else None
        if case is not None or not case_id:
            return views.case(case) if case else None
        passed.add(case_id)
        if conflict(moderator, responsible):
            close.add(responsible)
    return None


def _try(moderator: int, case_id: int) -> Case | None:
    """Take a case unless another was quicker, or the moderator is too close to the person."""
    try:
        with atomic_write():
            case = claim(moderator, case_id)
            hand_over(moderator, case)
    except (Conflict, Forbidden):
        return None
    return case


def _best(cases: QuerySet[Case], accounts: Iterable[int]) -> defaultdict[int, tuple[CaseView, ...]]:
    place = Window(RowNumber(), partition_by=F("responsible"), order_by=[F("priority").desc(), F("id").asc()])
    rows = cases.filter(responsible__in=list(accounts)).annotate(place=place).filter(place__lte=SHOWN_OF_ACCOUNT)
    found: defaultdict[int, tuple[CaseView, ...]] = defaultdict(tuple)
    for view in views.cases(rows.order_by("-priority", "id")):
        found[view.responsible] += (view,)
    return found


def oldest_open(viewer: Viewer) -> CaseView | None:
    """The case of another that waits longest, wherever it is. Staff only."""
    others = Case.objects.exclude(responsible=viewer.require_staff())
    case = others.filter(with_community(), closed_at=None).order_by("id").first()
    return views.case(case) if case else None
