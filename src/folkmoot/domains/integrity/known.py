"""The facts that integrity itself has about a subject."""

import dataclasses

from folkmoot.domains.integrity.facts import Facts, ReportFacts
from folkmoot.domains.integrity.models import Label, Report
from folkmoot.domains.integrity.signals.merging import with_signals
from folkmoot.domains.integrity.signals.stored import stored
from folkmoot.domains.integrity.subjects import about
from folkmoot.kernel.refs import SubjectRef


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
