"""How long reports wait, and for what. Figures of the community's work, never of a moderator."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from folkmoot.domains.integrity.models import Case, CaseMark, Decision, ReviewQueue
from folkmoot.kernel import clock
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.viewer import Viewer

WEEKS = 12
COUNTED = 20_000
"""At most so many of the newest decided cases are counted."""
AGES = (timedelta(hours=1), timedelta(hours=24), timedelta(days=3), timedelta(days=7))


_Name = TypeVar("_Name", str, date)


@dataclass(frozen=True, slots=True)
class Spread:
    """Hours: the median and the 90th percentile (nearest rank). None where there is nothing to measure."""

    median: float | None
    p90: float | None


@dataclass(frozen=True, slots=True)
class Handling:
    """Decided cases of one week, clause or queue: from the opening to the first take, and to the decision."""

    cases: int
    taken: Spread
    decided: Spread


@dataclass(frozen=True, slots=True)
class Figures:
    """`weeks` are named by their Monday, the oldest first; `clauses` by id ("": no rule was broken).

    `open_by_age` counts open cases younger than each of AGES, and at last the older ones.
    """

    weeks: tuple[tuple[date, Handling], ...]
    clauses: tuple[tuple[str, Handling], ...]
    queues: tuple[tuple[str, Handling], ...]
    open_by_age: tuple[int, ...]
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class _Done:
    id: int
    closed_at: datetime
    to_take: float | None
    to_decision: float


def spread(hours: Iterable[float]) -> Spread:
    """Median and 90th percentile, by nearest rank: of ten values the fifth and the ninth."""
    ordered = sorted(hours)
    if not ordered:
        return Spread(None, None)
    return Spread(_rank(ordered, 0.5), _rank(ordered, 0.9))


def figures(viewer: Viewer) -> Figures:
    """How long handling took in the last WEEKS weeks, and what is open now. Staff only."""
    viewer.require_staff()
    done = _done(clock.now() - timedelta(weeks=WEEKS))
    opened = list(Case.objects.filter(closed_at=None).order_by("id").values_list("id", flat=True))
    return Figures(
        weeks=_grouped({one.id: (_monday(one.closed_at),) for one in done}, done),
        clauses=_grouped(_clauses_of(done), done),
        queues=_grouped(_queues_of(done), done),
        open_by_age=_ages([time_of(one) for one in opened]),
        oldest=time_of(opened[0]) if opened else None,
    )


def _done(since: datetime) -> list[_Done]:
    rows = Case.objects.filter(closed_at__gte=since).order_by("-closed_at", "id")
    return [
        _Done(key, closed, _hours(key, taken) if taken else None, _hours(key, closed))
        for key, closed, taken in rows.values_list("id", "closed_at", "first_taken_at")[:COUNTED]
        if closed is not None
    ]


def _hours(case_id: int, moment: datetime) -> float:
    return max(0.0, (moment - time_of(case_id)).total_seconds() / 3600)


def _clauses_of(done: Sequence[_Done]) -> dict[int, tuple[str, ...]]:
    least = min((one.id for one in done), default=0)
    rows = Decision.objects.filter(case__gte=least, automated=False).order_by("id")
    return {case_id: (clause,) for case_id, clause in rows.values_list("case", "clause_id")}


def _queues_of(done: Sequence[_Done]) -> dict[int, tuple[str, ...]]:
    """By the queues as they are now."""
    queues = list(ReviewQueue.objects.order_by("name"))
    if not queues:
        return {}
    least = min((one.id for one in done), default=0)
    languages = dict(Case.objects.filter(id__gte=least).values_list("id", "language"))
    marks: defaultdict[int, set[str]] = defaultdict(set)
    for case_id, clause in CaseMark.objects.filter(case__gte=least, kind="clause").values_list("case", "value"):
        marks[case_id].add(clause)
    return {
        key: tuple(queue.name for queue in queues if _fits(queue, language, marks[key]))
        for key, language in languages.items()
    }


def _fits(queue: ReviewQueue, language: str, clauses: set[str]) -> bool:
    speaks = not queue.languages or language in {*queue.languages, ""}
    return speaks and (not queue.clauses or bool(clauses.intersection(queue.clauses)))


def _grouped(names: dict[int, tuple[_Name, ...]], done: Sequence[_Done]) -> tuple[tuple[_Name, Handling], ...]:
    groups: defaultdict[_Name, list[_Done]] = defaultdict(list)
    for one in done:
        for name in names.get(one.id, ()):
            groups[name].append(one)
    return tuple((name, _handling(groups[name])) for name in sorted(groups))


def _handling(done: Sequence[_Done]) -> Handling:
    taken = spread(one.to_take for one in done if one.to_take is not None)
    return Handling(len(done), taken, spread(one.to_decision for one in done))


def _ages(opened: Sequence[datetime]) -> tuple[int, ...]:
    counts = [0] * (len(AGES) + 1)
    for moment in opened:
        age = clock.now() - moment
        counts[sum(age >= limit for limit in AGES)] += 1
    return tuple(counts)


def _monday(moment: datetime) -> date:
    return (moment - timedelta(days=moment.weekday())).date()


def _rank(ordered: Sequence[float], share: float) -> float:
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
