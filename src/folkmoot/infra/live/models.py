from django.db import models

from folkmoot.infra.fields import NONE


class LiveEvent(models.Model):
    """A carried event; deleted after a quarter of an hour."""

    place = models.BigIntegerField(primary_key=True)
    event_id = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=80)
    body = models.BinaryField()
    carried_at = models.DateTimeField(db_index=True)

    sensitivity = dict.fromkeys(("place", "event_id", "kind", "body", "carried_at"), NONE)


class LiveHead(models.Model):
    """One row: the last number that was given. It only grows, also where the log is empty."""

    id = models.IntegerField(primary_key=True)
    last = models.BigIntegerField(default=0)

    sensitivity = {"id": NONE, "last": NONE}
