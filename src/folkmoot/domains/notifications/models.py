from django.db import models

from folkmoot.domains.notifications.kinds import NotificationKind
from folkmoot.infra.fields import NONE, PERSONAL


class Notification(models.Model):
    """`subject_id` is a post, decision or report, as the kind says. Both ids are 0 where there is none, so that the
    constraint compares them. How far a person has read is the marker of the timeline "notifications" (`apps`).
    `filtered`: it waits aside, in the request of its actor.
    """

    id = models.BigIntegerField(primary_key=True)
    account_id = models.BigIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in NotificationKind])
    actor_id = models.BigIntegerField(default=0)
    subject_id = models.BigIntegerField(default=0)
    filtered = models.BooleanField(default=False)

    sensitivity = {
        "id": NONE,
        **dict.fromkeys(("account_id", "kind", "actor_id", "subject_id", "filtered"), PERSONAL),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account_id", "kind", "actor_id", "subject_id"], name="notification_once")
        ]
        indexes = [
            models.Index(fields=["account_id", "-id"], name="notification_account"),
            models.Index(fields=["subject_id"], name="notification_subject"),
            models.Index(fields=["actor_id", "account_id"], name="notification_actor"),
        ]


class NotificationPolicy(models.Model):
    """Of whom somebody wants to hear: accept, filter or drop for each sort of account."""

    account_id = models.BigIntegerField(primary_key=True)
    not_following = models.CharField(max_length=6, default="accept")
    not_followers = models.CharField(max_length=6, default="accept")
    new_accounts = models.CharField(max_length=6, default="accept")
    private_mentions = models.CharField(max_length=6, default="accept")
    limited_accounts = models.CharField(max_length=6, default="accept")

    sensitivity = {
        "account_id": NONE,
        **dict.fromkeys(
            ("not_following", "not_followers", "new_accounts", "private_mentions", "limited_accounts"), PERSONAL
        ),
    }


class NotificationRequest(models.Model):
    """An account of which something waits aside. `last_id` is the newest notification of it."""

    id = models.BigIntegerField(primary_key=True)
    account_id = models.BigIntegerField()
    actor_id = models.BigIntegerField(db_index=True)
    last_id = models.BigIntegerField()

    sensitivity = {"id": NONE, "account_id": PERSONAL, "actor_id": PERSONAL, "last_id": NONE}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "actor_id"], name="notification_request_once")]


class NotificationPermission(models.Model):
    """Somebody has accepted an account's request: nothing of it waits aside any more."""

    id = models.BigIntegerField(primary_key=True)
    account_id = models.BigIntegerField()
    actor_id = models.BigIntegerField(db_index=True)

    sensitivity = {"id": NONE, "account_id": PERSONAL, "actor_id": PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "actor_id"], name="notification_permission_once")]
