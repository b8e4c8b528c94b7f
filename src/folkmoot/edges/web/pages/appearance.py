"""How pages look and answer to keys: the person's own choice."""

from dataclasses import asdict

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import Motion, ShowMedia, TextSize, Theme
from folkmoot.infra.http.answers import go_back, say
from folkmoot.infra.http.cookies import clear_cookie, set_cookie
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of

NO_KEYS_COOKIE = "folkmoot_no_keys"
_THEMES = (
    (Theme.SYSTEM, gettext_lazy("As the device is set")),
    (Theme.LIGHT, gettext_lazy("Light")),
    (Theme.DARK, gettext_lazy("Dark")),
)
_SIZES = (
    (TextSize.NORMAL, gettext_lazy("Normal")),
    (TextSize.LARGE, gettext_lazy("Large")),
    (TextSize.LARGEST, gettext_lazy("Largest")),
)
_MOTIONS = (
    (Motion.SYSTEM, gettext_lazy("As the device is set")),
    (Motion.REDUCED, gettext_lazy("As little as possible")),
)
_MEDIA = (
    (ShowMedia.DEFAULT, gettext_lazy("Fold what its author marked as sensitive")),
    (ShowMedia.ALL, gettext_lazy("Show everything")),
    (ShowMedia.NONE, gettext_lazy("Fold everything")),
)


def _choice(label: object, choices: tuple[tuple[object, object], ...], hint: object = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, help_text=hint)  # type: ignore[arg-type] # lazy texts


class AppearanceForm(PageForm):
    theme = _choice(gettext_lazy("Colours"), _THEMES)
    text_size = _choice(gettext_lazy("Size of text"), _SIZES)
    motion = _choice(gettext_lazy("Motion"), _MOTIONS)
    show_media = _choice(gettext_lazy("Pictures, videos and sounds"), _MEDIA)
    expand_warnings = forms.BooleanField(
        label=gettext_lazy("Open posts with a warning"),
        help_text=gettext_lazy("The warning still stands above the text."),
        required=False,
    )
    autoplay = forms.BooleanField(
        label=gettext_lazy("Play moving pictures by themselves"),
        help_text=gettext_lazy("Without sound, and never where motion is reduced."),
        required=False,
    )
    shortcuts = forms.BooleanField(
        label=gettext_lazy("Single keys do something, such as j for the next post"), required=False
    )


@require_http_methods(["GET", "HEAD", "POST"])
def appearance(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    own = accounts.preferences_of(viewer.require_account())
    form = AppearanceForm(request.POST if request.method == "POST" else None, initial=asdict(own))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            accounts.set_preferences(viewer, **form.cleaned_data)
            say(request, _("Pages look as you chose."))
            return redirect("/settings/appearance")
    return render(request, "settings/appearance.html", {"form": form}, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def keyboard(request: HttpRequest) -> HttpResponse:
    """All keys, and a switch for those that need no second one: kept with the account, or in a visitor's cookie."""
    if request.method != "POST":
        return render(request, "site/keyboard.html")
    viewer, on = viewer_of(request), request.POST.get("shortcuts") == "on"
    response = go_back(request, "/keyboard")
    if viewer.account_id is not None:
        accounts.set_preferences(viewer, shortcuts=on)
    elif on:
        clear_cookie(response, NO_KEYS_COOKIE)
    else:
        set_cookie(response, NO_KEYS_COOKIE, "1")
    return response
