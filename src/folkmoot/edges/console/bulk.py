"""One decision for several cases of a wave, undone in one step."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import BulkView, CaseView, Likeness
from folkmoot.edges.console.cases import posts_of
from folkmoot.edges.console.choices import DecisionForm, choices_for, likely_clauses
from folkmoot.infra.http.answers import say, warn
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.ids import parse_id
from folkmoot.kernel.viewer import Viewer


@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """Choose (`case`, or all that are `like` one case by `by`), look through, decide once."""
    viewer = viewer_of(request)
    viewer.require_staff()
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            ids = _ids(request.POST)
            done = integrity.decide_many(viewer, case_ids=ids, **form.order())  # type: ignore[arg-type] # its own fields
            return redirect(f"/console/bulk/{done.id}")
    cases = _chosen(viewer, request.POST if request.method == "POST" else request.GET)
    if not cases:
        warn(request, _("Please choose at least one case."))
        return redirect("/console/queue")
    return _page(request, form, cases)


def _page(request: HttpRequest, form: DecisionForm, cases: tuple[CaseView, ...]) -> HttpResponse:
    viewer = viewer_of(request)
    context = {
        "form": form,
        "cases": cases,
        "chosen": set(_ids(request.POST)) if form.is_bound else {case.id for case in cases},
        "posts": posts_of(viewer, cases),
        "people": accounts.accounts_by_ids({case.responsible for case in cases}),
        "choices": choices_for({case.ref.kind for case in cases}, likely_clauses(cases)),
    }
    return render(request, "console/bulk.html", context, status=form.status)


@require_safe
def outcome(request: HttpRequest, bulk_id: int) -> HttpResponse:
    """What one step did, and what it left as it was."""
    found = integrity.bulk_of(viewer_of(request), bulk_id)
    people = accounts.accounts_by_ids({one.responsible for one in found.decisions})
    return render(request, "console/bulk_done.html", {"bulk": found, "people": people})


@require_POST
def undo(request: HttpRequest, bulk_id: int) -> HttpResponse:
    """Undo all of one step, and just that."""
    undone = integrity.undo_many(viewer_of(request), bulk_id=bulk_id, note=request.POST.get("note", ""))
    for one in undone.skipped if undone.undone_at is None else ():
        warn(request, one.why)
    _say(request, undone)
    return redirect(f"/console/bulk/{bulk_id}")


def _say(request: HttpRequest, undone: BulkView) -> None:
    number = sum(one.undone_at is not None for one in undone.decisions)
    text = ngettext("%(n)d decision is undone.", "%(n)d decisions are undone.", number) % {"n": number}
    say(request, text)


def _chosen(viewer: Viewer, asked: QueryDict) -> tuple[CaseView, ...]:
    like, by = parse_id(asked.get("like", "")), asked.get("by", "")
    if like and by in list(Likeness):
        return integrity.cases_like(viewer, like, Likeness(by))
    return integrity.cases_by_id(viewer, _ids(asked, "shown") or _ids(asked))


def _ids(asked: QueryDict, name: str = "case") -> list[int]:
    return [number for one in asked.getlist(name) if (number := parse_id(one))]
