from django.db import models

from folkmoot.domains.notifications.kinds import NotificationKind
from folkmoot.infra.fields import NONE, PERSONAL


class Notification(models.Model):
    """`subject_id` is a post, decision or report, as the kind says. Both ids are 0 where there is none, so that the
    constraint compares them. How far a person has read is the marker of the timeline "notifications" (`apps`).
    """

    id = models.BigIntegerField(primary_key=True)
    account_id = models.BigIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in NotificationKind])
    actor_id = models.BigIntegerField(default=0)
    subject_id = models.BigIntegerField(default=0)

    sensitivity = {"id": NONE, "account_id": PERSONAL, "kind": PERSONAL, "actor_id": PERSONAL, "subject_id": PERSONAL}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account_id", "kind", "actor_id", "subject_id"], name="notification_once")
        ]
        indexes = [
            models.Index(fields=["account_id", "-id"], name="notification_account"),
            models.Index(fields=["subject_id"], name="notification_subject"),
            models.Index(fields=["actor_id", "account_id"], name="notification_actor"),
        ]
