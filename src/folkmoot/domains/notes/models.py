"""Notes, their ratings, and what the scoring made of them."""

from django.db import models

from folkmoot.domains.notes.scoring.rules import Rule, Status
from folkmoot.infra.fields import NONE, PERSONAL, PUBLIC

_STATUSES = [(status.value, status.value) for status in Status]
_RULES = [(rule.value, rule.value) for rule in Rule]


class Note(models.Model):
    """`post_id` is the post that carries words, never a boost. Numbers are None until there is a score.

    `ratings` and `least_net` are what the last scoring counted. `decided_at`: when it was first shown or not shown.
    """

    id = models.BigIntegerField(primary_key=True)
    post_id = models.BigIntegerField()
    author_id = models.BigIntegerField()
    text = models.TextField()
    links = models.JSONField(default=list)
    language = models.CharField(max_length=35, blank=True)
    status = models.CharField(max_length=12, choices=_STATUSES, default=Status.NEEDS_MORE.value)
    rule = models.CharField(max_length=20, choices=_RULES, default=Rule.NO_RATINGS.value)
    intercept = models.FloatField(null=True)
    factor = models.FloatField(null=True)
    ratings = models.IntegerField(default=0)
    least_net = models.IntegerField(default=0)
    scored_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    sensitivity = {
        "id": NONE,
        "post_id": PUBLIC,
        "author_id": PERSONAL,
        "text": PUBLIC,
        "links": PUBLIC,
        "language": PUBLIC,
        "status": PUBLIC,
        "rule": PUBLIC,
        "intercept": PUBLIC,
        "factor": PUBLIC,
        "ratings": PUBLIC,
        "least_net": PUBLIC,
        "scored_at": PUBLIC,
        "decided_at": PUBLIC,
        "withdrawn_at": PUBLIC,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post_id", "author_id"], condition=models.Q(withdrawn_at=None), name="note_once"
            )
        ]
        indexes = [
            models.Index(fields=["post_id", "status"], name="note_post"),
            models.Index(fields=["author_id", "-id"], name="note_author"),
            models.Index(fields=["status", "-id"], name="note_status"),
        ]


class NoteStatusChange(models.Model):
    """A note's status and rule from here on, and the numbers that led to it. When: the time of the id."""

    id = models.BigIntegerField(primary_key=True)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="changes")
    status = models.CharField(max_length=12, choices=_STATUSES)
    rule = models.CharField(max_length=20, choices=_RULES)
    intercept = models.FloatField(null=True)
    factor = models.FloatField(null=True)
    ratings = models.IntegerField(default=0)

    sensitivity = {
        "id": NONE,
        "note": PUBLIC,
        "status": PUBLIC,
        "rule": PUBLIC,
        "intercept": PUBLIC,
        "factor": PUBLIC,
        "ratings": PUBLIC,
    }


class Rating(models.Model):
    """`rated_at` is when it was last given or changed."""

    id = models.BigIntegerField(primary_key=True)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="rated")
    rater_id = models.BigIntegerField()
    level = models.FloatField()
    reasons = models.JSONField(default=list)
    rated_at = models.DateTimeField()

    sensitivity = {
        "id": NONE,
        "note": PERSONAL,
        "rater_id": PERSONAL,
        "level": PERSONAL,
        "reasons": PERSONAL,
        "rated_at": PERSONAL,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "rater_id"], name="note_rating_once")]
        indexes = [models.Index(fields=["rater_id", "-id"], name="note_rating_rater")]


class RaterScore(models.Model):
    """What the scoring made of a rater whose ratings it was given; for that rater and for staff."""

    rater_id = models.BigIntegerField(primary_key=True)
    intercept = models.FloatField()
    factor = models.FloatField()
    agreement = models.FloatField(null=True)
    counts = models.BooleanField()

    sensitivity = {
        "rater_id": PERSONAL,
        "intercept": PERSONAL,
        "factor": PERSONAL,
        "agreement": PERSONAL,
        "counts": PERSONAL,
    }


class NoteScoringRun(models.Model):
    """One scoring. `seen` tells whether anything that it depends on has changed since."""

    id = models.BigIntegerField(primary_key=True)
    finished_at = models.DateTimeField()
    seen = models.CharField(max_length=120)
    ratings = models.IntegerField()
    qualified = models.IntegerField()
    counting = models.IntegerField()
    scored = models.IntegerField()
    changed = models.IntegerField()
    middle = models.FloatField()

    sensitivity = {
        "id": NONE,
        "finished_at": NONE,
        "seen": NONE,
        "ratings": NONE,
        "qualified": NONE,
        "counting": NONE,
        "scored": NONE,
        "changed": NONE,
        "middle": NONE,
    }
