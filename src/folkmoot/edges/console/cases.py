"""The queue of cases: take, decide, undo. Whole by keyboard, whole without scripts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import CaseView, Clause, Treatment
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostView
from folkmoot.edges.console.beside import beside, propose, proposers, removes_account
from folkmoot.infra.http.answers import say, warn
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import Conflict, FolkmootError, Forbidden
from folkmoot.kernel.ids import parse_id
from folkmoot.kernel.refs import SubjectKind

_NOTHING = "none"
_LABEL_IDS = "id_label_%s"


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
    note = forms.CharField(
        label=gettext_lazy("Note for other moderators"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        required=False,
    )


class LabelForm(PageForm):
    link = forms.CharField(label=gettext_lazy("Address of the fact-check"), widget=forms.URLInput)
    note = forms.CharField(label=gettext_lazy("What it found"), required=False)


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    state = "closed" if request.GET.get("state") == "closed" else "open"
    cases = integrity.queue(viewer, state)
    done = parse_id(request.GET.get("done", ""))
    context = {
        "cases": cases,
        "state": state,
        "posts": _posts(request, cases),
        "people": accounts.accounts_by_ids(_everybody(cases)),
        "done": integrity.access_decision(viewer, done) if done else None,
    }
    return render(request, "console/queue.html", context)


def _posts(request: HttpRequest, cases: Iterable[CaseView]) -> dict[int, PostView]:
    ids = [case.ref.id for case in cases if case.ref.kind is SubjectKind.POST]
    return {post.id: post for post in posts.hydrate(viewer_of(request), ids, surface=posts.Surface.PAGE)}


def _everybody(cases: Iterable[CaseView]) -> set[int]:
    return {one for case in cases for one in (case.responsible, case.taken_by) if one is not None}


@require_safe
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """A case where it happened: the thread around it, who reported it, what was decided before."""
    return _case_page(request, case_id, DecisionForm())


def _case_page(
    request: HttpRequest, case_id: int, form: DecisionForm, label_form: LabelForm | None = None
) -> HttpResponse:
    viewer = viewer_of(request)
    detail = integrity.case(viewer, case_id)
    found = detail.case
    reporters = {report.reporter for report in found.reports}
    context = {
        "detail": detail,
        "case": found,
        "form": form,
        "label_form": label_form
        or LabelForm(auto_id=_LABEL_IDS, initial={"link": integrity.fact_check_for([found.ref]).get(found.ref, "")}),
        "people": accounts.accounts_by_ids({found.responsible, *reporters} | _everybody([found]) | proposers([found])),
        "choices": _choices(found),
        "mine": found.taken_by == viewer.account_id,
        **beside(request, found),
        "clauses": {clause.id: clause for clause in integrity.current_policy().clauses},
    }
    return render(request, "console/case.html", context | _subject(request, found), status=(label_form or form).status)


def _subject(request: HttpRequest, case: CaseView) -> dict[str, Any]:
    if case.ref.kind is not SubjectKind.POST:
        return {}
    try:
        thread = posts.thread(viewer_of(request), case.ref.id)
    except FolkmootError as error:
        return {"unreadable": error.safe}
    return {"thread": thread, "post": thread.post}


def _choices(case: CaseView) -> list[Choice]:
    """Nothing to do first, then what was suggested or reported, then the other rules in their order."""
    likely = {one.clause_id for one in case.suggestions} | {report.clause_id for report in case.reports}
    clauses = [one for one in integrity.current_policy().clauses if case.ref.kind in one.subjects]
    ordered = sorted(clauses, key=lambda clause: clause.id not in likely)
    rows = [(clause, terms.kind, terms.factor) for clause in ordered for terms in _in_order(clause)]
    made = [Choice(_NOTHING, _("Nothing to do: no rule is broken"), Treatment.NONE, None, False, "0")]
    for place, (clause, kind, factor) in enumerate(rows, start=1):
        key = str(place) if place <= 9 else ""  # noqa: PLR2004 - the digits of a keyboard
        made.append(Choice(f"{clause.id}:{kind}", clause.title, kind, factor, clause.id in likely, key))
    return made


def _in_order(clause: Clause) -> list[integrity.TreatmentTerms]:
    return sorted(clause.treatments, key=lambda terms: terms.kind is not clause.default[0])


@require_POST
def take(request: HttpRequest, case_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_staff()
    try:
        integrity.take(viewer, case_id=case_id)
    except (Conflict, Forbidden) as error:
        warn(request, error.safe)
        return redirect("/console/queue")
    return redirect(f"/console/cases/{case_id}")


@require_POST
def release(request: HttpRequest, case_id: int) -> HttpResponse:
    integrity.release(viewer_of(request), case_id=case_id)
    return redirect("/console/queue")


@require_http_methods(["POST"])
def decide(request: HttpRequest, case_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_staff()
    form = DecisionForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        clause_id, _sep, treatment = data["choice"].partition(":")
        with form.refusals(Conflict, Forbidden):
            if removes_account(viewer, case_id, treatment):
                propose(request, case_id, clause_id=clause_id, link=data["link"], note=data["note"])
                return redirect(f"/console/cases/{case_id}")
            made = integrity.decide(
                viewer,
                case_id=case_id,
                clause_id="" if clause_id == _NOTHING else clause_id,
                treatment=treatment or Treatment.NONE,
                factor=data["factor"],
                link=data["link"] or None,
                note=data["note"],
            )
            return redirect(f"/console/queue?done={made.id}")
    return _case_page(request, case_id, form)


@require_POST
def undo(request: HttpRequest, decision_id: int) -> HttpResponse:
    undone = integrity.undo(viewer_of(request), decision_id=decision_id, note=request.POST.get("note", ""))
    say(request, _("Undone. Everything that this decision did has ended."))
    return redirect(f"/console/cases/{undone.case_id}" if undone.case_id else "/console/queue")


@require_POST
def label_false(request: HttpRequest, case_id: int) -> HttpResponse:
    """Label the subject "false, see this fact-check"; the policy says what follows."""
    viewer = viewer_of(request)
    found = integrity.case(viewer, case_id).case
    form = LabelForm(request.POST, auto_id=_LABEL_IDS)
    if form.is_valid():
        with form.refusals(Conflict, Forbidden):
            integrity.label(viewer, ref=found.ref, responsible=found.responsible, label="false", **form.cleaned_data)
            say(request, _("The label is set."))
            return redirect(f"/console/cases/{case_id}")
    return _case_page(request, case_id, DecisionForm(), form)
