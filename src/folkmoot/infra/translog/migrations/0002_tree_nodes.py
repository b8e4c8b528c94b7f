"""Store every complete subtree, so that a proof reads a few rows and not the log."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db import migrations, models

_INDEX_BITS = 48
_BATCH = 500


def _node_rows(model: Any, bodies: Iterator[Any]) -> Iterator[Any]:
    """Written out here: a migration stays what it was when the application's tree changes."""
    peaks: dict[int, bytes] = {}
    for place, body in enumerate(bodies):
        level, index, value = 0, place, hashlib.sha256(b"\x00" + bytes(body)).digest()
        yield model(place=index, hash=value)
        while level in peaks:
            value = hashlib.sha256(b"\x01" + peaks.pop(level) + value).digest()
            level, index = level + 1, index >> 1
            yield model(place=level << _INDEX_BITS | index, hash=value)
        peaks[level] = value


def fill(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    entry, node = apps.get_model("translog", "LogEntry"), apps.get_model("translog", "TreeNode")
    placed = entry.objects.using(alias).exclude(sequence=None).order_by("sequence")
    waiting = []
    for row in _node_rows(node, placed.values_list("body", flat=True).iterator()):
        waiting.append(row)
        if len(waiting) == _BATCH:
            node.objects.using(alias).bulk_create(waiting)
            waiting = []
    node.objects.using(alias).bulk_create(waiting)


class Migration(migrations.Migration):
    dependencies = [("translog", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="TreeNode",
            fields=[
                ("place", models.BigIntegerField(primary_key=True, serialize=False)),
                ("hash", models.BinaryField()),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.DeleteModel(name="TreePeak"),
    ]
