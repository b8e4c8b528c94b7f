"""What the community shows of its own power: the public log, demands by states, and what else there is to read."""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.transparency import api as transparency
from folkmoot.edges.web.log_words import sentence
from folkmoot.edges.web.pages.reports import charts, present
from folkmoot.infra.http.answers import number_of
from folkmoot.infra.translog import api as translog
from folkmoot.infra.translog.api import Entry
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.viewer import NOBODY

_PAGE = 50


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Everything that is public here, at one place."""
    quarter, so_far = present()
    acted = so_far.acted
    context = {
        "head": _head(),
        "quarter": quarter,
        "flaggers": integrity.public_flaggers(),
        "report": so_far,
        "charts": [one for one in charts(so_far)[:2] if acted.total],
        "demand_count": len(transparency.public_demands()),
        "version": integrity.current_policy().version,
    }
    return render(request, "transparency/landing.html", context)


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What the log is, its newest head and key, and its entries in words, newest first."""
    newest = _head()
    size = newest.size if newest else 0
    before = number_of(request.GET.get("before"), least=0, most=size, default=size)
    start = max(0, before - _PAGE)
    found = transparency.entries(start=start, limit=before - start) if before else []
    context = {
        "head": newest,
        "key": translog.public_key().hex(),
        "entries": [(one, sentence(one)) for one in reversed(found)],
        "older": start,
        "origin": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "transparency/log.html", context)


def _head() -> translog.Head | None:
    with suppress(NotFound):
        return transparency.head()
    return None


@require_safe
def entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """One entry with its proof, and how to check it by hand."""
    found = translog.entry(entry_id)
    if found is None:
        raise NotFound("no such entry", safe="The log has no such entry.")
    return render(request, "transparency/entry.html", {"entry": found, "said": sentence(found)} | _proved(found))


def _proved(found: Entry) -> dict[str, Any]:
    if found.sequence is None:
        return {}
    proof = transparency.prove_inclusion(entry_id=found.id)
    return {
        "proof": proof,
        "leaf": proof.leaf.hex(),
        "root": proof.root.hex(),
        "path": [one.hex() for one in proof.path],
        "body": found.body.decode(),
    }


@require_safe
def demands(request: HttpRequest) -> HttpResponse:
    return render(request, "transparency/demands.html", {"demands": transparency.public_demands()})


@require_safe
def demand(request: HttpRequest, demand_id: int) -> HttpResponse:
    """A demand as everybody reads it; operators read more of it in the console."""
    return render(request, "transparency/demand.html", {"demand": transparency.access_demand(NOBODY, demand_id)})
