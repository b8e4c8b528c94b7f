"""How much each term of Ranked counts: chosen with sliders, seen at once, and why a post stands where it stands."""

from dataclasses import asdict

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import MOST_WEIGHT, Weights
from folkmoot.domains.posts import api as posts
from folkmoot.edges.web.noted import notes_on
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of

_PREVIEWED = 5
_STEP = 0.1


def _slider(label: object, hint: object) -> forms.FloatField:
    widget = forms.NumberInput(attrs={"type": "range", "min": "0", "max": f"{MOST_WEIGHT:g}", "step": f"{_STEP}"})
    return forms.FloatField(label=label, help_text=hint, min_value=0, max_value=MOST_WEIGHT, widget=widget)  # type: ignore[arg-type] # lazy texts


class WeightsForm(PageForm):
    closeness = _slider(gettext_lazy("Closeness"), gettext_lazy("Friends, and people to whom you turn often."))
    freshness = _slider(gettext_lazy("Freshness"), gettext_lazy("What was written a short while ago."))
    conversation = _slider(gettext_lazy("Conversation"), gettext_lazy("What people answer, boost and favourite."))
    rarity = _slider(gettext_lazy("Rare voices"), gettext_lazy("People who publish seldom."))

    @property
    def weights(self) -> Weights:
        return Weights(**self.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
def weights(request: HttpRequest) -> HttpResponse:
    """Choose them. "Preview" and moving a slider keep nothing; "Save" does; "Reset" goes back to 1 for each."""
    viewer = viewer_of(request)
    kept = feed.weights_of(viewer.require_account())
    do = request.POST.get("do", "")
    form = WeightsForm(request.POST if request.method == "POST" and do != "reset" else None, initial=asdict(kept))
    if do == "reset" or (do == "save" and form.is_valid()):
        feed.set_weights(viewer, weights=feed.EVEN if do == "reset" else form.weights)
        say(
            request, _("Each reason counts the same again.") if do == "reset" else _("Ranked now follows your weights.")
        )
        return redirect("/settings/feed")
    shown = form.weights if form.is_bound and form.is_valid() else kept
    items = feed.preview(viewer, weights=shown, limit=_PREVIEWED)
    context = {
        "form": form,
        "items": items,
        "noted": notes_on(item.post for item in items),
        "changed": shown != kept,
        "even": kept == feed.EVEN,
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "settings/feed_preview.html" if part else "settings/feed.html", context, status=form.status)


@require_safe
def why(request: HttpRequest, acct: str, post_id: int) -> HttpResponse:  # noqa: ARG001 - part of the address
    """Why am I seeing this? Each term, the sum, the factor, the product."""
    viewer = viewer_of(request)
    viewer.require_account()
    context = {"why": feed.why(viewer, post_id), "post": posts.access_post(viewer, post_id)}
    return render(request, "feed/why.html", context)
