"""Why a case stands where it does, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.domains.integrity.api import CaseView, Clause
from folkmoot.edges.console.choices import likely_clauses
from folkmoot.infra.words import number


@dataclass(frozen=True, slots=True)
class Explained:
    """One of the three numbers of a case."""

    name: str
    number: str
    why: str


def explained(case: CaseView, clauses: Mapping[str, Clause]) -> tuple[Explained, ...]:
    """Severity, reach and confidence, each with its reason."""
    weight = case.weight
    return (
        Explained(_("Severity"), _("%(n)d of 5") % {"n": weight.severity}, _severity(case, clauses)),
        Explained(_("Reach"), number(weight.reach, 1), _reach(weight.people)),
        Explained(_("Confidence"), number(weight.confidence, 2), _confidence(case)),
    )


def _severity(case: CaseView, clauses: Mapping[str, Clause]) -> str:
    named = (clauses[one] for one in sorted(likely_clauses([case])) if one in clauses)
    titles = [clause.title for clause in named if clause.severity == case.weight.severity]
    return ", ".join(titles) or _("No rule is named.")


def _reach(people: int) -> str:
    text = ngettext("About %(n)d more reader may see it.", "About %(n)d more readers may see it.", people)
    return text % {"n": people} if people else _("Nobody was counted who saw it.")


def _confidence(case: CaseView) -> str:
    parts = []
    if any(report.trusted for report in case.reports):
        parts.append(_("A trusted flagger reported it."))
    n = case.distinct_reporters
    if n:
        parts.append(ngettext("%(n)d person reported it.", "%(n)d people reported it.", n) % {"n": n})
    if case.suggestions:
        parts.append(_("Automation suggests a rule."))
    return " ".join(parts) or _("A moderator came across it.")
