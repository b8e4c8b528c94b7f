"""Enqueue work, register what does it, take due work and settle it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from folkmoot.infra.audit.api import record
from folkmoot.infra.jobs.doing import LONGEST, longest_of, perform, register
from folkmoot.infra.jobs.in_hand import begin, id_in_hand
from folkmoot.infra.jobs.leases import LEASE, LOST, MAX_ATTEMPTS, MAX_LOSSES, give_back, heartbeat, take
from folkmoot.infra.jobs.models import Job
from folkmoot.infra.jobs.types import DueJob, JobKind
from folkmoot.infra.rows import insert
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import new_id

__all__ = [
    "LEASE",
    "LONGEST",
    "LOST",
    "MAX_ATTEMPTS",
    "MAX_LOSSES",
    "DueJob",
    "JobKind",
    "begin",
    "enqueue",
    "enqueue_many",
    "give_back",
    "heartbeat",
    "id_in_hand",
    "kinds",
    "longest_of",
    "parked",
    "perform",
    "register",
    "retry",
    "retry_kind",
    "take",
    "waiting",
]


def enqueue(name: str, *, run_at: datetime | None = None, unique_key: str | None = None, **arguments: Any) -> None:
    """Have `name` done with `arguments`, now or at `run_at`; in the caller's transaction.

    With a `unique_key`, a job that waits under the same key is left as it is.
    """
    row = Job(id=new_id(), name=name, arguments=arguments, run_at=run_at or clock.now(), unique_key=unique_key)
    with atomic_write():
        if unique_key is None:
            insert(row)
        else:
            Job.objects.bulk_create([row], ignore_conflicts=True)


def enqueue_many(name: str, arguments: Sequence[dict[str, Any]]) -> None:
    """Have `name` done now with each of these arguments, in this order; in the caller's transaction."""
    now = clock.now()
    with atomic_write():
        insert(*(Job(id=new_id(), name=name, arguments=one, run_at=now) for one in arguments))


def parked() -> list[DueJob]:
    """The jobs that failed too often and wait for an operator."""
    rows = Job.objects.exclude(parked_at=None).order_by("parked_at")
    return [DueJob(row.id, row.name, row.arguments, row.attempts + row.losses, row.error) for row in rows]


def retry(job_id: int, *, by: int | None = None) -> None:
    """Give a parked job its attempts back. `by`: the operator who says so."""
    _retry(Job.objects.filter(id=job_id), by, f"job:{job_id}")


def retry_kind(kind: str, *, by: int | None = None) -> int:
    """The same for all parked jobs of a kind; returns how many there were."""
    return _retry(Job.objects.filter(_of_kind(kind)), by, "jobs")


def kinds() -> tuple[JobKind, ...]:
    """What waits, runs and failed, by kind: what is parked and what waits longest first."""
    now = clock.now()
    held = Q(parked_at=None, lease_until__gte=now)
    free = Q(parked_at=None) & ~Q(lease_until__gte=now, lease_until__isnull=False)
    fresh = free & Q(attempts=0, losses=0)
    rows = Job.objects.order_by().values("name", "arguments__subscriber").annotate(
        due=Count("id", filter=fresh & Q(run_at__lte=now)),
        later=Count("id", filter=fresh & Q(run_at__gt=now)),
        running=Count("id", filter=held),
        again=Count("id", filter=free & (Q(attempts__gt=0) | Q(losses__gt=0))),
        parked=Count("id", filter=Q(parked_at__isnull=False)),
        oldest=Min("run_at", filter=free & Q(run_at__lte=now)),
    )  # fmt: skip
    found = [
        JobKind(
            str(row["arguments__subscriber"] or row["name"]),
            row["due"],
            row["later"],
            row["running"],
            row["again"],
            row["parked"],
            row["oldest"],
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (-one.parked, one.oldest or now, one.kind)))


def _of_kind(kind: str) -> Q:
    return Q(arguments__subscriber=kind) | Q(name=kind)


def _retry(rows: "QuerySet[Job]", by: int | None, subject: str) -> int:
    with atomic_write():
        number = rows.exclude(parked_at=None).update(
            parked_at=None, attempts=0, losses=0, begun_at=None, run_at=clock.now()
        )
        if number:
            record(by, "job.retry", subject, jobs=number)
    return number


def waiting() -> int:
    """How many jobs are not parked."""
    return Job.objects.filter(parked_at=None).count()
