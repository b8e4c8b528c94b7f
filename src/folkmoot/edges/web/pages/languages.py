"""The language of pages: a visitor's choice stays in the browser, a member's with the account."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.domains.accounts import api as accounts
from folkmoot.edges.web import time_zones
from folkmoot.edges.web.pages.forms import LANGUAGES, offer_language_of
from folkmoot.infra.http.answers import go_back, say
from folkmoot.infra.http.cookies import LANGUAGE_COOKIE, set_cookie
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.words import known_language, speaking
from folkmoot.kernel.errors import RateLimited


class LanguageForm(PageForm):
    """Offers a zone that is set already, also where it is another spelling of one on the list."""

    interface_language = forms.ChoiceField(label=gettext_lazy("Language of the pages"), required=False)
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Your time zone"),
        help_text=gettext_lazy("All times are shown in it, and those that you give are read so."),
        required=False,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("The language you mostly write in"),
        help_text=gettext_lazy("Your posts say it to browsers, screen readers and readers."),
        choices=LANGUAGES,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones, own_zone = time_zones.choices(), self.initial["time_zone"]
        if not any(own_zone in dict(group) for _name, group in zones[1:] if isinstance(group, list)) and own_zone:
            zones.insert(1, (own_zone, own_zone))
        self._offer("time_zone", zones)
        self._offer("interface_language", [("", _("As the browser asks")), *own_names()])
        offer_language_of(self)

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


def own_names() -> list[tuple[str, str]]:
    """The languages of the pages, each as its own people call it."""
    return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """The settings of a member."""
    viewer = viewer_of(request)
    own = accounts.preferences_of(viewer.require_account())
    account = accounts.access_account(viewer, viewer.require_account())
    first = {
        "interface_language": known_language(own.interface_language),
        "time_zone": own.time_zone,
        "language": account.language,
    }
    form = LanguageForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        with form.refusals(RateLimited):
            chosen = dict(form.cleaned_data)
            accounts.edit_profile(viewer, change=accounts.ProfileChange(language=chosen.pop("language")))
            accounts.set_preferences(viewer, **chosen)
            return _saved(request, chosen["interface_language"])
    return form.page(request, "settings/language.html")


def _saved(request: HttpRequest, chosen: str) -> HttpResponse:
    """The next page is in the new language, and so is the word about it."""
    if chosen:
        with speaking(chosen):
            say(request, _("Your language and your time zone are saved."))
    else:
        say(request, _("Your language and your time zone are saved."))
    return redirect("/settings/language")


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep a visitor's choice for a year. An unknown language changes nothing."""
    answer, language = go_back(request), request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        set_cookie(answer, LANGUAGE_COOKIE, language)
    return answer
