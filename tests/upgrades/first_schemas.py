"""Run inside an empty site: migrate each app to its first migration, and put three rows into every table."""

import json
import sys
from datetime import UTC, datetime
from typing import Any

from django.core.management.color import no_style
from django.db import connections, models, router, transaction
from django.db.migrations.executor import MigrationExecutor

_ROWS = 3
_NOT_BY_MODELS = {"postwords", "personwords", "tagwords"}


def value(field: Any, number: int) -> Any:
    """Another for each number and, where it is no relation, for each column; null for the first where it may be."""
    if field.is_relation:
        return value(field.target_field, number)
    if field.null and number == 0:
        return None
    if isinstance(field, models.IntegerField):
        return number + 10 * field.model._meta.concrete_fields.index(field)
    for kind, made in _VALUES.items():
        if isinstance(field, kind):
            return made(number)
    return str(number)[: field.max_length]


_VALUES: dict[type, Any] = {
    models.BooleanField: lambda number: bool(number % 2),
    models.DateTimeField: lambda number: datetime(2026, 3, 1 + number, 12, tzinfo=UTC),
    models.DateField: lambda number: datetime(2026, 3, 1 + number, tzinfo=UTC).date(),
    models.BinaryField: lambda number: bytes([number]) * 32,
    models.JSONField: lambda number: {"number": number},
    models.FloatField: lambda number: number / 2,
    models.TextField: lambda number: f"Text {number}: żółć, \U0001f33b, and two\nlines",
}


def first_migrations(executor: MigrationExecutor) -> list[tuple[str, str]]:
    return sorted(node for node in executor.loader.graph.nodes if node[1].startswith("0001_"))


def fill(alias: str) -> list[str]:
    """The names of the tables that have rows now."""
    executor = MigrationExecutor(connections[alias])
    first = first_migrations(executor)
    executor.migrate(first)
    made = []
    with transaction.atomic(using=alias):
        for model in executor.loader.project_state(first).apps.get_models():
            meta = model._meta
            if not router.allow_migrate_model(alias, model) or meta.model_name in _NOT_BY_MODELS:
                continue
            fields = meta.concrete_fields
            model._default_manager.using(alias).bulk_create(
                [model(**{field.attname: value(field, number) for field in fields}) for number in range(_ROWS)]
            )
            made.append(model)
        with connections[alias].cursor() as cursor:
            for statement in connections[alias].ops.sequence_reset_sql(no_style(), made):
                cursor.execute(statement)
    return [model._meta.db_table for model in made]


sys.stdout.write(json.dumps({alias: fill(alias) for alias in ("keys", "vault_home", "default")}) + "\n")
