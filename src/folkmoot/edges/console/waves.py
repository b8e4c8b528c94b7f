"""Rules against a wave of spam: try, start, renew, end."""

import hashlib
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Treatment, WaveDraft
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.words import said
from folkmoot.kernel.errors import Gone

form_page = require_http_methods(["GET", "HEAD", "POST"])


class WaveForm(PageForm):
    words = forms.CharField(
        label=gettext_lazy("Words or phrases, one a line"),
        help_text=gettext_lazy(
            "The very words of this wave: an address, a product, a sentence. Words alone are not enough: they may be "
            "an opinion. Say below how the wave behaves."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        required=False,
    )
    hosts = forms.CharField(
        label=gettext_lazy("Linked sites, one a line"),
        help_text=gettext_lazy("Such as spam.example. One is enough."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr"}),
        required=False,
    )
    younger_than_hours = forms.FloatField(label=gettext_lazy("Accounts younger than so many hours"), required=False)
    mentions = forms.IntegerField(label=gettext_lazy("At least so many people mentioned"), required=False)
    treatment = forms.ChoiceField(
        label=gettext_lazy("What happens"),
        choices=[
            ("hold", gettext_lazy("Held back until a person has looked, for 48 hours at most")),
            ("reduce", gettext_lazy("Travels a quarter as far")),
        ],
        initial="hold",
        widget=forms.RadioSelect,
    )
    hours = forms.FloatField(label=gettext_lazy("For so many hours, 24 at most"), initial=24)

    def draft(self) -> WaveDraft:
        data = self.cleaned_data
        return WaveDraft(
            words=tuple(data["words"].splitlines()),
            hosts=tuple(data["hosts"].splitlines()),
            younger_than_hours=data["younger_than_hours"],
            mentions=data["mentions"],
            treatment=Treatment(data["treatment"]),
        )


@form_page
def waves(request: HttpRequest) -> HttpResponse:
    """The rules there are, and the form for a new one: tried first, then started as it was tried."""
    viewer = viewer_of(request)
    form = WaveForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        draft = form.draft()
        with form.refusals():
            if request.POST.get("do") == "start" and request.POST.get("tried") == _print_of(draft):
                integrity.start_wave(viewer, draft=draft, hours=form.cleaned_data["hours"])
                say(request, _("The rule acts from now on, and is in the public log."))
                return redirect("/console/waves")
            context |= {"trial": integrity.try_wave(viewer, draft=draft), "tried": _print_of(draft)}
    rules = integrity.waves(viewer)
    context |= {"rules": rules, "people": accounts.accounts_by_ids({rule.started_by for rule in rules})}
    return render(request, "console/waves.html", context, status=form.status)


@require_POST
def renew(request: HttpRequest, rule_id: int) -> HttpResponse:
    try:
        integrity.renew_wave(viewer_of(request), rule_id=rule_id)
        say(request, _("The rule acts for 24 more hours."))
    except Gone as error:
        say(request, said(error.safe))
    return redirect("/console/waves")


@require_POST
def end(request: HttpRequest, rule_id: int) -> HttpResponse:
    integrity.end_wave(viewer_of(request), rule_id=rule_id)
    say(request, _("The rule has ended. What it held back waits for a person."))
    return redirect("/console/waves")


def _print_of(draft: WaveDraft) -> str:
    """By this the page sees that what is started is what was tried."""
    return hashlib.sha256(repr(draft).encode()).hexdigest()
