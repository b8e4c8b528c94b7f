"""The line of cases and the page of one: take, decide, undo. Whole by keyboard, whole without scripts."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.feed import api as feed
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import CaseDetail, CaseView
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Gap, PostView
from folkmoot.edges.console.beside import beside, propose, proposers, removes_account
from folkmoot.edges.console.choices import DecisionForm, LabelForm, choices_for, likely_clauses
from folkmoot.edges.console.weights import explained
from folkmoot.infra.http.answers import number_of, say, warn
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.words import said
from folkmoot.kernel.errors import Conflict, FolkmootError, Forbidden, Invalid, NotFound
from folkmoot.kernel.ids import parse_id
from folkmoot.kernel.refs import SubjectKind, media_ref
from folkmoot.kernel.viewer import Viewer

_LABEL_IDS = "id_label_%s"
_LAST_PAGE = 10_000
_TREATED = {Gap.REMOVED, Gap.HELD, Gap.WITHHELD}


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits at the moderator's desk, one line for each account; or what was decided last."""
    viewer = viewer_of(request)
    closed = request.GET.get("state") == "closed"
    line = (
        None
        if closed
        else integrity.line(viewer, number_of(request.GET.get("page"), least=1, most=_LAST_PAGE, default=1))
    )
    cases = (
        integrity.queue(viewer, "closed") if line is None else [one for group in line.accounts for one in group.cases]
    )
    context = {
        "line": line,
        "cases": cases,
        "state": "closed" if closed else "open",
        "posts": posts_of(viewer, cases),
        "people": accounts.accounts_by_ids(_everybody(cases)),
        "desk": integrity.desk(viewer),
        "queues": integrity.queues(viewer),
        "waiting": integrity.waiting(viewer),
        "done": _done(request),
    }
    return render(request, "console/queue.html", context)


def posts_of(viewer: Viewer, cases: Iterable[CaseView]) -> dict[int, PostView]:
    """The posts that cases are about, as the moderator may read them in passing.

    What was written for everybody is read here also where it is held or removed; the rest opens with its case.
    """
    ids = [case.ref.id for case in cases if case.ref.kind is SubjectKind.POST]
    shown = {post.id: post for post in posts.hydrate(viewer, ids, surface=posts.Surface.PAGE)}
    hidden = [post.id for post in shown.values() if post.gap in _TREATED and not post.visibility.in_vault]
    return shown | (posts.review_posts(viewer, hidden) if hidden else {})


def _everybody(cases: Iterable[CaseView]) -> set[int]:
    return {one for case in cases for one in (case.responsible, case.taken_by) if one is not None}


def _done(request: HttpRequest) -> integrity.DecisionView | None:
    """The decision that was just made, to be undone by one key."""
    done = parse_id(request.GET.get("done", ""))
    return integrity.access_decision(viewer_of(request), done) if done else None


@require_safe
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """A case where it happened: the thread around it, who reported it, what was decided before and about others."""
    return case_page(request, case_id, DecisionForm())


def case_page(
    request: HttpRequest, case_id: int, form: DecisionForm, label_form: LabelForm | None = None
) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_staff()
    detail = integrity.case(viewer, case_id)
    found = detail.case
    clauses = {clause.id: clause for clause in integrity.current_policy().clauses}
    context = {
        "detail": detail,
        "case": found,
        "form": form,
        "label_form": label_form or _label_form(found),
        "choices": choices_for([found.ref.kind], likely_clauses([found])),
        "mine": found.taken_by == viewer.account_id,
        "clauses": clauses,
        "weight": explained(found, clauses),
        "done": _done(request),
    }
    context |= beside(request, found)
    context |= _about_people(viewer, detail) | _about_others(viewer, found) | _subject(viewer, found)
    return render(request, "console/case.html", context, status=(label_form or form).status)


def _label_form(case: CaseView) -> LabelForm:
    """With the fact-check that was matched, if there is one."""
    link = integrity.fact_check_for([case.ref]).get(case.ref, "")
    return LabelForm(auto_id=_LABEL_IDS, initial={"link": link})


def _about_people(viewer: Viewer, detail: CaseDetail) -> dict[str, Any]:
    reports = (*detail.case.reports, *detail.earlier_reports)
    reporters = {report.reporter for report in reports}
    notes = integrity.case_notes(viewer, detail.case.id)
    writers = {note.author for note in notes}
    return {
        "people": accounts.accounts_by_ids(reporters | writers | _everybody([detail.case]) | proposers([detail.case])),
        "reliability": integrity.reliability_of(viewer, reporters),
        "notes": notes,
        "record": integrity.account_record(viewer, detail.case.responsible),
        "wrote": posts.author_counts([detail.case.responsible]).get(detail.case.responsible),
    }


