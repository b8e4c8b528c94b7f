"""What reaches somebody: the digest by mail, whose news they hear, and the link that ends the digest."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from folkmoot.domains.digests import api as digests
from folkmoot.domains.digests.api import Frequency
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.notifications.api import Choice, Policy
from folkmoot.infra.config import current
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of

_FREQUENCIES = (
    (Frequency.OFF, gettext_lazy("Never")),
    (Frequency.DAILY, gettext_lazy("Every morning")),
    (Frequency.WEEKLY, gettext_lazy("On Monday mornings")),
)
_CHOICES = (
    (Choice.ACCEPT, gettext_lazy("Tell me")),
    (Choice.FILTER, gettext_lazy("Keep it aside, as a request")),
    (Choice.DROP, gettext_lazy("Do not tell me")),
)
_SORTS = ("not_following", "not_followers", "new_accounts", "private_mentions", "limited_accounts")


def _sort(label: object) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=_CHOICES)  # type: ignore[arg-type] # lazy texts


class NotificationsForm(PageForm):
    frequency = forms.ChoiceField(
        label=gettext_lazy("A digest by e-mail"),
        help_text=gettext_lazy("At eight on your own clock, and only when something happened."),
        choices=_FREQUENCIES,
        widget=forms.RadioSelect,
    )
    not_following = _sort(gettext_lazy("People whom you do not follow"))
    not_followers = _sort(gettext_lazy("People who do not follow you"))
    new_accounts = _sort(gettext_lazy("Accounts that are younger than 30 days"))
    private_mentions = _sort(gettext_lazy("Messages out of the blue"))
    limited_accounts = _sort(gettext_lazy("Accounts that moderators limited"))


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    policy = notifications.policy(viewer)
    first = {"frequency": digests.frequency_of(viewer)} | {name: getattr(policy, name) for name in _SORTS}
    form = NotificationsForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        digests.choose_frequency(viewer, frequency=Frequency(data["frequency"]))
        notifications.set_policy(viewer, policy=Policy(**{name: Choice(data[name]) for name in _SORTS}))
        say(request, _("Your choices are saved."))
        return redirect("/settings/notifications")
    context = {"form": form, "sorts": [form[name] for name in _SORTS], "mails": current().confirms_email}
    return render(request, "settings/notifications.html", context, status=form.status)


@csrf_exempt  # programs for mail send it by themselves (RFC 8058); the token in the address is what allows it
@require_http_methods(["GET", "HEAD", "POST"])
def end_digest(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a digest. Only the button ends it: programs that look at mail open every link in it."""
    if request.method == "POST":
        digests.unsubscribe(token)
    return render(request, "settings/digest_end.html", {"ended": request.method == "POST"})
