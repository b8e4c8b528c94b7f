"""The facts that integrity itself has about a subject."""

import dataclasses
from collections import defaultdict
from collections.abc import Mapping

from folkmoot.domains.integrity.facts import Facts, ReportFacts
from folkmoot.domains.integrity.models import Label, Report
from folkmoot.domains.integrity.providers import Known
from folkmoot.domains.integrity.signals.merging import with_signals
from folkmoot.domains.integrity.signals.stored import stored
from folkmoot.domains.integrity.signals.types import Signal
from folkmoot.domains.integrity.subjects import about
from folkmoot.kernel.refs import SubjectKind, SubjectRef


def with_own_facts(ref: SubjectRef, facts: Facts, *, reporter: int | None = None, label: str | None = None) -> Facts:
    """`facts` with reports, labels and stored signals.

    `reporter` and `label` count as well: they are about to be stored.
    """
    reporters = list(Report.objects.filter(about(ref)).values_list("reporter", "answered_at"))
    labels = set(Label.objects.filter(about(ref)).values_list("label", flat=True))
    joins = reporter is not None and (reporter, None) not in reporters
    people = {person for person, _ in reporters} | ({reporter} if reporter is not None else set())
    measured = with_signals(facts, stored([ref]).get(ref, ()))
    return dataclasses.replace(
        measured,
        reports=ReportFacts(count=len(reporters) + joins, distinct=len(people)),
        labels=tuple(sorted(labels | ({label} if label else set()))),
    )


def with_own_facts_of(kind: SubjectKind, found: Mapping[int, Known]) -> dict[int, Known]:
    """The same for many subjects of a kind, in three queries. What has neither stays as it is."""
    reporters: defaultdict[int, list[int]] = defaultdict(list)
    reports = Report.objects.filter(subject_kind=kind.value, subject_id__in=found)
    for subject_id, reporter in reports.values_list("subject_id", "reporter"):
        reporters[subject_id].append(reporter)
    labels: defaultdict[int, list[str]] = defaultdict(list)
    labelled = Label.objects.filter(subject_kind=kind.value, subject_id__in=found)
    for subject_id, label in labelled.values_list("subject_id", "label"):
        labels[subject_id].append(label)
    measured = {ref.id: signals for ref, signals in stored([SubjectRef(kind, key) for key in found]).items()}
    return {
        key: _with(known, reporters[key], labels[key], measured.get(key, ()))
        if key in reporters or key in labels or key in measured
        else known
        for key, known in found.items()
    }


def _with(known: Known, reporters: list[int], labels: list[str], signals: tuple[Signal, ...]) -> Known:
    facts = dataclasses.replace(
        with_signals(known.facts, signals),
        reports=ReportFacts(count=len(reporters), distinct=len(set(reporters))),
        labels=tuple(sorted(set(labels))),
    )
    return dataclasses.replace(known, facts=facts)
