"""Pages and organisations that one manages, and who else may act as them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountKind
from folkmoot.edges.web.pages.forms import ManagedForm, PersonForm
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import Invalid

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def managed(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    own = accounts.managed_by(viewer.require_account())
    form = ManagedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            kind = AccountKind(data["kind"])
            made = accounts.create_managed(viewer, handle=data["handle"], display_name=data["display_name"], kind=kind)
            say(request, _("@%(name)s is ready. Choose it above the text when you write.") % {"name": made.handle})
            return redirect(f"/settings/pages/{made.id}")
    return render(request, "settings/managed.html", {"form": form, "managed": own}, status=form.status)


@form_page
def managers(request: HttpRequest, account_id: int) -> HttpResponse:
    """Who may act as the account; a manager may let in another member."""
    viewer = viewer_of(request)
    accounts.act_as(viewer, account_id)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            person = accounts.account_by_name(form.cleaned_data["person"].lstrip("@"))
            if person is None:
                raise Invalid(_("There is no member of this name."), field="person")
            accounts.add_manager(viewer, account_id=account_id, person_id=person.id)
            return redirect(f"/settings/pages/{account_id}")
    context = {
        "form": form,
        "account": accounts.access_account(viewer, account_id),
        "managers": accounts.managers_of(account_id),
    }
    return render(request, "settings/managers.html", context, status=form.status)


@require_POST
def remove_manager(request: HttpRequest, account_id: int, person_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    accounts.remove_manager(viewer, account_id=account_id, person_id=person_id)
    gone = person_id == viewer.account_id
    return redirect("/settings/pages" if gone else f"/settings/pages/{account_id}")
