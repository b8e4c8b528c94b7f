"""Begin or take up a run, move it forward, finish it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, connection

from folkmoot.infra.imports.models import ImportRun
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict
from folkmoot.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class Run:
    """A state of a run. `rejects_bytes`: how much of its rejects file belongs to what is done."""

    id: int
    options: Mapping[str, Any]
    done: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    rejects_bytes: int = 0
    finished: bool = False


def take_up(kind: str, key: str) -> Run | None:
    """The run for this content, if one was ever begun."""
    row = ImportRun.objects.filter(kind=kind, key=key).first()
    if row is None:
        return None
    return Run(row.id, row.options, row.done, row.counts, row.rejects_bytes, row.finished_at is not None)


def begin(kind: str, key: str, options: Mapping[str, Any]) -> Run:
    """A new run. Raises Conflict where another process was faster."""
    try:
        with atomic_write():
            row = ImportRun.objects.create(id=new_id(), kind=kind, key=key, options=dict(options))
    except IntegrityError:
        raise _moved() from None
    return Run(row.id, row.options)


def advance(before: Run, *, done: int, counts: Mapping[str, int], rejects_bytes: int) -> Run:
    """Move the run on from a state. Must run inside the `atomic_write` of the batch that it counts.

    Raises Conflict, so that the batch is undone, where another process has moved it.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a run was moved outside the write of its batch")
    rows = ImportRun.objects.filter(id=before.id, done=before.done, finished_at=None)
    if not rows.update(done=done, counts=dict(counts), rejects_bytes=rejects_bytes):
        raise _moved()
    return Run(before.id, before.options, done, dict(counts), rejects_bytes)


def finish(run: Run) -> None:
    """The whole file has been dealt with: it is never imported again."""
    with atomic_write():
        ImportRun.objects.filter(id=run.id).update(finished_at=clock.now())


def _moved() -> Conflict:
    return Conflict("import run moved", safe="Another process is importing this file.")
