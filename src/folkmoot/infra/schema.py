"""What the databases lack of the present schema, and what they have beyond it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader


@dataclass(frozen=True, slots=True)
class SchemaState:
    """`pending`: steps to take; `unknown`: steps that a newer Folkmoot took, as "app.name"."""

    alias: str
    pending: int
    unknown: tuple[str, ...]


def aliases() -> list[str]:
    """Every database, in the order in which they are migrated: keys, vaults, the central one."""
    return sorted(connections, key=lambda alias: (alias == DEFAULT_DB_ALIAS, alias))


def state_of(alias: str) -> SchemaState:
    """Ask a database. Raises django.db.OperationalError where it does not answer."""
    executor = MigrationExecutor(connections[alias])
    loader = executor.loader
    pending = executor.migration_plan(loader.graph.leaf_nodes())
    return SchemaState(alias, len(pending), _unknown(loader))


def unknown_names(applied: Iterable[str]) -> tuple[str, ...]:
    """Those of the steps, as "app.name", that this version does not know."""
    loader = MigrationLoader(None)
    replaced = {name for migration in loader.disk_migrations.values() for name in migration.replaces}
    known = {f"{app}.{name}" for app, name in set(loader.disk_migrations) | replaced}
    return tuple(sorted(set(applied) - known))


def _unknown(loader: MigrationLoader) -> tuple[str, ...]:
    replaced = {name for migration in loader.disk_migrations.values() for name in migration.replaces}
    known = set(loader.disk_migrations) | replaced
    return tuple(sorted(f"{app}.{name}" for app, name in set(loader.applied_migrations) - known))
