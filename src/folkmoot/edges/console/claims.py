"""Feeds of fact-checks: where they come from, whether they are read, what they led to."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.domains.integrity import api as integrity
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import Conflict
from folkmoot.kernel.viewer import Viewer


class FeedForm(PageForm):
    address = forms.CharField(
        label=gettext_lazy("Address of the feed"),
        help_text=gettext_lazy("JSON with ClaimReview entries, at an address that begins with https://."),
        widget=forms.URLInput,
    )
    name = forms.CharField(label=gettext_lazy("Whose it is"), required=False)
    language = forms.CharField(
        label=gettext_lazy("Language"),
        help_text=gettext_lazy("A code such as en, for entries that name none. Empty: any."),
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def feeds(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_operator()
    form = FeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals(Conflict):
            integrity.add_feed(viewer, **form.cleaned_data)
            say(request, _("The feed is added and will be read now."))
            return redirect("/console/claims")
    context = {"form": form, "feeds": integrity.claim_feeds(), "matches": integrity.recent_matches()}
    return render(request, "console/claims.html", context, status=form.status)


@require_POST
def act(request: HttpRequest, feed_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_operator()
    say(request, _done(viewer, feed_id, request.POST.get("do", "")))
    return redirect("/console/claims")


def _done(viewer: Viewer, feed_id: int, deed: str) -> str:
    if deed == "remove":
        integrity.remove_feed(viewer, feed_id=feed_id)
        return _("The feed is removed, with its fact-checks.")
    if deed in {"stop", "start"}:
        integrity.change_feed(viewer, feed_id=feed_id, enabled=deed == "start")
        return _("It is read again.") if deed == "start" else _("It is no longer read.")
    integrity.read_claim_feed(viewer, feed_id=feed_id)
    return _("It will be read now.")
