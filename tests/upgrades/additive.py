"""What a migration may do while the version before it keeps serving.

The old version goes on reading and writing with its own idea of the tables. So nothing that it names may go, and
nothing may become necessary that it does not give.
"""

from collections.abc import Iterator

from django.db.migrations import Migration
from django.db.migrations import operations as ops
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.special import SeparateDatabaseAndState
from django.db.migrations.state import ProjectState
from django.db.models import Field
from django.db.models.fields import NOT_PROVIDED

_HARMLESS = (
    ops.CreateModel, ops.AddIndex, ops.RemoveIndex, ops.RenameIndex, ops.RemoveConstraint, ops.RunPython,
    ops.AlterModelOptions, ops.AlterModelManagers,
)  # fmt: skip
_TWICE = "Stop using it in one release; it may go once no supported release names it."


def offences(migration: Migration, state: ProjectState, known: set[tuple[str, str]]) -> list[str]:
    """Why the old version could not keep serving; `state` becomes what it is after the migration.

    `known`: the models, as (app, lower-case name), that the old version has. Others are free.
    """
    found = [] if migration.atomic else ["It is not one transaction, so it cannot be tried again."]
    for operation in migration.operations:
        for step in _steps(operation):
            found += _offences(step, migration.app_label, state, known)
        operation.state_forwards(migration.app_label, state)
    return found


def _steps(operation: Operation) -> Iterator[Operation]:
    """What happens to the database."""
    if isinstance(operation, SeparateDatabaseAndState):
        for step in operation.database_operations:
            yield from _steps(step)
    else:
        yield operation


def _offences(step: Operation, app: str, state: ProjectState, known: set[tuple[str, str]]) -> list[str]:
    model = getattr(step, "model_name_lower", None) or getattr(step, "name_lower", None)
    if isinstance(step, _HARMLESS) or (model is not None and (app, model) not in known):
        return []
    if isinstance(step, ops.AddField):
        return _added(step)
    if isinstance(step, ops.AlterField):
        return _altered(step, state.models[app, step.model_name_lower].fields[step.name])
    if isinstance(step, ops.AddConstraint):
        return [f"{step.describe()}: the old version does not know it and may break it."]
    return [f"{step.describe()}: the old version needs what this changes. {_TWICE}"]


def _added(step: ops.AddField) -> list[str]:
    field = step.field
    if field.null or field.many_to_many or field.db_default is not NOT_PROVIDED:
        return []
    return [f"{step.describe()}: the old version gives it no value. Let it be null, or give it a db_default."]


def _altered(step: ops.AlterField, old: "Field[object, object]") -> list[str]:
    new = step.field
    looser = (
        type(new) is type(old)
        and (new.max_length is None or (old.max_length is not None and new.max_length >= old.max_length))
        and (new.null or not old.null)
        and (old.unique or not new.unique)
        and new.db_column == old.db_column
        and (new.db_default is not NOT_PROVIDED or old.db_default is NOT_PROVIDED)
    )
    return [] if looser else [f"{step.describe()}: narrower than what the old version writes."]
