"""The only way to write: one short transaction, on SQLite under the fair write lock."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from django.db import connections, transaction

from folkmoot.infra.write_lock import WriteLock

_holding = threading.local()


@contextmanager
def atomic_write(using: str = "default") -> Iterator[None]:
    """Run the block as one transaction of the database `using`; all of it happens, or nothing.

    Nests: an inner block joins the outer transaction. Keep it short (10 ms is the aim): everybody else waits. No
    detector, no network and no other store's write belongs inside.
    """
    held: set[str] = _holding.__dict__.setdefault("aliases", set())
    if using in held:
        with transaction.atomic(using=using, savepoint=False):
            yield
        return
    with _lock_for(using):
        held.add(using)
        try:
            with transaction.atomic(using=using):
                yield
        finally:
            held.discard(using)


@contextmanager
def _lock_for(using: str) -> Iterator[None]:
    connection = connections[using]
    name = str(connection.settings_dict["NAME"])
    in_memory = ":memory:" in name or "mode=memory" in name
    lock = nullcontext() if connection.vendor != "sqlite" or in_memory else _lock(name).held()
    with lock:
        yield


@functools.cache
def _lock(name: str) -> WriteLock:
    return WriteLock(Path(name))
