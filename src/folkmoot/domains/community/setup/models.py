from django.db import models

from folkmoot.infra.fields import NONE, PERSONAL


class SetupMark(models.Model):
    """A step of the first run that an operator ticked."""

    name = models.CharField(max_length=20, primary_key=True)
    marked_at = models.DateTimeField()
    marked_by = models.BigIntegerField()

    sensitivity = {"name": NONE, "marked_at": NONE, "marked_by": PERSONAL}
