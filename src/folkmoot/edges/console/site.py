"""Settings of the community, its pages, the public log."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.domains.community import api as community
from folkmoot.domains.community.api import CommunitySettings, SitePageName
from folkmoot.infra.config import current
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.translog import api as translog

form_page = require_http_methods(["GET", "HEAD", "POST"])


class SettingsForm(PageForm):
    name = forms.CharField(label=gettext_lazy("Name of the community"))
    description = forms.CharField(
        label=gettext_lazy("What it is"),
        help_text=gettext_lazy("Visitors read it on the start page."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        required=False,
    )
    registration = forms.ChoiceField(
        label=gettext_lazy("How people join"),
        choices=[
            ("open", gettext_lazy("Everybody can join")),
            ("invitation", gettext_lazy("With an invitation of a member")),
            ("approval", gettext_lazy("After a moderator has read their request")),
            ("closed", gettext_lazy("Not at the moment")),
        ],
        widget=forms.RadioSelect,
    )
    operator_name = forms.CharField(label=gettext_lazy("Who answers for this community"), required=False)
    contact_email = forms.CharField(label=gettext_lazy("How to reach them"), required=False)
    languages = forms.CharField(
        label=gettext_lazy("Languages"),
        help_text=gettext_lazy("Codes with commas between them, such as en, ar."),
        required=False,
    )
    refuse_ai_crawlers = forms.BooleanField(
        label=gettext_lazy("Ask crawlers that gather texts for language models to stay away"),
        help_text=gettext_lazy("It stands in robots.txt. Nobody can make them follow it."),
        required=False,
    )


class PageEditForm(PageForm):
    source = forms.CharField(
        label=gettext_lazy("Text"),
        help_text=gettext_lazy("Markdown: ## begins a heading, *stars* stress, [words](address) link."),
        widget=forms.Textarea(attrs={"rows": 18, "dir": "auto"}),
        strip=False,
    )


@form_page
def settings(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_operator()
    present = community.settings()
    first = {name: getattr(present, name) for name in SettingsForm.base_fields}
    if present.refuse_ai_crawlers is None:
        first["refuse_ai_crawlers"] = current().refuse_ai_crawlers
    form = SettingsForm(request.POST or None, initial=first | {"languages": ", ".join(present.languages)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        codes = tuple(code.strip() for code in data.pop("languages").split(",") if code.strip())
        with form.refusals():
            community.edit_settings(viewer, change=CommunitySettings(**data, languages=codes))
            say(request, _("The settings are saved."))
            return redirect("/console/settings")
    return render(request, "console/settings.html", {"form": form}, status=form.status)


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    viewer_of(request).require_operator()
    return render(request, "console/pages.html", {"pages": [community.site_page(name) for name in SitePageName]})


@form_page
def edit_page(request: HttpRequest, name: str) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_operator()
    if name not in list(SitePageName):
        raise Http404
    page = community.site_page(SitePageName(name))
    form = PageEditForm(request.POST or None, initial={"source": page.source})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            community.edit_page(viewer, name=page.name, source=form.cleaned_data["source"])
            say(request, _("The page is saved."))
            return redirect(f"/{name}")
    return render(request, "console/edit_page.html", {"form": form, "page": page}, status=form.status)


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    viewer_of(request).require_staff()
    context = {"head": translog.head(), "entries": translog.entries(limit=100, newest_first=True)}
    return render(request, "console/log.html", context)
