"""The policy for staff: its versions, what a version in shadow would do, a backtest of a new one."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.integrity import api as integrity
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel import clock

#: A page is answered within seconds; the command line looks at everything.
MOST_POSTS = 5_000
_MOST_BYTES = 1_000_000
form_page = require_http_methods(["GET", "HEAD", "POST"])


class BacktestForm(PageForm):
    file = forms.FileField(label=gettext_lazy("The policy as a file"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Or its text"),
        widget=forms.Textarea(attrs={"rows": 10, "dir": "ltr", "spellcheck": "false"}),
        required=False,
        strip=False,
    )
    days = forms.IntegerField(label=gettext_lazy("Days to look back"), min_value=1, max_value=365, initial=30)

    def policy_text(self) -> str:
        """The words of the file, or those that were pasted. "" with a problem noted where there are none."""
        file = self.cleaned_data.get("file")
        if file is None:
            text = str(self.cleaned_data.get("text") or "")
            if not text.strip():
                self.add_error("text", _("Please choose a file, or paste a policy."))
            return text
        if file.size > _MOST_BYTES:
            self.add_error("file", _("This file is too large to be a policy."))
            return ""
        try:
            return str(file.read().decode("utf-8"))
        except UnicodeDecodeError:
            self.add_error("file", _("This file is not text in UTF-8."))
            return ""


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """The versions that there are, and what the one in shadow would have done so far."""
    shadow = integrity.shadow_report(viewer_of(request))
    context = {
        "shadow": shadow,
        "quiet": [clause.title for clause in shadow.clauses if not clause.count] if shadow else [],
        "versions": integrity.versions(),
    }
    return render(request, "console/policy.html", context)


@require_POST
def end_shadow(request: HttpRequest) -> HttpResponse:
    integrity.end_shadow(viewer_of(request))
    say(request, _("No version is tried any longer."))
    return redirect("/console/policy")


@form_page
def backtest(request: HttpRequest) -> HttpResponse:
    viewer_of(request).require_staff()
    posted = request.method == "POST"
    form = BacktestForm(request.POST if posted else None, request.FILES if posted else None)
    context: dict[str, Any] = {"form": form, "most": MOST_POSTS}
    if posted and form.is_valid() and (text := form.policy_text()).strip():
        try:
            context["report"] = _tried(request, text, form.cleaned_data["days"])
        except integrity.PolicyError as error:
            context["wrong"] = error.problems
    return render(request, "console/backtest.html", context, status=422 if context.get("wrong") else form.status)


def _tried(request: HttpRequest, text: str, days: int) -> integrity.BacktestReport:
    return integrity.backtest(
        viewer_of(request),
        policy=integrity.load_text(text),
        since=clock.now() - timedelta(days=days),
        limit=MOST_POSTS,
    )