def _about_others(viewer: Viewer, case: CaseView) -> dict[str, Any]:
    return {
        "similar": integrity.similar_to(viewer, case.id),
        "reach": _reach(case),
    }


def _reach(case: CaseView) -> feed.Reach | None:
    """How often the post was shown so far, and where."""
    return feed.reach_of([case.ref.id])[case.ref.id] if case.ref.kind is SubjectKind.POST else None


def _subject(viewer: Viewer, case: CaseView) -> dict[str, Any]:
    """The post in its thread. What its rules hide from a moderator opens for the case, on record."""
    if case.ref.kind is SubjectKind.MEDIA:
        return {"post": _with_one_file(viewer, case.ref.id)}
    if case.ref.kind is not SubjectKind.POST:
        return {}
    try:
        thread = posts.thread(viewer, case.ref.id)
    except FolkmootError as error:
        return {"unreadable": said(error.safe), "post": posts.review_posts(viewer, [case.ref.id]).get(case.ref.id)}
    if thread.post.gap is None:
        return {"thread": thread, "post": thread.post}
    return {"thread": thread, "post": posts.review_posts(viewer, [case.ref.id]).get(case.ref.id)}


def _with_one_file(viewer: Viewer, media_id: int) -> PostView | None:
    """The post of a file, with this file alone."""
    file = media.views([media_id]).get(media_id)
    post = posts.review_posts(viewer, [file.post_id]).get(file.post_id) if file and file.post_id else None
    return dataclasses.replace(post, media=tuple(one for one in post.media if one.id == media_id)) if post else None


@require_POST
def judge_file(request: HttpRequest, media_id: int) -> HttpResponse:
    """To the case of one file of a post, apart from the rest of it."""
    viewer = viewer_of(request)
    viewer.require_staff()
    file = media.views([media_id]).get(media_id)
    if file is None or file.post_id is None:
        raise NotFound("no such file of a post")
    opened = integrity.open_case(viewer, ref=media_ref(media_id), responsible=file.account_id)
    return redirect(f"/console/cases/{opened.id}")


@require_POST
def take(request: HttpRequest, case_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_staff()
    try:
        integrity.take(viewer, case_id=case_id)
    except (Conflict, Forbidden) as error:
        warn(request, said(error.safe))
        return redirect("/console/queue")
    return redirect(f"/console/cases/{case_id}")


@require_POST
def release(request: HttpRequest, case_id: int) -> HttpResponse:
    integrity.release(viewer_of(request), case_id=case_id)
    return redirect("/console/queue")


@require_POST
def decide(request: HttpRequest, case_id: int) -> HttpResponse:
    """Decide, and go on with the next case of the desk; the banner there undoes what was just decided."""
    viewer = viewer_of(request)
    viewer.require_staff()
    form = DecisionForm(request.POST)
    if form.is_valid():
        order = form.order()
        with form.refusals(Conflict, Forbidden):
            if removes_account(viewer, case_id, str(order["treatment"])):
                _propose(request, case_id, form)
                return redirect(f"/console/cases/{case_id}")
            made = integrity.decide(viewer, case_id=case_id, **order)  # type: ignore[arg-type] # its own fields
            return go_on(viewer, f"?done={made.id}")
    return case_page(request, case_id, form)


def _propose(request: HttpRequest, case_id: int, form: DecisionForm) -> None:
    data = form.cleaned_data
    clause_id = data["choice"].partition(":")[0]
    propose(request, case_id, clause_id=clause_id, link=data["link"], note=data["note"])


@require_POST
def next_case(request: HttpRequest) -> HttpResponse:
    """Take the most pressing case that nobody has."""
    viewer = viewer_of(request)
    viewer.require_staff()
    return go_on(viewer, "", except_for=parse_id(request.POST.get("except", "")))


def go_on(viewer: Viewer, query: str, *, except_for: int | None = None) -> HttpResponse:
    """To the next case of the desk, taken; to the line where nothing waits."""
    found = integrity.next_case(viewer, except_for=except_for)
    return redirect(f"/console/cases/{found.id}{query}" if found else f"/console/queue{query}")


@require_POST
def undo(request: HttpRequest, decision_id: int) -> HttpResponse:
    undone = integrity.undo(viewer_of(request), decision_id=decision_id, note=request.POST.get("note", ""))
    say(request, _("Undone. Everything that this decision did has ended."))
    return redirect(f"/console/cases/{undone.case_id}" if undone.case_id else "/console/queue")


@require_POST
def note(request: HttpRequest, case_id: int) -> HttpResponse:
    """Leave a note for other moderators."""
    try:
        integrity.add_note(viewer_of(request), case_id=case_id, text=request.POST.get("text", ""))
    except Invalid as error:
        warn(request, said(error.safe))
    return redirect(f"/console/cases/{case_id}#notes")


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
    return case_page(request, case_id, DecisionForm(), form)
