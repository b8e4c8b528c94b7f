"""Statements of reasons for the EU's transparency database: look them over, download them."""

from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from zipfile import ZipFile

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from folkmoot.domains.community import api as community
from folkmoot.domains.transparency import api as transparency
from folkmoot.domains.transparency.api import Checked
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel import clock
from folkmoot.kernel.errors import NotFound

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_MONTH = timedelta(days=30)
_SHOWN = 200


class SpanForm(PageForm):
    since = forms.DateField(label=gettext_lazy("From"), widget=_DAY, required=False)
    until = forms.DateField(label=gettext_lazy("To, this day included"), widget=_DAY, required=False)

    def span(self) -> tuple[datetime, datetime]:
        """From the beginning of the one day to the end of the other; the last 30 days by default."""
        data = self.cleaned_data if self.is_valid() else {}
        until = data.get("until") or clock.now().date()
        since = data.get("since") or until - _MONTH
        return _midnight(since), _midnight(until + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


@require_safe
def statements(request: HttpRequest) -> HttpResponse:
    """The statements of a span of time, each with what the database would say to it."""
    viewer_of(request).require_staff()
    form = SpanForm(request.GET)
    since, until = form.span()
    found = transparency.statements_between(since, until)
    context = {
        "form": form,
        "statements": list(reversed(found))[:_SHOWN],
        "count": len(found),
        "unusable": sum(bool(one.problems) for one in found),
        "query": f"since={since:%Y-%m-%d}&until={until - timedelta(days=1):%Y-%m-%d}",
    }
    return render(request, "console/statements.html", context, status=form.status)


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    text = transparency.statements_as_csv(_usable(request), community.settings().name)
    return _file(text.encode(), "text/csv; charset=utf-8", "statements.csv")


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """Bodies of calls, at most a hundred statements each, as files of one archive."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        bodies = transparency.statement_batches([one.statement for one in _usable(request)])
        for number, body in enumerate(bodies, start=1):
            archive.writestr(f"statements-{number:03}.json", body)
    return _file(out.getvalue(), "application/zip", "statements.zip")


@require_safe
def one(request: HttpRequest, decision_id: int) -> HttpResponse:
    found = transparency.statement_of(viewer_of(request), decision_id)
    if found is None:
        raise NotFound("no statement", safe="This decision needs no statement.")
    return _file(transparency.statement_as_json(found.statement), "application/json", f"statement-{decision_id}.json")


def _usable(request: HttpRequest) -> list[Checked]:
    viewer_of(request).require_staff()
    found = transparency.statements_between(*SpanForm(request.GET).span())
    return [checked for checked in found if not checked.problems]


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type=kind, headers=headers)
