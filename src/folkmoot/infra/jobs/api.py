"""Enqueue work, register what does it, take due work and settle it."""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q

from folkmoot.infra.jobs.models import Job
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import new_id

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=20)
MAX_ATTEMPTS = 8
_FIRST_WAIT = timedelta(seconds=2)

_registry: dict[str, Callable[..., None]] = {}


@dataclass(frozen=True, slots=True)
class DueJob:
    """A job that this worker holds the lease of, or that is parked: then `error` says how it failed last."""

    id: int
    name: str
    arguments: dict[str, Any]
    attempts: int
    error: str = ""


def register(name: str, work: Callable[..., None]) -> None:
    """Say what does the jobs called `name`. The name is stored, so it stays the same for ever."""
    _registry[name] = work


def enqueue(name: str, *, run_at: datetime | None = None, unique_key: str | None = None, **arguments: Any) -> None:
    """Have `name` done with `arguments`, now or at `run_at`; in the caller's transaction.

    With a `unique_key`, a job that waits under the same key is left as it is.
    """
    row = Job(id=new_id(), name=name, arguments=arguments, run_at=run_at or clock.now(), unique_key=unique_key)
    with atomic_write():
        if unique_key is None:
            row.save(force_insert=True)
        else:
            Job.objects.bulk_create([row], ignore_conflicts=True)


def take(owner: str, limit: int = 20) -> list[DueJob]:
    """Lease the due jobs that nobody holds, oldest first. A lease that ran out counts as nobody's."""
    now = clock.now()
    due = Job.objects.filter(parked_at=None, run_at__lte=now).filter(Q(lease_until=None) | Q(lease_until__lt=now))
    if not due.exists():
        return []
    with atomic_write():
        locked = (
            due.select_for_update(skip_locked=True) if connection.features.has_select_for_update_skip_locked else due
        )
        rows = list(locked.order_by("run_at", "id")[:limit])
        Job.objects.filter(id__in=[row.id for row in rows]).update(lease_until=now + LEASE, lease_owner=owner)
    return [DueJob(row.id, row.name, row.arguments, row.attempts) for row in rows]


def heartbeat(owner: str) -> None:
    """Prolong every lease that `owner` holds."""
    if not Job.objects.filter(lease_owner=owner).exists():
        return
    with atomic_write():
        Job.objects.filter(lease_owner=owner).update(lease_until=clock.now() + LEASE)


def perform(job: DueJob) -> bool:
    """Do the job and settle it; False if it failed and waits for its next attempt or was parked."""
    try:
        _registry[job.name](**job.arguments)
    except Exception as error:  # noqa: BLE001 - whatever a job raises decides only about that job
        logger.warning("job %s %s failed: %s", job.id, job.name, type(error).__name__)
        _fail(job, error)
        return False
    with atomic_write():
        Job.objects.filter(id=job.id).delete()
    return True


def _fail(job: DueJob, error: Exception) -> None:
    attempts = job.attempts + 1
    last_frame = "".join(traceback.format_tb(error.__traceback__)[-1:])
    parked_at = clock.now() if attempts >= MAX_ATTEMPTS else None
    with atomic_write():
        Job.objects.filter(id=job.id).update(
            attempts=attempts,
            error=f"{type(error).__name__}\n{last_frame}",
            run_at=clock.now() + _FIRST_WAIT * 2**attempts,
            parked_at=parked_at,
            lease_until=None,
            lease_owner="",
        )


def parked() -> list[DueJob]:
    """The jobs that failed too often and wait for an operator."""
    rows = Job.objects.exclude(parked_at=None).order_by("parked_at")
    return [DueJob(row.id, row.name, row.arguments, row.attempts, row.error) for row in rows]


def retry(job_id: int) -> None:
    """Give a parked job its attempts back."""
    with atomic_write():
        Job.objects.filter(id=job_id).exclude(parked_at=None).update(parked_at=None, attempts=0, run_at=clock.now())


def waiting() -> int:
    """How many jobs are not parked."""
    return Job.objects.filter(parked_at=None).count()
