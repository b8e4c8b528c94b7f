from django.db import models

from folkmoot.infra.fields import NONE


class ImportRun(models.Model):
    """`done`: how many records of the file have been dealt with; `options`: those that a resumption must repeat."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=64)
    options = models.JSONField(default=dict)
    done = models.BigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    rejects_bytes = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    sensitivity = dict.fromkeys(
        ("id", "kind", "key", "options", "done", "counts", "rejects_bytes", "finished_at"), NONE
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="import_once")]
