"""What other layers use of the changes that a database tells."""

from django.db import DEFAULT_DB_ALIAS

from folkmoot.infra.changes.triggers import Tracking
from folkmoot.infra.changes.trimming import trim

__all__ = ["install", "register", "trim", "uninstall"]

_wanted: list[Tracking] = []


def register(tracking: Tracking) -> None:
    """What the central database is to tell; once a process."""
    _wanted[:] = [tracking]


def uninstall(alias: str) -> None:
    """Take the triggers away before a migration, where they would be in its way. The caller has the write lock, and
    calls `install` afterwards.
    """
    if alias == DEFAULT_DB_ALIAS:
        for tracking in _wanted:
            tracking.uninstall(alias)


def install(alias: str) -> None:
    """Make the triggers of a database, where they are not as they should be. The caller has the write lock."""
    if alias == DEFAULT_DB_ALIAS:
        for tracking in _wanted:
            tracking.install(alias)
