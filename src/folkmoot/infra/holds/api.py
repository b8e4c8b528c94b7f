"""Hold, ask, release."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from folkmoot.infra.holds.models import Hold
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import new_id

BACKUP = "backup"
"""No sweeper deletes what no central row names: the vault is copied after the central database."""


@contextmanager
def held(name: str, *, at_most: timedelta) -> Iterator[None]:
    """Hold `name` for the block, and not longer than `at_most` should this process die in it."""
    identifier = new_id()
    with atomic_write():
        Hold.objects.create(id=identifier, name=name, until=clock.now() + at_most)
    try:
        yield
    finally:
        with atomic_write():
            Hold.objects.filter(id=identifier).delete()


def is_held(name: str) -> bool:
    return Hold.objects.filter(name=name, until__gt=clock.now()).exists()


def release_all(name: str) -> None:
    """After a restore: end the holds that were copied with everything else."""
    with atomic_write():
        Hold.objects.filter(name=name).delete()
