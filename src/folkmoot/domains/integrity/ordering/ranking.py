"""Keep the numbers by which cases are sorted and routed."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.events import CaseChanged
from folkmoot.domains.integrity.facts import Facts
from folkmoot.domains.integrity.models import Case, CaseMark, Report
from folkmoot.domains.integrity.ordering.reaching import still_reached
from folkmoot.domains.integrity.ordering.reliability import NEWCOMER, counted
from folkmoot.domains.integrity.priority import NEUTRAL, Voice, Weight, confidence
from folkmoot.domains.integrity.providers import known_of
from folkmoot.domains.integrity.subjects import ref_of
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.ids import new_id, time_of

CHUNK = 200
_NUMBERS = ["severity", "reach", "confidence", "priority", "language"]
_SPACES = re.compile(r"\s+")
_ON_REPORTS = re.compile(r"\breports\b")
_SHORTEST = 12
_HOSTS = 10


@dataclass(frozen=True, slots=True)
class Reported:
    """What counts of a report."""

    case_id: int
    clause_id: str
    reporter: int
    trusted: bool


def touch(case: Case) -> None:
    """Count a case anew after a report or a suggestion, inside the caller's `atomic_write`.

    What other domains know of its subject (language, words, reach) is looked up later, by the worker.
    """
    clauses = _weigh([case])[case.id]
    case.save(update_fields=_NUMBERS)
    _mark(case, "clause", clauses)
    outbox.publish(CaseChanged(case.id))


def on_changed(event: CaseChanged) -> None:
    """Look up what other domains know of a case's subject."""
    refresh([event.case_id])


def rank_all() -> None:
    """Count all open cases anew: their reach grows, and their reporters' reliability changes."""
    ids = list(Case.objects.filter(closed_at=None).order_by("id").values_list("id", flat=True))
    for start in range(0, len(ids), CHUNK):
        refresh(ids[start : start + CHUNK])


def refresh(case_ids: Collection[int]) -> None:
    """Count these cases anew, with what other domains know. Their number does not change the number of queries."""
    cases = list(Case.objects.filter(id__in=case_ids, closed_at=None).order_by("id"))
    refs = [ref_of(case) for case in cases]
    reach, facts = still_reached(refs), known_of(refs)
    for case, ref in zip(cases, refs, strict=True):
        case.reach = reach[ref]
        if ref in facts:
            case.language = _language(facts[ref].facts)
    _weigh(cases)
    found = [
        mark for case, ref in zip(cases, refs, strict=True) if ref in facts for mark in _traits(case, facts[ref].facts)
    ]
    with atomic_write():
        Case.objects.bulk_update(cases, _NUMBERS)
        CaseMark.objects.bulk_create(found, ignore_conflicts=True)


def voices(reports: Iterable[Reported]) -> dict[int, tuple[Voice, ...]]:
    """Who reported each case, each person once."""
    rows = list(reports)
    known = counted({one.reporter for one in rows})
    people: defaultdict[int, dict[int, Voice]] = defaultdict(dict)
    for one in rows:
        earlier = people[one.case_id].get(one.reporter)
        trusted = one.trusted or (earlier is not None and earlier.trusted)
        people[one.case_id][one.reporter] = Voice(known.get(one.reporter, NEWCOMER).share, trusted)
    return {case_id: tuple(found.values()) for case_id, found in people.items()}


def scores(suggestions: dict[str, dict[str, Any]]) -> tuple[float, ...]:
    """For each suggestion the highest of its signals' scores; NEUTRAL where it rests on none.

    One that rests on the number of reports says nothing new: the people are counted already.
    """
    found = [(current_policy().clause(clause_id), said) for clause_id, said in suggestions.items()]
    own = [said for clause, said in found if clause is None or not _ON_REPORTS.search(clause.condition)]
    return tuple(max(_scores(said.get("numbers", ())), default=NEUTRAL) for said in own)


def _scores(numbers: Iterable[tuple[str, str]]) -> Iterator[float]:
    for name, value in numbers:
        if str(name).startswith("scores"):
            try:
                yield min(1.0, max(0.0, float(value)))
            except ValueError:
                continue


def _weigh(cases: Collection[Case]) -> dict[int, set[str]]:
    """Set the numbers of cases; returns the clauses of each."""
    reports = _reports(cases)
    heard = voices(reports)
    severities = {clause.id: clause.severity for clause in current_policy().clauses}
    found = {case.id: set(case.suggestions) for case in cases}
    for one in reports:
        found[one.case_id] |= {one.clause_id} - {""}
    for case in cases:
        case.severity = max((severities.get(clause, 1) for clause in found[case.id]), default=1)
        case.confidence = confidence(heard.get(case.id, ()), scores(case.suggestions))
        case.priority = Weight(case.severity, case.reach, case.confidence).key(time_of(case.id))
    return found


def _reports(cases: Collection[Case]) -> list[Reported]:
    rows = Report.objects.filter(case__in=cases).order_by("id")
    return [Reported(*row) for row in rows.values_list("case", "clause_id", "reporter", "trusted")]


def _mark(case: Case, kind: str, values: Iterable[str]) -> None:
    rows = [CaseMark(id=new_id(), case=case, kind=kind, value=value[:255]) for value in sorted(values)]
    CaseMark.objects.bulk_create(rows, ignore_conflicts=True)


def _traits(case: Case, facts: Facts) -> Iterator[CaseMark]:
    for host in sorted(set(facts.links))[:_HOSTS]:
        yield CaseMark(id=new_id(), case=case, kind="host", value=host[:255])
    text = _SPACES.sub(" ", facts.text).strip().casefold()
    if len(text) >= _SHORTEST:
        yield CaseMark(id=new_id(), case=case, kind="text", value=hashlib.sha256(text.encode()).hexdigest())


def _language(facts: Facts) -> str:
    return facts.languages[0].partition("-")[0].lower()[:16] if facts.languages else ""
