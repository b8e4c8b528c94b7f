"""Reports by quarter and statements of reasons: pages and files for everybody."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.domains.community import api as community
from folkmoot.domains.transparency import api as transparency
from folkmoot.domains.transparency.api import Count, Quarter, QuarterReport
from folkmoot.infra.costly import Costly
from folkmoot.kernel import clock
from folkmoot.kernel.errors import NotFound

_YEAR = timedelta(days=366)
_reports = Costly[QuarterReport](most=12)
_statements = Costly[bytes](most=4)


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a chart: `width` is from 0 to 100, the longest has 100."""

    label: str
    number: int
    width: float
    is_few: bool


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    bars: tuple[Bar, ...]


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    return render(request, "transparency/reports.html", {"quarters": transparency.quarters()})


@require_safe
def report(request: HttpRequest, name: str) -> HttpResponse:
    """The report of a quarter, with charts that are text and drawing at once."""
    found = _report(name)
    return render(request, "transparency/report.html", {"report": found, "charts": charts(found)})


@require_safe
def report_csv(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001 - Django's call
    found = _report(name)
    return _file(transparency.report_as_csv(found), "text/csv; charset=utf-8", f"report-{found.quarter.name}.csv")


@require_safe
def report_json(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001 - Django's call
    found = _report(name)
    body = transparency.report_as_json(found, community.settings().name)
    return _file(body, "application/json", f"report-{found.quarter.name}.json")


@require_safe
def statements_csv(request: HttpRequest) -> HttpResponse:
    """The statements of a quarter (`quarter=2026-q1`), or of the last year; those that the database would take."""
    since, until = _span(request.GET.get("quarter"))
    packed = _statements.get(request.GET.get("quarter"), lambda: _packed(since, until))
    return _file(zlib.decompress(packed), "text/csv; charset=utf-8", "statements.csv")


def _packed(since: datetime, until: datetime) -> bytes:
    """Compressed: a hundred thousand statements are a hundred megabytes."""
    usable = [one for one in transparency.statements_between(since, until) if not one.problems]
    return zlib.compress(transparency.statements_as_csv(usable, community.settings().name).encode())


def _report(name: str) -> QuarterReport:
    return _reports.get(name, lambda: transparency.report(name))


def _span(name: str | None) -> tuple[datetime, datetime]:
    if name is None:
        now = clock.now()
        return now - _YEAR, now + timedelta(milliseconds=1)
    found = next((one for one in transparency.quarters() if one.name == name), None)
    if found is None:
        raise NotFound(f"quarter {name}", safe="There is no report of this quarter.")
    return found.start, found.end


def _file(body: str | bytes, kind: str, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "public, max-age=60",
    }
    return HttpResponse(body, content_type=kind, headers=headers)


def charts(found: QuarterReport) -> list[Chart]:
    """One chart for each dimension, in the order in which one asks."""
    acted, flagged = found.acted, found.flagged
    return [
        Chart(_("What was done"), bars(acted.by_treatment, _treatments())),
        Chart(_("Under which rule"), bars(acted.by_clause, found.titles | {"": _("No rule named")})),
        Chart(_("How it came up"), bars(acted.by_source, _sources())),
        Chart(_("What it was about"), bars(acted.by_format, _formats())),
        Chart(_("Who decided"), bars(acted.by_decider, {"person": _("A person"), "automation": _("Automation")})),
        Chart(_("Languages of the posts, where known"), bars(acted.by_language, {})),
        Chart(_("What was flagged, by how it came up"), bars(flagged.by_source, _sources())),
        Chart(_("Demands, by state"), bars(found.demands.by_country, {})),
    ]


def bars(counts: Iterable[Count], labels: dict[str, str]) -> tuple[Bar, ...]:
    """Counts as bars, each with its name in words."""
    counts = tuple(counts)
    longest = max((count.number for count in counts), default=0)
    return tuple(
        Bar(labels.get(one.key, one.key), one.number, round(100 * one.number / longest, 1), one.is_few)
        for one in counts
    )


def _treatments() -> dict[str, str]:
    return {
        "remove": _("Removed"),
        "withhold": _("Withheld in a country"),
        "hold": _("Held for a time"),
        "reduce": _("Travels less far"),
        "inform": _("Carries a note"),
        "restrict": _("Account restricted"),
    }


def _sources() -> dict[str, str]:
    return {
        "people": _("Reports by people"),
        "trusted_flagger": _("Trusted flaggers"),
        "automation": _("Automation"),
        "staff": _("Moderators"),
        "states": _("Demands by states"),
    }


def _formats() -> dict[str, str]:
    return {
        "post": _("Posts"),
        "account": _("Accounts"),
        "media": _("Pictures and recordings"),
        "note": _("Community notes"),
        "post with image": _("Posts with a picture"),
        "post with video": _("Posts with a video"),
        "post with audio": _("Posts with sound"),
    }


def present() -> tuple[Quarter, QuarterReport]:
    """The quarter that runs, counted so far."""
    quarter = transparency.quarters()[0]
    return quarter, _report(quarter.name)
