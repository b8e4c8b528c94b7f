"""Appeals: who waits for an answer, the dialogue, the outcome. Whole by keyboard, whole without scripts."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import AppealView, Outcome, Treatment
from folkmoot.edges.console.evidence import original_of
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import Conflict, Forbidden

_OUTCOMES = (
    (Outcome.UPHOLD.value, gettext_lazy("Uphold: the decision stands")),
    (Outcome.AMEND.value, gettext_lazy("Amend: something else takes its place")),
    (Outcome.OVERTURN.value, gettext_lazy("Overturn: everything that it did ends")),
)
_REPLY_IDS = "id_reply_%s"


class ReplyForm(PageForm):
    text = forms.CharField(
        label=gettext_lazy("Ask or answer"),
        help_text=gettext_lazy("The person reads it. They do not learn your name."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class OutcomeForm(PageForm):
    aliases = {"clause_id": "choice", "treatment": "choice"}

    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"), choices=_OUTCOMES, widget=forms.RadioSelect)
    choice = forms.CharField(
        label=gettext_lazy("What takes its place"),
        help_text=gettext_lazy("Only to amend."),
        widget=forms.Select,
        required=False,
    )
    factor = forms.FloatField(
        label=gettext_lazy("How far it may still travel"),
        help_text=gettext_lazy("From 0 to less than 1. Leave it empty for what the rule says."),
        required=False,
    )
    link = forms.CharField(label=gettext_lazy("Fact-check"), required=False)
    reasons = forms.CharField(
        label=gettext_lazy("Reasons"),
        help_text=gettext_lazy("The person who appealed reads them."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def about(self, appeal: AppealView) -> "OutcomeForm":
        """The same with what can take the place of this decision."""
        kind = appeal.decision.ref.kind
        fitting = [one for one in integrity.current_policy().clauses if kind in one.subjects]
        rows = [
            (f"{clause.id}:{terms.kind}", f"{clause.title}: {terms.kind}")
            for clause in fitting
            for terms in clause.treatments
            if (kind, terms.kind) != ("account", Treatment.REMOVE)
        ]
        self.fields["choice"].widget = forms.Select(choices=[("", "—"), *rows])
        return self


@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """Those that wait, by their deadline: late ones stand first. Or those that are decided."""
    state = "decided" if request.GET.get("state") == "decided" else "open"
    found = integrity.appeals(viewer_of(request), state)
    context = {
        "appeals": found,
        "state": state,
        "people": accounts.accounts_by_ids({one.appellant for one in found}),
    }
    return render(request, "console/appeals.html", context)


@require_safe
def appeal(request: HttpRequest, appeal_id: int) -> HttpResponse:
    return _page(request, appeal_id)


@require_POST
def reply(request: HttpRequest, appeal_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_staff()
    form = ReplyForm(request.POST, auto_id=_REPLY_IDS)
    if form.is_valid():
        with form.refusals(Conflict, Forbidden):
            integrity.reply(viewer, appeal_id=appeal_id, text=form.cleaned_data["text"])
            return redirect(f"/console/appeals/{appeal_id}")
    return _page(request, appeal_id, reply_form=form)


@require_POST
def decide(request: HttpRequest, appeal_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_staff()
    form = OutcomeForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        clause_id, _sep, treatment = data["choice"].partition(":")
        with form.refusals(Conflict, Forbidden):
            integrity.decide_appeal(
                viewer,
                appeal_id=appeal_id,
                outcome=data["outcome"],
                reasons=data["reasons"],
                clause_id=clause_id,
                treatment=treatment,
                factor=data["factor"],
                link=data["link"] or None,
            )
            say(request, _("Decided. The person is told, with your reasons and without your name."))
            return redirect("/console/appeals")
    return _page(request, appeal_id, form=form)


def _page(
    request: HttpRequest, appeal_id: int, *, form: OutcomeForm | None = None, reply_form: ReplyForm | None = None
) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_staff()
    found = integrity.access_appeal(viewer, appeal_id)
    shown = (form or OutcomeForm()).about(found)
    said = reply_form or ReplyForm(auto_id=_REPLY_IDS)
    people = {found.appellant, *(one.author for one in found.messages if one.author)}
    context = {
        "appeal": found,
        "decision": found.decision,
        "reasons": integrity.statement(found.decision),
        "people": accounts.accounts_by_ids(people | {one for one in (found.decided_by,) if one}),
        "form": shown,
        "reply_form": said,
        "waits": found.is_open and bool(found.own_part) and integrity.waits_for_somebody(viewer, appeal_id),
    } | original_of(request, found.decision.ref, found.decision.case_id)
    return render(request, "console/appeal.html", context, status=(form or said).status)
