"""Who does which job: a lease that a heartbeat prolongs, and that runs out when its worker dies or hangs."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from django.db import connection
from django.db.models import F, Q

from folkmoot.infra.jobs.models import Job
from folkmoot.infra.jobs.types import DueJob
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock

LEASE = timedelta(seconds=20)
MAX_ATTEMPTS = 8
MAX_LOSSES = 3
"""So many workers may die or hang over one job."""

LOST = "Lost\nThe worker that did this died or hung, and nothing came back."
"""The reason of a job whose lease ran out."""


def take(owner: str, limit: int = 20) -> list[DueJob]:
    """Lease the due jobs that nobody holds, oldest first. A lease that ran out counts as nobody's.

    One that was lost with its worker is counted, so that what kills workers is parked in the end. It comes alone, as
    does what failed before: then it takes no others along.
    """
    now = clock.now()
    due = Job.objects.filter(parked_at=None, run_at__lte=now).filter(Q(lease_until=None) | Q(lease_until__lt=now))
    if not due.exists():
        return []
    with atomic_write(lasting=False):  # no lease survives what undoes this
        locked = (
            due.select_for_update(skip_locked=True) if connection.features.has_select_for_update_skip_locked else due
        )
        rows = _together(list(locked.order_by("run_at", "id")[:limit]))
        taken = [row for row in rows if not (_was_lost(row, owner) and _count_loss(row, now))]
        # Whoever asks for the same work from now on means what is so now: it waits as a job of its own.
        Job.objects.filter(id__in=[row.id for row in taken]).update(
            lease_until=now + LEASE, lease_owner=owner, unique_key=None
        )
    return [
        DueJob(row.id, row.name, row.arguments, row.attempts, row.error, owner=owner, taken_at=now) for row in taken
    ]


def heartbeat(owner: str) -> None:
    """Prolong every lease that `owner` holds."""
    if not Job.objects.filter(lease_owner=owner).exists():
        return
    with atomic_write():
        Job.objects.filter(lease_owner=owner).update(lease_until=clock.now() + LEASE)


def give_back(owner: str) -> None:
    """End the leases of a worker that stops: others may take the jobs at once, and no attempt is used up."""
    if Job.objects.filter(lease_owner=owner).exists():
        with atomic_write():
            Job.objects.filter(lease_owner=owner).update(lease_until=None, lease_owner="")


def is_held(job: DueJob) -> bool:
    """Whether its owner may still begin with a job. A worker that was stopped for a while may have lost it."""
    if job.taken_at is not None and clock.now() < job.taken_at + LEASE / 2:
        return True
    return Job.objects.filter(id=job.id, lease_owner=job.owner, lease_until__gt=clock.now()).exists()


def _together(rows: Sequence[Job]) -> Sequence[Job]:
    return list(takewhile(_is_clean, rows)) or rows[:1]


def _is_clean(row: Job) -> bool:
    return row.attempts == row.losses == 0 and row.lease_owner == ""


def _was_lost(row: Job, owner: str) -> bool:
    return row.lease_owner not in {"", owner}


def _count_loss(row: Job, now: datetime) -> bool:
    """True where that was once too often, and the job is parked."""
    over = row.losses + 1 >= MAX_LOSSES
    parked = {"parked_at": now, "lease_until": None, "lease_owner": ""} if over else {}
    Job.objects.filter(id=row.id).update(losses=F("losses") + 1, error=LOST, **parked)
    return over
