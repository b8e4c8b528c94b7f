from django.db import models
from django.db.models import Q

from folkmoot.infra.fields import NONE, PERSONAL


class StoredSignal(models.Model):
    """What a deferred detector measured about a subject, the newest measurement of each name. Never about accounts."""

    id = models.BigIntegerField(primary_key=True)
    subject_kind = models.CharField(max_length=10)
    subject_id = models.BigIntegerField()
    name = models.CharField(max_length=60)
    value = models.FloatField()
    detail = models.JSONField(default=dict)
    detector = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    measured_at = models.DateTimeField()

    sensitivity = {
        "id": NONE,
        "subject_kind": NONE,
        "subject_id": PERSONAL,
        "name": PERSONAL,
        "value": PERSONAL,
        "detail": PERSONAL,
        "detector": NONE,
        "version": NONE,
        "measured_at": NONE,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "name"], name="signal_once"),
            models.CheckConstraint(condition=Q(value__gte=0, value__lte=1), name="signal_is_a_share"),
            models.CheckConstraint(condition=~Q(subject_kind="account"), name="signal_never_of_accounts"),
        ]
