from django.db import models

from folkmoot.infra.fields import NONE, PERSONAL


class AuditRow(models.Model):
    """`actor_id` None: the site itself (a job, the command line)."""

    id = models.BigIntegerField(primary_key=True)
    actor_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    detail = models.JSONField(default=dict)

    sensitivity = {"id": NONE, "actor_id": PERSONAL, "verb": NONE, "subject": PERSONAL, "detail": PERSONAL}

    class Meta:
        indexes = [models.Index(fields=["subject", "id"], name="audit_subject")]
