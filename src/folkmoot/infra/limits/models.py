from django.db import models

from folkmoot.infra.fields import NONE, PERSONAL


class Count(models.Model):
    """How often `key` happened in the window that began at `window` (seconds since 1970)."""

    key = models.CharField(max_length=64)
    window = models.BigIntegerField()
    count = models.IntegerField()

    sensitivity = {"id": NONE, "key": PERSONAL, "window": NONE, "count": NONE}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="limit_window")]
