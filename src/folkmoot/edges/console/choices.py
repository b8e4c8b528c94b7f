"""What a moderator can choose for a case, and the forms in which they do."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from typing_extensions import override

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import CaseView, Clause, Treatment
from folkmoot.infra.http.forms import PageForm
from folkmoot.kernel.refs import SubjectKind

NOTHING = "none"
_DIGITS = 9
_BETWEEN = re.compile(r"[,;]")
_COUNTRY = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be decided: a rule with one of its treatments. `key` presses it on a keyboard."""

    value: str
    title: str
    treatment: Treatment
    factor: float | None
    suggested: bool
    key: str


class DecisionForm(PageForm):
    aliases = {"clause_id": "choice", "treatment": "choice"}

    choice = forms.CharField(label=gettext_lazy("Decision"))
    link = forms.CharField(
        label=gettext_lazy("Fact-check"),
        help_text=gettext_lazy("The address of the fact-check, where something was found false."),
        required=False,
    )
    factor = forms.FloatField(
        label=gettext_lazy("How far it may still travel"),
        help_text=gettext_lazy("From 0 to less than 1. Leave it empty for what the rule says."),
        required=False,
    )
    countries = forms.CharField(
        label=gettext_lazy("Countries in which it is withheld"),
        help_text=gettext_lazy("Two letters each, such as DE, FR. Leave it empty for those that the rule names."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Why, for other moderators"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "data-key": "w"}),
        required=False,
    )
    answer = forms.CharField(
        label=gettext_lazy("A word to those who reported it"),
        help_text=gettext_lazy("They are told the outcome anyway. Write nothing here about the other person."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "data-key": "a"}),
        required=False,
    )

    @override
    def clean(self) -> dict[str, Any]:
        """Before anything is done, also where many are decided at once: countries fit what was chosen."""
        data = super().clean() or self.cleaned_data
        problem = _problem_of_countries(data.get("choice", ""), _codes(data.get("countries", "")))
        if problem:
            self.add_error("countries", problem)
        return data

    def order(self) -> dict[str, object]:
        """What the commands that decide take, of a form that is valid."""
        data = self.cleaned_data
        clause_id, _sep, treatment = data["choice"].partition(":")
        return {
            "clause_id": "" if clause_id == NOTHING else clause_id,
            "treatment": treatment or Treatment.NONE,
            "factor": data["factor"],
            "link": data["link"] or None,
            "countries": _codes(data["countries"]),
            "note": data["note"],
            "answer": data["answer"],
        }


def _codes(text: str) -> tuple[str, ...]:
    """What was typed between commas, semicolons and spaces."""
    return tuple(_BETWEEN.sub(" ", text).split())


def _problem_of_countries(choice: str, codes: Collection[str]) -> str:
    """Countries narrow a withholding and nothing else: given with another treatment they would be lost unseen."""
    if choice.partition(":")[2] != Treatment.WITHHOLD:
        return _("Only a withholding names countries. Choose one, or leave this empty.") if codes else ""
    wrong = next((code for code in codes if not _COUNTRY.fullmatch(code)), None)
    if wrong is None:
        return ""
    return _("“%(code)s” is no country code. A country has two letters, such as DE.") % {"code": wrong}


class LabelForm(PageForm):
    link = forms.CharField(label=gettext_lazy("Address of the fact-check"), widget=forms.URLInput)
    note = forms.CharField(label=gettext_lazy("What it found"), required=False)


def likely_clauses(cases: Iterable[CaseView]) -> set[str]:
    """The clauses that were suggested for these cases, or named by those who reported them."""
    found: set[str] = set()
    for case in cases:
        found |= {one.clause_id for one in case.suggestions} | {report.clause_id for report in case.reports}
    return found


def choices_for(kinds: Collection[SubjectKind], likely: Collection[str]) -> list[Choice]:
    """Nothing to do first, then what was suggested or reported, then the other rules in their order."""
    clauses = [one for one in integrity.current_policy().clauses if one.subjects.issuperset(kinds)]
    ordered = sorted(clauses, key=lambda clause: clause.id not in likely)
    rows = [(clause, terms.kind, terms.factor) for clause in ordered for terms in _in_order(clause)]
    made = [Choice(NOTHING, _("Nothing to do: no rule is broken"), Treatment.NONE, None, False, "0")]
    for place, (clause, kind, factor) in enumerate(rows, start=1):
        key = str(place) if place <= _DIGITS else ""
        made.append(Choice(f"{clause.id}:{kind}", clause.title, kind, factor, clause.id in likely, key))
    return made


def _in_order(clause: Clause) -> list[integrity.TreatmentTerms]:
    return sorted(clause.treatments, key=lambda terms: terms.kind is not clause.default[0])
