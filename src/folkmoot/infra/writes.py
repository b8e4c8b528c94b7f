"""The only way to write: one short transaction, on SQLite under the fair write lock."""

import functools
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path

from django.db import connections, transaction

from folkmoot.infra.turns import passed_on
from folkmoot.infra.unavailable import unavailable
from folkmoot.infra.write_lock import WriteLock

_holding = threading.local()


@contextmanager
def atomic_write(using: str = "default", *, lasting: bool = True) -> Iterator[None]:
    """Run the block as one transaction of the database `using`; all of it happens, or nothing.

    Without `lasting`, a power cut may undo it, until the next transaction that lasts is done: for the steps of work
    that is noted as done, or begun again, in such a one. Whatever comes later is never kept without it.
    Nests: an inner block joins the outer transaction. Keep it short (10 ms is the aim): everybody else waits. No
    detector, no network and no other store's write belongs inside.
    """
    held: set[str] = _holding.__dict__.setdefault("aliases", set())
    if using in held:
        with transaction.atomic(using=using, savepoint=False):
            yield
        return
    lasting = lasting and not (using == "default" and getattr(_holding, "repeated", False))
    with ExitStack() as committing, lock_for(using), nullcontext() if lasting else _passing_on_sqlite(using):
        held.add(using)
        try:
            with transaction.atomic(using=using):
                if not lasting:
                    _pass_on_postgresql(using)
                yield
                committing.enter_context(passed_on())
        finally:
            held.discard(using)


@contextmanager
def done_again_if_undone() -> Iterator[None]:
    """No write of the block to "default" is lasting by itself (see `atomic_write`): for work whose last write notes
    that it was done, so that what a power cut undoes is begun again.
    """
    before, _holding.repeated = getattr(_holding, "repeated", False), True
    try:
        yield
    finally:
        _holding.repeated = before


@contextmanager
def in_passing() -> Iterator[None]:
    """For a small write beside a reading, such as when somebody was last here: the reading does not depend on it.

    Where nothing can be written now, it is left out.
    """
    before, _holding.hurried = getattr(_holding, "hurried", False), True
    try:
        yield
    except Exception as error:
        if unavailable(error) is None:
            raise
    finally:
        _holding.hurried = before


@contextmanager
def _passing_on_sqlite(using: str) -> Iterator[None]:
    """In WAL mode a commit under NORMAL waits for no disk, and the next one under FULL takes it along (sqlite.org)."""
    connection = connections[using]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=NORMAL")
        try:
            yield
        finally:
            cursor.execute("PRAGMA synchronous=FULL")


def _pass_on_postgresql(using: str) -> None:
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")


@contextmanager
def lock_for(using: str) -> Iterator[None]:
    """The fair write lock of a database for the block, without a transaction: for migrations, which make their own.

    `atomic_write` inside the block would wait for ever. On PostgreSQL nothing happens.
    """
    connection = connections[using]
    name = str(connection.settings_dict["NAME"])
    in_memory = ":memory:" in name or "mode=memory" in name
    lock = (
        nullcontext()
        if connection.vendor != "sqlite" or in_memory
        else _lock(name).held(hurried=getattr(_holding, "hurried", False))
    )
    with lock:
        yield


@functools.cache
def _lock(name: str) -> WriteLock:
    return WriteLock(Path(name))
