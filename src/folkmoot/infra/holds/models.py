from django.db import models

from folkmoot.infra.fields import NONE


class Hold(models.Model):
    """That something is left alone until then. Deleted when it is released."""

    id = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=40)
    until = models.DateTimeField()

    sensitivity = {"id": NONE, "name": NONE, "until": NONE}
