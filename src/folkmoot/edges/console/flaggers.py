"""Trusted flaggers, and what somebody reported: both for staff."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.integrity import api as integrity
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import Conflict, Invalid, NotFound


class FlaggerForm(PageForm):
    account = forms.CharField(label=gettext_lazy("Name of the account"), help_text=gettext_lazy("As in @helpline."))
    name = forms.CharField(label=gettext_lazy("Name of the organisation"))
    link = forms.CharField(label=gettext_lazy("Its address on the web"), required=False, widget=forms.URLInput)
    clauses = forms.MultipleChoiceField(
        label=gettext_lazy("Rules"),
        help_text=gettext_lazy("Their reports under these rules come first. None: under all."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    named = forms.BooleanField(label=gettext_lazy("It agreed to stand in the public list by name"), required=False)

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)  # type: ignore[arg-type] # what a form takes
        field = self.fields["clauses"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(one.id, one.title) for one in integrity.current_policy().clauses]


@require_http_methods(["GET", "HEAD", "POST"])
def flaggers(request: HttpRequest) -> HttpResponse:
    """All trusted flaggers. Only operators name them."""
    viewer = viewer_of(request)
    viewer.require_staff()
    form = FlaggerForm(request.POST or None)
    if request.method == "POST":
        viewer.require_operator()
        if form.is_valid():
            with form.refusals(Conflict):
                _name(request, form)
                say(request, _("The account is a trusted flagger now."))
                return redirect("/console/flaggers")
    found = integrity.flaggers(viewer)
    context = {
        "form": form,
        "flaggers": found,
        "people": accounts.accounts_by_ids({one.account for one in found if one.account}),
        "clauses": {clause.id: clause for clause in integrity.current_policy().clauses},
    }
    return render(request, "console/flaggers.html", context, status=form.status)


def _name(request: HttpRequest, form: FlaggerForm) -> None:
    data = form.cleaned_data
    account = accounts.account_by_name(data["account"].strip().lstrip("@"))
    if account is None:
        raise Invalid(_("There is no member of this name."), field="account")
    integrity.name_flagger(
        viewer_of(request),
        account_id=account.id,
        clauses=tuple(data["clauses"]),
        name=data["name"],
        link=data["link"],
        named=data["named"],
    )


@require_POST
def end(request: HttpRequest, flagger_id: int) -> HttpResponse:
    integrity.end_flagger(viewer_of(request), flagger_id=flagger_id)
    say(request, _("The status has ended. Reports that were filed with it keep their mark."))
    return redirect("/console/flaggers")


@require_safe
def reports_of(request: HttpRequest, account_id: int) -> HttpResponse:
    """What somebody reported, and how often that was acted on."""
    viewer = viewer_of(request)
    viewer.require_staff()
    person = accounts.accounts_by_ids([account_id]).get(account_id)
    if person is None:
        raise NotFound(f"account {account_id}")
    context = {
        "person": person,
        "reports": integrity.reports_of(viewer, account_id),
        "reliability": integrity.reliability_of(viewer, [account_id])[account_id],
        "clauses": {clause.id: clause for clause in integrity.current_policy().clauses},
    }
    return render(request, "console/reports_of.html", context)
