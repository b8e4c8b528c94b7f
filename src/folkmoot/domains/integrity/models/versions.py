from django.db import models
from django.db.models import Q

from folkmoot.infra.fields import NONE, PERSONAL, PUBLIC


class PolicyVersion(models.Model):
    """The rules as they were published once. Version, text and digest never change; only the state does.

    `state` is published (in force), shadow (tried, never acted on) or past. `commitment` and `salt` stand for `who` in
    the public log; `log_entry` is the newest entry about this version.
    """

    id = models.BigIntegerField(primary_key=True)
    version = models.CharField(max_length=40, unique=True)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10)
    published_at = models.DateTimeField(null=True)
    log_entry = models.BigIntegerField(unique=True)
    who = models.BigIntegerField(null=True)
    salt = models.CharField(max_length=64)

    sensitivity = {
        "id": NONE,
        "version": PUBLIC,
        "text": PUBLIC,
        "digest": PUBLIC,
        "state": PUBLIC,
        "published_at": PUBLIC,
        "log_entry": PUBLIC,
        "who": PERSONAL,
        "salt": PERSONAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="published"), name="policy_one_in_force"),
            models.UniqueConstraint(fields=["state"], condition=Q(state="shadow"), name="policy_one_in_shadow"),
        ]


class ShadowMatch(models.Model):
    """What a version in shadow would have caught, and what acted instead. Nothing ever acts on it."""

    id = models.BigIntegerField(primary_key=True)
    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="+")
    clause_id = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=10)
    subject_id = models.BigIntegerField()
    responsible = models.BigIntegerField()
    acts_now = models.JSONField(default=list)

    sensitivity = {
        "id": NONE,
        "version": NONE,
        "clause_id": PUBLIC,
        "subject_kind": NONE,
        "subject_id": PERSONAL,
        "responsible": PERSONAL,
        "acts_now": PERSONAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "clause_id", "subject_kind", "subject_id"], name="shadow_match_once"
            )
        ]
        indexes = [models.Index(fields=["responsible"], name="shadow_responsible")]
