"""What machines ask about the site: can it answer, what does it count. That it lives, the client API says (/health)."""

import hmac
import time
from collections.abc import Callable
from pathlib import Path

from django.db import Error, connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from folkmoot.infra import schema
from folkmoot.infra.config import current
from folkmoot.infra.health import requests
from folkmoot.infra.health.files import SILENT_AFTER, alive_file
from folkmoot.infra.metrics import exposition
from folkmoot.kernel.errors import NotFound

_UNREADY = 503
_UNKNOWN = 401
_whole: set[str] = set()
"""Databases that this process saw with the present schema: that does not go away again."""


@never_cache
@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """Whether requests can be served: every database answers and has its schema, and no web process is stuck, as who
    comes to that one is not answered. Else 503.

    A silent worker or stream is told and is no reason to send visitors away.
    """
    databases = {alias: _database(alias) for alias in schema.aliases()}
    stuck = any(state.stuck for state in requests.noted(current()).values())
    answers = not stuck and all(state == "ok" for state in databases.values())
    processes = {"worker": alive_file(current()), "streaming": current().streaming_alive_file}
    found = {
        "status": "ready" if answers else "unready",
        "databases": databases,
        "processes": {name: "ok" if _alive(file) else "silent" for name, file in processes.items()}
        | {"web": "stuck" if stuck else "ok"},
    }
    return JsonResponse(found, status=200 if answers else _UNREADY)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Everything counted, for Prometheus; 404 unless the operator has set `metrics_token`."""
    wanted = current().metrics_token
    if not wanted:
        raise NotFound("no metrics token is set")
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), wanted.encode()):
        return HttpResponse("A token is needed.\n", status=_UNKNOWN, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(exposition.text(), content_type=exposition.CONTENT_TYPE)


def _database(alias: str) -> str:
    try:
        if alias not in _whole and schema.state_of(alias).pending:
            return "old schema"
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "no answer"
    _whole.add(alias)
    return "ok"


def _alive(file: Path, now: Callable[[], float] = time.time) -> bool:
    try:
        return now() - file.stat().st_mtime < SILENT_AFTER
    except FileNotFoundError:
        return False
