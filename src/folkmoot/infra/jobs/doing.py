"""Do one job and settle it: gone when it is done, waiting or parked when it failed."""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from folkmoot.infra.jobs import in_hand, leases
from folkmoot.infra.jobs.models import Job
from folkmoot.infra.jobs.types import DueJob
from folkmoot.infra.metrics.counted import JOB_SECONDS, JOBS
from folkmoot.infra.unavailable import stores_answer, unavailable
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import DiskFull, NoRoom

logger = logging.getLogger(__name__)

LONGEST = timedelta(minutes=3)
"""So long may a job take that says nothing else; a worker that is at one for longer hangs."""

_FIRST_WAIT = timedelta(seconds=2)
_UNTIL_ROOM = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class _Work:
    do: Callable[..., None]
    longest: timedelta


_registry: dict[str, _Work] = {}


def register(name: str, work: Callable[..., None], *, longest: timedelta = LONGEST) -> None:
    """Say what does the jobs called `name`. The name is stored, so it stays the same for ever."""
    _registry[name] = _Work(work, longest)


def longest_of(job: DueJob) -> timedelta:
    """How long a job may take before its worker counts as hung."""
    known = _registry.get(job.name)
    return known.longest if known else LONGEST


def perform(job: DueJob) -> bool:
    """Do the job and settle it; False if it failed and waits for its next attempt or was parked, or if another
    worker has it by now.

    Where the disk is full the job is put off; where a store does not answer that error is raised. Both say nothing of
    the job, and use up no attempt.
    """
    if not leases.is_held(job):
        return False
    try:
        with JOB_SECONDS.labels(job.kind).time(), in_hand.doing(job):
            _registry[job.name].do(**job.arguments)
    except Exception as error:
        reason = unavailable(error)
        if isinstance(error, NoRoom) or isinstance(reason, DiskFull):
            _put_off(job)
            return False
        if reason is not None and not stores_answer():
            raise
        logger.warning("job %s %s failed: %s", job.id, job.name, type(error).__name__)
        _fail(job, error)
        return False
    with atomic_write():
        Job.objects.filter(id=job.id).delete()
    JOBS.labels(job.kind, "done").inc()
    return True


def _put_off(job: DueJob) -> None:
    """Raises where not even that can be written."""
    with atomic_write():
        Job.objects.filter(id=job.id, lease_owner=job.owner).update(
            run_at=clock.now() + _UNTIL_ROOM, begun_at=None, lease_until=None, lease_owner=""
        )


def _fail(job: DueJob, error: Exception) -> None:
    """Whoever has taken the job in the meantime goes on with it undisturbed."""
    attempts = job.attempts + 1
    last_frame = "".join(traceback.format_tb(error.__traceback__)[-1:])
    parked_at = clock.now() if attempts >= leases.MAX_ATTEMPTS else None
    with atomic_write():
        Job.objects.filter(id=job.id, lease_owner=job.owner).update(
            attempts=attempts,
            error=f"{type(error).__name__}\n{last_frame}",
            run_at=clock.now() + _FIRST_WAIT * 2**attempts,
            begun_at=None,
            parked_at=parked_at,
            lease_until=None,
            lease_owner="",
        )
    JOBS.labels(job.kind, "parked" if parked_at else "failed").inc()
