"""Storage and health of the machine."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from folkmoot.domains.media import api as media
from folkmoot.infra import usage
from folkmoot.infra.backup.last import last_backup
from folkmoot.infra.config import current
from folkmoot.infra.health.finding import Level
from folkmoot.infra.health.machine import check_machine
from folkmoot.infra.health.running import check_running
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.room import api as room
from folkmoot.infra.room.api import Mark
from folkmoot.infra.translog import api as translog
from folkmoot.kernel import clock

_AT = {
    Mark.TOLD: gettext_lazy("Operators are told, here and on every page."),
    Mark.LEAN: gettext_lazy(
        "Archives that were made a day ago go, and uploads in no post after two hours. No archives are made or taken "
        "in, and no videos and sounds."
    ),
    Mark.NO_FILES: gettext_lazy("No files are taken in. Posts are words."),
    Mark.NOBODY_NEW: gettext_lazy("Nobody new joins, and no new app."),
    Mark.FULL: gettext_lazy("Nothing is published. Reading, reporting, deciding and deleting go on."),
}
_SETTLED = timedelta(days=1)
"""A younger file may belong to an upload that is under way."""


@require_safe
def storage(request: HttpRequest) -> HttpResponse:
    """Where the bytes are."""
    viewer = viewer_of(request)
    viewer.require_operator()
    databases, files = usage.databases(), usage.media_files()
    free, whole = usage.free()
    head = translog.head()
    context = {
        "databases": databases,
        "databases_bytes": sum(one.bytes for one in databases),
        "files": files,
        "kinds": media.usage(viewer),
        "unattached": media.unattached(viewer),
        "orphans": media.orphans(viewer, clock.now() - _SETTLED),
        "room": room.now(),
        "marks": _marks(),
        "budget": current().disk_budget,
        "free": free,
        "whole": whole,
        "backup": last_backup(),
        "log_entries": head.size if head else 0,
    }
    return render(request, "console/operator/storage.html", context)


def _marks() -> list[tuple[int, str, bool]]:
    """Each mark with what happens at it, and whether it is reached."""
    reached = room.now().mark
    return [(int(mark), str(words), reached >= mark) for mark, words in _AT.items()]


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """What `folkmoot doctor` says, what fails first."""
    viewer_of(request).require_operator()
    config = current()
    findings = [*check_machine(config), *check_running(config)]
    order = [Level.FAIL, Level.WARN, Level.OK]
    kinds = jobs.kinds()
    context = {
        "findings": sorted(findings, key=lambda one: order.index(one.level)),
        "wrong": sum(one.level is not Level.OK for one in findings),
        "oldest": min((one.oldest for one in kinds if one.oldest), default=None),
        "due": sum(one.due for one in kinds),
    }
    return render(request, "console/operator/health.html", context)
