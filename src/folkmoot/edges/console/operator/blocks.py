"""Who cannot sign up: networks, e-mail domains, mailboxes, names. And the list of other servers, for later."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import Severity
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import address_of, viewer_of
from folkmoot.kernel import clock
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.viewer import Viewer

_SHOWN = PageRequest(limit=500)


class NetworkForm(PageForm):
    aliases = {"expires_in": "days"}

    ip = forms.CharField(
        label=gettext_lazy("Range of network addresses"),
        help_text=gettext_lazy("Such as 192.0.2.0/24. A single address may be one person’s, so it ends after a year."),
        required=False,
    )
    severity = forms.ChoiceField(
        label=gettext_lazy("What happens"),
        choices=[
            (Severity.APPROVAL.value, gettext_lazy("Who joins from there waits for a moderator")),
            (Severity.NO_SIGN_UP.value, gettext_lazy("Nobody joins from there")),
            (Severity.NO_ACCESS.value, gettext_lazy("The site does not answer at all")),
        ],
        initial=Severity.APPROVAL.value,
        widget=forms.RadioSelect,
    )
    days = forms.IntegerField(
        label=gettext_lazy("For so many days"),
        help_text=gettext_lazy("Empty: until somebody lifts it."),
        min_value=1,
        max_value=3650,
        required=False,
    )
    comment = forms.CharField(label=gettext_lazy("Why, for other operators"), required=False)

    def save(self, viewer: Viewer, own_address: str) -> None:
        data = self.cleaned_data
        end = clock.now() + timedelta(days=data["days"]) if data["days"] else None
        accounts.block_address(
            viewer,
            network=data["ip"],
            severity=data["severity"],
            comment=data["comment"],
            expires_at=end,
            own_address=own_address,
        )


class DomainForm(PageForm):
    domain = forms.CharField(
        label=gettext_lazy("E-mail domain"),
        help_text=gettext_lazy("Such as throwaway.example. It covers the domains below it."),
        required=False,
    )
    needs_approval = forms.BooleanField(label=gettext_lazy("Let them ask: a moderator looks"), required=False)

    def save(self, viewer: Viewer, _own_address: str) -> None:
        accounts.block_email_domain(viewer, **self.cleaned_data)


class MailboxForm(PageForm):
    email = forms.CharField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Only a hash of it is kept. Other spellings of the same mailbox count, too."),
        required=False,
    )

    def save(self, viewer: Viewer, _own_address: str) -> None:
        accounts.block_email(viewer, **self.cleaned_data)


class NameForm(PageForm):
    name = forms.CharField(label=gettext_lazy("Name"), help_text=gettext_lazy("As in @mayor."), required=False)
    part = forms.BooleanField(label=gettext_lazy("Also names that contain it"), required=False)

    def save(self, viewer: Viewer, _own_address: str) -> None:
        accounts.block_name(viewer, name=self.cleaned_data["name"], exact=not self.cleaned_data["part"])


_FORMS: dict[str, type[NetworkForm | DomainForm | MailboxForm | NameForm]] = {
    "networks": NetworkForm,
    "domains": DomainForm,
    "mailboxes": MailboxForm,
    "names": NameForm,
}


@require_safe
def blocks(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
def add(request: HttpRequest, kind: str) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_operator()
    if kind not in _FORMS:
        raise NotFound("no such kind of block")
    form = _FORMS[kind](request.POST, prefix=kind, auto_id=f"id_{kind}_%s")
    if form.is_valid():
        with form.refusals():
            form.save(viewer, address_of(request))
            say(request, _("It is blocked from now on."))
            return redirect("/console/blocks")
    return _page(request, kind, form)


@require_POST
def lift(request: HttpRequest, block_id: int) -> HttpResponse:
    accounts.lift_block(viewer_of(request), block_id=block_id)
    say(request, _("The block is lifted."))
    return redirect("/console/blocks")


def _page(request: HttpRequest, kind: str = "", sent: PageForm | None = None) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_operator()
    fresh = {name: form(prefix=name, auto_id=f"id_{name}_%s") for name, form in _FORMS.items()}
    context = {
        "forms": {**fresh, kind: sent} if sent is not None else fresh,
        "sent": sent,
        "networks": accounts.address_blocks(viewer, _SHOWN).items,
        "domains": accounts.email_domain_blocks(viewer, _SHOWN).items,
        "mailboxes": accounts.email_blocks(viewer, _SHOWN).items,
        "names": accounts.name_blocks(viewer),
    }
    return render(request, "console/operator/blocks.html", context, status=sent.status if sent else 200)
