"""Jobs of one name that are done several at a time: what they share is read once, and one commit settles them all.

A job has no less of its own for that: where doing them together fails, nothing of it has happened, and each is done
alone, so that one that cannot be done parks nobody else. No commit of a batch waits for the disk: the settling comes
last, so a power cut that undoes it leaves the jobs to be done again, and the next dispatch makes all of it lasting.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from folkmoot.infra.jobs import leases
from folkmoot.infra.jobs.models import Job
from folkmoot.infra.jobs.types import DueJob
from folkmoot.infra.metrics.counted import JOB_SECONDS, JOBS
from folkmoot.infra.rows import delete
from folkmoot.infra.writes import atomic_write, done_again_if_undone

logger = logging.getLogger(__name__)

Work = Callable[[list[dict[str, Any]]], None]
"""Gets the arguments of the jobs, in their order; must be repeatable, or all of it one transaction."""


@dataclass(frozen=True, slots=True)
class _Together:
    work: Work
    most: int
    inside: bool


_registry: dict[str, _Together] = {}


def register_together(name: str, work: Work, *, most: int, inside: bool = False) -> None:
    """Say what does up to `most` jobs called `name` at once; what does a single one must be registered as well.

    `inside`: in the transaction that settles them, which the batch must then keep short.
    """
    _registry[name] = _Together(work, most, inside)


def perform_together(jobs: Sequence[DueJob]) -> list[DueJob]:
    """Do those of the jobs that can be done so and never failed; returns the others, to be done one by one."""
    left: list[DueJob] = []
    for batch in _batches(jobs):
        known = _registry.get(batch[0].name)
        if known is None or len(batch) == 1 or not all(map(leases.is_held, batch)) or not _done(known, batch):
            left += batch
    return left


def _batches(jobs: Sequence[DueJob]) -> list[list[DueJob]]:
    """By kind, each in the order of the jobs; what failed before stands alone."""
    by_kind: dict[tuple[str, int], list[DueJob]] = {}
    for job in jobs:
        by_kind.setdefault((f"{job.name} {job.kind}", job.id if job.attempts else 0), []).append(job)
    sizes = {key: _registry[found[0].name].most if found[0].name in _registry else 1 for key, found in by_kind.items()}
    return [
        found[first : first + sizes[key]]
        for key, found in by_kind.items()
        for first in range(0, len(found), sizes[key])
    ]


def _done(known: _Together, batch: list[DueJob]) -> bool:
    kind = batch[0].kind
    try:
        with JOB_SECONDS.labels(kind).time(), done_again_if_undone():
            _do(known, batch)
    except Exception as error:  # noqa: BLE001 - each job then meets its own error alone
        logger.info("%s jobs %s are done one by one: %s", len(batch), batch[0].name, type(error).__name__)
        return False
    JOBS.labels(kind, "done").inc(len(batch))
    return True


def _do(known: _Together, batch: list[DueJob]) -> None:
    if known.inside:
        with atomic_write():
            known.work([job.arguments for job in batch])
            _settle(batch)
    else:
        known.work([job.arguments for job in batch])
        with atomic_write():
            _settle(batch)


def _settle(batch: list[DueJob]) -> None:
    delete(Job, [job.id for job in batch])
