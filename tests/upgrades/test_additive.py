"""From the last release on, every migration leaves the version before it able to serve."""

from typing import Any

import pytest
from django.db import migrations, models
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

from tests.upgrades.additive import offences
from tests.upgrades.freezing import ENGINES, archive_of, manifest_of, releases


def test_every_release_is_frozen_for_both_databases() -> None:
    assert releases()
    assert [one for one in releases() for engine in ENGINES if not archive_of(one, engine).is_file()] == []


def test_migrations_since_the_last_release_are_additive() -> None:
    loader = MigrationLoader(None)
    taken = {
        tuple(name.split(".", 1)) for name in manifest_of(releases()[-1], "sqlite").databases["default"].migrations
    }
    assert taken <= set(loader.disk_migrations)
    plan = loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True)
    state = ProjectState()
    for node in plan:
        if node in taken:
            state = loader.disk_migrations[node].mutate_state(state, preserve=False)
    known = set(state.models)
    found = {".".join(node): offences(loader.disk_migrations[node], state, known) for node in plan if node not in taken}
    assert {name: why for name, why in found.items() if why} == {}


_CHAR = models.CharField(max_length=10)
_REFUSED = {
    "a column goes": migrations.RemoveField("town", "name"),
    "a column is renamed": migrations.RenameField("town", "name", "title"),
    "a table goes": migrations.DeleteModel("Town"),
    "a table is renamed": migrations.RenameModel("Town", "City"),
    "a column that must be given": migrations.AddField("town", "size", models.IntegerField(default=0)),
    "a column gets narrower": migrations.AlterField("town", "name", models.CharField(max_length=9)),
    "a column must be given now": migrations.AlterField("town", "motto", models.TextField()),
    "a column is of another type": migrations.AlterField("town", "name", models.IntegerField()),
    "a constraint": migrations.AddConstraint("town", models.UniqueConstraint(fields=["name"], name="one")),
    "hidden in another operation": migrations.SeparateDatabaseAndState([migrations.RemoveField("town", "name")]),
    "SQL that nobody reads": migrations.RunSQL("DROP TABLE town"),
}
_ALLOWED = {
    "a table": migrations.CreateModel("River", [("id", models.BigIntegerField(primary_key=True))]),
    "a column that may be null": migrations.AddField("town", "size", models.IntegerField(null=True)),
    "a column with a default of the database": migrations.AddField("town", "size", models.IntegerField(db_default=0)),
    "a wider column": migrations.AlterField("town", "name", models.CharField(max_length=40)),
    "an index": migrations.AddIndex("town", models.Index(fields=["name"], name="town_name")),
    "no more in use": migrations.SeparateDatabaseAndState([], [migrations.RemoveField("town", "name")]),
}


@pytest.mark.parametrize("operation", _REFUSED.values(), ids=_REFUSED.keys())
def test_what_the_old_version_could_not_live_with_is_found(operation: Operation) -> None:
    assert len(_judged(operation)) == 1


@pytest.mark.parametrize("operation", _ALLOWED.values(), ids=_ALLOWED.keys())
def test_what_it_does_not_notice_is_allowed(operation: Operation) -> None:
    assert _judged(operation) == []


def test_what_is_new_since_the_release_may_still_change() -> None:
    assert _judged(migrations.RemoveField("town", "name"), known=set()) == []


def test_a_migration_in_parts_is_found() -> None:
    assert _judged(atomic=False) == ["It is not one transaction, so it cannot be tried again."]


def _judged(*operations: Operation, atomic: bool = True, known: set[tuple[str, str]] | None = None) -> list[str]:
    fields: list[tuple[str, models.Field[Any, Any]]] = [
        ("id", models.BigIntegerField(primary_key=True)),
        ("name", _CHAR),
        ("motto", models.TextField(null=True)),
    ]
    state = ProjectState({("places", "town"): ModelState("places", "Town", fields)})
    kind = type("Later", (Migration,), {"operations": list(operations), "atomic": atomic})
    migration: Migration = kind("0002_later", "places")
    return offences(migration, state, {("places", "town")} if known is None else known)
