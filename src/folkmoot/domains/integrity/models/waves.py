from django.db import models
from django.db.models import Q

from folkmoot.infra.fields import NONE, PERSONAL


class WaveRule(models.Model):
    """A moderator's rule against one wave of spam, for 24 hours at most; who renews it gives it 24 hours more.

    All of its conditions must be met; of `words` and of `hosts` one is enough. `salt` commits its log entries to them.
    """

    id = models.BigIntegerField(primary_key=True)
    words = models.JSONField(default=list)
    hosts = models.JSONField(default=list)
    younger_than_hours = models.FloatField(null=True)
    mentions = models.IntegerField(null=True)
    treatment = models.CharField(max_length=10)
    ends_at = models.DateTimeField()
    started_by = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True)
    salt = models.CharField(max_length=64)
    log_entry = models.BigIntegerField(unique=True)

    sensitivity = {
        "id": NONE,
        "words": PERSONAL,
        "hosts": PERSONAL,
        "younger_than_hours": NONE,
        "mentions": NONE,
        "treatment": NONE,
        "ends_at": NONE,
        "started_by": PERSONAL,
        "ended_at": NONE,
        "ended_by": PERSONAL,
        "salt": PERSONAL,
        "log_entry": NONE,
    }

    class Meta:
        indexes = [models.Index(fields=["ends_at"], condition=Q(ended_at=None), name="wave_active")]
        constraints = [
            models.CheckConstraint(condition=Q(treatment__in=["hold", "reduce"]), name="wave_never_removes"),
        ]
