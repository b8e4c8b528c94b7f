"""People who ask to join; the roles of people."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.infra.http.answers import say, warn
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.words import said
from folkmoot.kernel.errors import Conflict, Invalid
from folkmoot.kernel.viewer import Role


class RoleForm(PageForm):
    person = forms.CharField(label=gettext_lazy("Name of a member"), help_text=gettext_lazy("As in @ana."))
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[
            (Role.MODERATOR, gettext_lazy("Moderator: decides about reports and new members")),
            (Role.OPERATOR, gettext_lazy("Operator: everything, also settings, pages and roles")),
            (Role.MEMBER, gettext_lazy("Member: no role")),
        ],
        widget=forms.RadioSelect,
        initial=Role.MODERATOR,
    )


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    return render(request, "console/waiting.html", {"waiting": accounts.waiting_members(viewer_of(request))})


@require_POST
def answer(request: HttpRequest, account_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    try:
        if request.POST.get("do") == "approve":
            accounts.approve(viewer, account_id=account_id)
            say(request, _("They are a member now, and are told so by mail."))
        else:
            accounts.reject(viewer, account_id=account_id)
            say(request, _("The request is turned down. What they wrote is deleted."))
    except Conflict as error:
        warn(request, said(error.safe))
    return redirect("/console/waiting")


@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_operator()
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            person = accounts.account_by_name(form.cleaned_data["person"].lstrip("@"))
            if person is None:
                raise Invalid(_("There is no member of this name."), field="person")
            accounts.set_role(viewer, account_id=person.id, role=Role(form.cleaned_data["role"]))
            say(request, _("@%(name)s has the role now.") % {"name": person.handle})
            return redirect("/console/roles")
    ids = accounts.staff_ids()
    people, held = accounts.accounts_by_ids(ids), accounts.roles_of(ids)
    staff = [(people[one], held[one]) for one in ids if one in people]
    return render(request, "console/people.html", {"form": form, "staff": staff}, status=form.status)
