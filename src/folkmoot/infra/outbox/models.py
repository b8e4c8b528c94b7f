from django.db import models

from folkmoot.infra.fields import NONE


class OutboxEvent(models.Model):
    """A published fact that not all subscribers have a job for yet. Deleted when they have."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=80)
    body = models.BinaryField()

    sensitivity = {"id": NONE, "kind": NONE, "body": NONE}


class Consumed(models.Model):
    """That a subscriber's effect of an event has happened."""

    event_id = models.BigIntegerField()
    subscriber = models.CharField(max_length=80)

    sensitivity = {"id": NONE, "event_id": NONE, "subscriber": NONE}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event_id", "subscriber"], name="consumed_once")]
