"""The job that a thread does now, for what leaves the site and cannot be taken back: a letter, a message to a phone."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from folkmoot.infra.jobs.models import Job
from folkmoot.infra.jobs.types import DueJob
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock

logger = logging.getLogger(__name__)

_in_hand: ContextVar[DueJob | None] = ContextVar("the job in hand", default=None)


@contextmanager
def doing(job: DueJob) -> Iterator[None]:
    before = _in_hand.set(job)
    try:
        yield
    finally:
        _in_hand.reset(before)


def id_in_hand() -> int | None:
    """The id of the job that this thread does, the same at each attempt; None outside of one."""
    job = _in_hand.get()
    return job.id if job else None


def begin() -> bool:
    """Note that the job in hand now does what must rather not happen than happen twice. A job says so at most once.

    False where that is noted already, or another worker has the job: then whoever did it was lost, nobody knows how
    far it came, and it must be left. An attempt that failed and said so takes the note back. True outside of a job.
    The note outlives the process, but perhaps no power cut.
    """
    job = _in_hand.get()
    if job is None:
        return True
    with atomic_write(lasting=False):
        free = Job.objects.filter(id=job.id, lease_owner=job.owner, begun_at=None)
        fresh = free.update(begun_at=clock.now()) == 1
    if not fresh:
        logger.warning("job %s %s was begun by a worker that was lost, and is left at that", job.id, job.name)
    return fresh
