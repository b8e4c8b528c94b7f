from django.db import models

from folkmoot.infra.fields import NONE, PERSONAL, PUBLIC


class Demand(models.Model):
    """What a state asked for. `content` is the JSON of `types.DemandContent`; encrypted while `sealed`."""

    id = models.BigIntegerField(primary_key=True)
    content = models.BinaryField()
    sealed = models.BooleanField()
    ban_until = models.DateTimeField(null=True)
    registered_by = models.BigIntegerField()

    sensitivity = {"id": NONE, "content": PUBLIC, "sealed": NONE, "ban_until": NONE, "registered_by": PERSONAL}

    class Meta:
        indexes = [models.Index(fields=["ban_until"], condition=models.Q(sealed=True), name="demand_to_open")]


class DemandSubject(models.Model):
    """What a demand is about. The log has only the commitment; the row and its salt go with the person."""

    id = models.BigIntegerField(primary_key=True)
    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="subjects")
    subject_kind = models.CharField(max_length=10)
    subject_id = models.BigIntegerField()
    responsible = models.BigIntegerField()
    salt = models.CharField(max_length=64)

    sensitivity = {
        "id": NONE,
        "demand": NONE,
        "subject_kind": NONE,
        "subject_id": PERSONAL,
        "responsible": PERSONAL,
        "salt": PERSONAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["demand", "subject_kind", "subject_id"], name="demand_subject_once")
        ]
        indexes = [models.Index(fields=["responsible"], name="demand_subject_responsible")]


class DemandEntry(models.Model):
    """A demand's entry in the public log, by its id. `secret` (encrypted) is what opens it; empty once it is open."""

    id = models.BigIntegerField(primary_key=True)
    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="entries")
    secret = models.BinaryField(default=bytes)
    opened_by = models.BigIntegerField(null=True)

    sensitivity = {"id": NONE, "demand": NONE, "secret": NONE, "opened_by": NONE}
