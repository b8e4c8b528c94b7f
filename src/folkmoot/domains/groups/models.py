from django.db import models
from django.db.models import Q

from folkmoot.domains.groups.types import Admission, GroupRole, MemberState, Posting
from folkmoot.infra.fields import NONE, PERSONAL, PUBLIC


class Group(models.Model):
    """Its name, picture and description are those of the account `id`."""

    id = models.BigIntegerField(primary_key=True)
    admission = models.CharField(max_length=10, default=Admission.OPEN.value)
    posting = models.CharField(max_length=10, default=Posting.MEMBERS.value)
    rules = models.TextField(blank=True, default="")
    members = models.IntegerField(default=0)
    closed_at = models.DateTimeField(null=True)

    sensitivity = {
        "id": NONE,
        "admission": PUBLIC,
        "posting": PUBLIC,
        "rules": PUBLIC,
        "members": PUBLIC,
        "closed_at": PUBLIC,
    }


class Membership(models.Model):
    """`since`: when the state began. Posts for members alone are readable if their id is above `reads_after`."""

    id = models.BigIntegerField(primary_key=True)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    account_id = models.BigIntegerField()
    role = models.CharField(max_length=10, default=GroupRole.MEMBER.value)
    state = models.CharField(max_length=10, default=MemberState.MEMBER.value)
    since = models.DateTimeField()
    reads_after = models.BigIntegerField(default=0)
    at_home = models.BooleanField(default=True)

    sensitivity = {
        "id": NONE,
        "group": PERSONAL,
        "account_id": PERSONAL,
        "role": PERSONAL,
        "state": PERSONAL,
        "since": PERSONAL,
        "reads_after": NONE,
        "at_home": PERSONAL,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "group"], name="membership_once")]
        indexes = [models.Index(fields=["group", "state", "-id"], name="membership_group")]


class GroupRemoval(models.Model):
    """Somebody had to leave, and why. A ban stands until `lifted_at`."""

    id = models.BigIntegerField(primary_key=True)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="removals")
    account_id = models.BigIntegerField()
    removed_by = models.BigIntegerField()
    reason = models.TextField()
    banned = models.BooleanField()
    lifted_at = models.DateTimeField(null=True)

    sensitivity = {
        "id": NONE,
        "group": PERSONAL,
        "account_id": PERSONAL,
        "removed_by": PERSONAL,
        "reason": PERSONAL,
        "banned": PERSONAL,
        "lifted_at": NONE,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account_id", "group"], condition=Q(banned=True, lifted_at=None), name="ban_once"
            )
        ]
        indexes = [models.Index(fields=["group", "-id"], name="removal_group")]
