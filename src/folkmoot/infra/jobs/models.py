from django.db import models

from folkmoot.infra.fields import NONE


class Job(models.Model):
    """Waiting, leased or parked; a finished job is deleted. `begun_at`: see `in_hand.begin`."""

    id = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=80)
    arguments = models.JSONField()
    run_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    lease_owner = models.CharField(max_length=40, blank=True, default="")
    attempts = models.IntegerField(default=0)
    losses = models.IntegerField(default=0, db_default=0)
    begun_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")
    unique_key = models.CharField(max_length=120, null=True, unique=True)

    sensitivity = dict.fromkeys(
        (
            "id",
            "name",
            "arguments",
            "run_at",
            "lease_until",
            "lease_owner",
            "attempts",
            "losses",
            "begun_at",
            "parked_at",
            "error",
            "unique_key",
        ),
        NONE,
    )

    class Meta:
        indexes = [models.Index(fields=["run_at"], condition=models.Q(parked_at=None), name="job_due")]
