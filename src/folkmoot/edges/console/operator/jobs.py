"""Background work: what waits, runs and failed, with its reason; try again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from folkmoot.infra.http.answers import say
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.jobs import api as jobs

_SHOWN = 100


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """Names, numbers and reasons: arguments are left out, so that nothing leads to a person."""
    viewer_of(request).require_operator()
    parked, kinds = jobs.parked(), jobs.kinds()
    context = {
        "kinds": kinds,
        "parked": parked[:_SHOWN],
        "parked_count": len(parked),
        "parked_kinds": [one for one in kinds if one.parked > 1],
        "waiting": jobs.waiting(),
    }
    return render(request, "console/jobs.html", context)


@require_POST
def retry(request: HttpRequest, job_id: int) -> HttpResponse:
    jobs.retry(job_id, by=viewer_of(request).require_operator())
    say(request, _("It is tried again now."))
    return redirect("/console/jobs")


@require_POST
def retry_kind(request: HttpRequest) -> HttpResponse:
    number = jobs.retry_kind(request.POST.get("kind", ""), by=viewer_of(request).require_operator())
    text = ngettext("%(n)d piece of work is tried again now.", "%(n)d pieces of work are tried again now.", number)
    say(request, text % {"n": number})
    return redirect("/console/jobs")
