"""Demands by states: put on record, say what came of them, open sealed ones. For operators."""

import re
from datetime import UTC

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.transparency import api as transparency
from folkmoot.domains.transparency.api import DemandContent, DemandState
from folkmoot.infra.http.answers import say, warn
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.words import isolated, said
from folkmoot.kernel.errors import Conflict, Invalid
from folkmoot.kernel.refs import SubjectKind, SubjectRef

_MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
_SUBJECT = re.compile(r"(post|account):(\d{1,19})")
_POST_ADDRESS = re.compile(r".*/(?:@[^/]+|posts)/(\d{1,19})/?")


class DemandForm(PageForm):
    authority = forms.CharField(
        label=gettext_lazy("Which authority"),
        help_text=gettext_lazy("Its office, never the name of a person who works there."),
    )
    country = forms.CharField(
        label=gettext_lazy("Of which state"), help_text=gettext_lazy("Two capital letters, such as DE."), max_length=2
    )
    legal_basis = forms.CharField(label=gettext_lazy("On which legal basis"))
    asks = forms.CharField(
        label=gettext_lazy("What it demands"),
        help_text=gettext_lazy("In general words, without names: everybody will read this."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    subjects = forms.CharField(
        label=gettext_lazy("Posts and accounts that it is about"),
        help_text=gettext_lazy("Addresses of posts, or account:123; one a line. The public reads only how many."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    received_at = forms.DateTimeField(label=gettext_lazy("Received (UTC)"), widget=_MOMENT)
    binding_until = forms.DateTimeField(label=gettext_lazy("Binding until (UTC)"), widget=_MOMENT, required=False)
    ban_until = forms.DateTimeField(
        label=gettext_lazy("A law forbids to tell of it until (UTC)"),
        help_text=gettext_lazy("Leave it empty unless it does. A sealed entry stands in the log until then."),
        widget=_MOMENT,
        required=False,
    )

    def content(self) -> DemandContent:
        data = self.cleaned_data
        return DemandContent(
            country=data["country"].upper(),
            authority=data["authority"],
            legal_basis=data["legal_basis"],
            asks=data["asks"],
            received_at=data["received_at"].astimezone(UTC),
            binding_until=data["binding_until"].astimezone(UTC) if data["binding_until"] else None,
        )


@require_http_methods(["GET", "HEAD", "POST"])
def demands(request: HttpRequest) -> HttpResponse:
    """All demands, sealed ones included, and the form for a new one."""
    viewer = viewer_of(request)
    viewer.require_operator()
    form = DemandForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = transparency.register_demand(
                viewer,
                content=form.content(),
                subjects=_subjects(form.cleaned_data["subjects"]),
                ban_until=form.cleaned_data["ban_until"],
            )
            say(request, _("The demand is on record, and in the public log."))
            return redirect(f"/console/demands/{made.id}")
    context = {"form": form, "demands": transparency.all_demands(viewer)}
    return render(request, "console/demands.html", context, status=form.status)


def _subjects(text: str) -> list[SubjectRef]:
    return [_subject(line.strip()) for line in text.splitlines() if line.strip()]


def _subject(line: str) -> SubjectRef:
    """`post:123`, `account:123` or the address of a post. Raises Invalid."""
    if plain := _SUBJECT.fullmatch(line):
        return SubjectRef(SubjectKind(plain[1]), int(plain[2]))
    if address := _POST_ADDRESS.fullmatch(line):
        return SubjectRef(SubjectKind.POST, int(address[1]))
    raise Invalid(_("“%(line)s” is no address of a post.") % {"line": isolated(line[:80])}, field="subjects")


@require_safe
def demand(request: HttpRequest, demand_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_operator()
    context = {"demand": transparency.access_demand(viewer, demand_id), "states": list(DemandState)[1:]}
    return render(request, "console/demand.html", context)


@require_POST
def answer(request: HttpRequest, demand_id: int) -> HttpResponse:
    """Say what came of a demand."""
    viewer = viewer_of(request)
    viewer.require_operator()
    given = request.POST.get("state", "")
    if given not in list(DemandState):
        raise Invalid(_("Please choose what came of it."), field="state")
    try:
        transparency.answer_demand(viewer, demand_id=demand_id, state=DemandState(given))
        say(request, _("This is on record, and in the public log."))
    except Conflict as error:
        warn(request, said(error.safe))
    return redirect(f"/console/demands/{demand_id}")


@require_POST
def open_sealed(request: HttpRequest, demand_id: int) -> HttpResponse:
    """Tell of a sealed demand before its time, because the ban was lifted."""
    transparency.open_demand(viewer_of(request), demand_id=demand_id)
    say(request, _("The demand is public now, and its sealed entries are opened."))
    return redirect(f"/console/demands/{demand_id}")
