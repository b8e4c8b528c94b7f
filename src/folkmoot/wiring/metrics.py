"""What is looked up when somebody reads the metrics."""

from collections.abc import Callable, Iterator
from datetime import datetime

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.infra import usage
from folkmoot.infra.config import current
from folkmoot.infra.health import requests
from folkmoot.infra.health.files import alive_file
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.metrics.looked_at import Look, Values, register
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.room import api as room
from folkmoot.kernel import clock


def connect() -> None:
    """Say it once a process; saying it again changes nothing."""
    register(
        Look("folkmoot_jobs_waiting", "Jobs by kind and state.", ("kind", "state"), _jobs),
        Look("folkmoot_jobs_oldest_seconds", "How long the oldest due job has waited.", (), _oldest_job),
        Look("folkmoot_outbox_waiting", "Events that are not yet jobs.", (), _one(outbox.waiting)),
        Look("folkmoot_feed_unspread", "Posts whose fan-out is not finished.", (), _one(posts.unspread_count)),
        Look("folkmoot_cases_open", "Cases that wait for a decision.", (), _cases),
        Look("folkmoot_appeals_open", "Appeals that wait for a decision.", (), _appeals),
        Look("folkmoot_cases_oldest_seconds", "How long the oldest open case has waited.", (), _oldest_case),
        Look("folkmoot_database_bytes", "The size of each database.", ("database",), _databases),
        Look("folkmoot_disk_free_bytes", "Free on the disk of the data folder.", (), _free),
        Look("folkmoot_disk_used_ratio", "What the data folder takes, of what it may take.", (), _used),
        Look("folkmoot_disk_mark", "The last mark that is reached: 0, 80, 90, 95, 98 or 100.", (), _mark),
        Look("folkmoot_disk_refused", "1 for what is refused now for want of room.", ("what",), _refused),
        Look("folkmoot_requests_oldest_seconds", "Age of the oldest request in hand.", ("process",), _oldest_request),
        Look("folkmoot_alive_seconds", "How long ago a process gave a sign of life.", ("process",), _alive),
    )


def _one(number: Callable[[], float]) -> Callable[[], Values]:
    return lambda: [((), number())]


def _jobs() -> Iterator[tuple[tuple[str, ...], float]]:
    for one in jobs.kinds():
        for state in ("due", "later", "running", "again", "parked"):
            yield (one.kind, state), getattr(one, state)


def _cases() -> Values:
    return [((), integrity.backlog().cases)]


def _appeals() -> Values:
    return [((), integrity.backlog().appeals)]


def _free() -> Values:
    return [((), usage.free()[0])]


def _used() -> Values:
    here = room.now()
    return [((), here.used / here.most if here.most > 0 else 1.0)]


def _mark() -> Values:
    return [((), room.now().mark)]


def _refused() -> Iterator[tuple[tuple[str, ...], float]]:
    lacking = room.lacking()
    for growth in room.Growth:
        yield (growth.value,), float(growth in lacking)


def _oldest_job() -> Values:
    return [((), _age(min((one.oldest for one in jobs.kinds() if one.oldest), default=None)))]


def _oldest_case() -> Values:
    return [((), _age(integrity.backlog().oldest))]


def _age(since: datetime | None) -> float:
    return (clock.now() - since).total_seconds() if since else 0.0


def _databases() -> Values:
    return [((one.alias,), one.bytes) for one in usage.databases()]


def _oldest_request() -> Iterator[tuple[tuple[str, ...], float]]:
    for name, state in requests.noted(current()).items():
        yield (name,), state.oldest


def _alive() -> Iterator[tuple[tuple[str, ...], float]]:
    files = {"worker": alive_file(current()), "streaming": current().streaming_alive_file}
    for name, file in files.items():
        if file.exists():
            yield (name,), max(0.0, clock.now().timestamp() - file.stat().st_mtime)
