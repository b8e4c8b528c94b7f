"""Who finds, follows and sees what: the person's own choices, and whom they do not want to meet."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import FirstQuotePolicy, FirstVisibility, ProfileChange
from folkmoot.domains.graph import api as graph
from folkmoot.edges.web.lists import list_page
from folkmoot.infra.http.answers import page_request, say
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import RateLimited

_PROFILE = ("locked", "discoverable", "indexable")
_PREFERENCES = ("hide_collections", "default_visibility", "default_quote_policy", "default_sensitive")
_A_PAGE = 40


class PrivacyForm(PageForm):
    locked = forms.BooleanField(
        label=gettext_lazy("I want to approve who follows me"),
        help_text=gettext_lazy("Posts for followers then reach only people to whom you said yes."),
        required=False,
    )
    discoverable = forms.BooleanField(
        label=gettext_lazy("Show me in suggestions, in the directory and in the search for people"), required=False
    )
    indexable = forms.BooleanField(
        label=gettext_lazy("My public posts may be found by searching for words"), required=False
    )
    hide_collections = forms.BooleanField(
        label=gettext_lazy("Hide whom I follow and who follows me"),
        help_text=gettext_lazy("Nobody but you sees the lists and their numbers on your page."),
        required=False,
    )
    default_visibility = forms.ChoiceField(
        label=gettext_lazy("A new post is first for"),
        help_text=gettext_lazy("You can change it for each post."),
        choices=[
            (FirstVisibility.PUBLIC, gettext_lazy("Everybody")),
            (FirstVisibility.UNLISTED, gettext_lazy("Everybody, but not in lists")),
            (FirstVisibility.FOLLOWERS, gettext_lazy("Followers")),
            (FirstVisibility.FRIENDS, gettext_lazy("Friends")),
        ],
    )
    default_quote_policy = forms.ChoiceField(
        label=gettext_lazy("A new post may be quoted by"),
        help_text=gettext_lazy("Only public posts can be quoted at all."),
        choices=[
            (FirstQuotePolicy.PUBLIC, gettext_lazy("Everybody")),
            (FirstQuotePolicy.FOLLOWERS, gettext_lazy("Followers")),
            (FirstQuotePolicy.NOBODY, gettext_lazy("Nobody but me")),
        ],
    )
    default_sensitive = forms.BooleanField(
        label=gettext_lazy("My pictures are sensitive, unless I say otherwise"), required=False
    )


@require_http_methods(["GET", "HEAD", "POST"])
def privacy(request: HttpRequest) -> HttpResponse:
    """Whoever stops to approve followers while some wait is asked first: saying yes lets them in."""
    viewer = viewer_of(request)
    account = accounts.access_account(viewer, viewer.require_account())
    preferences = asdict(accounts.preferences_of(account.id))
    first = {name: getattr(account, name) for name in _PROFILE} | {name: preferences[name] for name in _PREFERENCES}
    form = PrivacyForm(initial=first)
    waiting = graph.waiting_requests(viewer) if account.locked else 0
    asking = False
    if request.method == "POST":
        form = PrivacyForm(request.POST)
        if form.is_valid():
            asking = bool(waiting) and not form.cleaned_data["locked"] and "sure" not in request.POST
            if not asking:
                with form.refusals(RateLimited):
                    _save(request, form.cleaned_data)
                    return redirect("/settings/privacy")
    context = {"form": form, "waiting": waiting, "asking": asking}
    return form.page(request, "settings/privacy.html", context)


def _save(request: HttpRequest, data: dict[str, Any]) -> None:
    viewer = viewer_of(request)
    accounts.edit_profile(viewer, change=ProfileChange(**{name: data[name] for name in _PROFILE}))
    accounts.set_preferences(viewer, **{name: data[name] for name in _PREFERENCES})
    let_in = 0 if data["locked"] else graph.accept_all_requests(viewer)
    say(request, _("Saved. Those who waited follow you now.") if let_in else _("Your choices are saved."))


@require_safe
def muted(request: HttpRequest) -> HttpResponse:
    page = graph.mutes(viewer_of(request), page_request(request, _A_PAGE))
    return list_page(request, "settings/hidden.html", page, {"what": "muted"}, items="settings/hidden_items.html")


@require_safe
def blocked(request: HttpRequest) -> HttpResponse:
    page = graph.blocks(viewer_of(request), page_request(request, _A_PAGE))
    return list_page(request, "settings/hidden.html", page, {"what": "blocked"}, items="settings/hidden_items.html")
