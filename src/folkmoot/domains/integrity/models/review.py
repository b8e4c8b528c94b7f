from django.db import models

from folkmoot.domains.integrity.models.cases import Case
from folkmoot.domains.integrity.models.decisions import Decision
from folkmoot.infra.fields import NONE, PERSONAL, PUBLIC


class CaseMark(models.Model):
    """What a case has in common with others: a clause, a host that is linked to, the hash of the same words."""

    id = models.BigIntegerField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=6)
    value = models.CharField(max_length=255)

    sensitivity = {"id": NONE, "case": NONE, "kind": NONE, "value": PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "kind", "value"], name="case_mark_once")]
        indexes = [models.Index(fields=["kind", "value", "case"], name="case_mark_value")]


class CaseNote(models.Model):
    """What a moderator tells the others about a case. Nobody else reads it."""

    id = models.BigIntegerField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    author = models.BigIntegerField()
    text = models.TextField()

    sensitivity = {"id": NONE, "case": NONE, "author": PERSONAL, "text": PERSONAL}


class ReviewQueue(models.Model):
    """Which cases come together: of any of these clauses, in any of these languages. Empty: all of them.

    `people` are the moderators who look after it; others may work on it too.
    """

    id = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=60, unique=True)
    clauses = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    people = models.JSONField(default=list)

    sensitivity = {"id": NONE, "name": NONE, "clauses": NONE, "languages": NONE, "people": PERSONAL}


class Desk(models.Model):
    """What a moderator works on: a queue (None: all cases) and the languages that they read (empty: all)."""

    moderator = models.BigIntegerField(primary_key=True)
    queue = models.ForeignKey(ReviewQueue, null=True, on_delete=models.SET_NULL)
    languages = models.JSONField(default=list)

    sensitivity = {"moderator": PERSONAL, "queue": NONE, "languages": PERSONAL}


class Bulk(models.Model):
    """Decisions that a moderator made in one step, so that they can be undone in one.

    `skipped` are the cases that were left as they were, each as [id, why].
    """

    id = models.BigIntegerField(primary_key=True)
    moderator = models.BigIntegerField()
    skipped = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)

    sensitivity = {"id": NONE, "moderator": PERSONAL, "skipped": NONE, "undone_at": NONE}


class BulkDecision(models.Model):
    """One decision of a bulk."""

    id = models.BigIntegerField(primary_key=True)
    bulk = models.ForeignKey(Bulk, on_delete=models.CASCADE, related_name="decisions")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT)

    sensitivity = {"id": NONE, "bulk": NONE, "decision": NONE}


class TrustedFlagger(models.Model):
    """An account whose reports come first under these clauses (empty: all). Ended ones stay for the record.

    Name and address of the organisation are public where `named` says that it agreed.
    """

    id = models.BigIntegerField(primary_key=True)
    account = models.BigIntegerField()
    clauses = models.JSONField(default=list)
    name = models.CharField(max_length=200)
    link = models.CharField(max_length=2000, blank=True)
    named = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)

    sensitivity = {
        "id": NONE,
        "account": PERSONAL,
        "clauses": PUBLIC,
        "name": PERSONAL,
        "link": PERSONAL,
        "named": NONE,
        "ended_at": PUBLIC,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account"], condition=models.Q(ended_at=None), name="flagger_once")
        ]
