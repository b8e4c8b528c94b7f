from django.db import models
from django.db.models import Q

from folkmoot.infra.fields import NONE, PERSONAL, PUBLIC


class ClaimFeed(models.Model):
    """Where fact-checks come from: an address that is read again, or a file (`address` is "") that was read once."""

    id = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=8, blank=True)
    enabled = models.BooleanField(default=True)
    etag = models.CharField(max_length=200, blank=True)
    last_read = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)
    skipped = models.JSONField(default=dict)

    sensitivity = {
        "id": NONE,
        "name": PUBLIC,
        "address": PUBLIC,
        "language": PUBLIC,
        "enabled": NONE,
        "etag": NONE,
        "last_read": NONE,
        "error": NONE,
        "skipped": NONE,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address"], condition=~Q(address=""), name="claim_feed_once"),
            models.UniqueConstraint(fields=["name"], condition=Q(address=""), name="claim_file_once"),
        ]


class FactCheck(models.Model):
    """A published fact-check. `key` is the hash of its address and claim; the claim may name people in public life."""

    id = models.BigIntegerField(primary_key=True)
    feed = models.ForeignKey(ClaimFeed, on_delete=models.CASCADE, related_name="checks")
    key = models.CharField(max_length=64, unique=True)
    claim = models.TextField()
    url = models.CharField(max_length=2000)
    publisher = models.CharField(max_length=200, blank=True)
    rating = models.CharField(max_length=10)
    rating_text = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True)
    language = models.CharField(max_length=8, blank=True)

    sensitivity = {
        "id": NONE,
        "feed": NONE,
        "key": NONE,
        "claim": PUBLIC,
        "url": PUBLIC,
        "publisher": PUBLIC,
        "rating": PUBLIC,
        "rating_text": PUBLIC,
        "published_on": PUBLIC,
        "language": PUBLIC,
    }

    class Meta:
        indexes = [models.Index(fields=["rating", "id"], name="fact_check_rating")]


class ClaimMatch(models.Model):
    """A post that was proposed for a fact-check, once."""

    id = models.BigIntegerField(primary_key=True)
    check_found = models.ForeignKey(FactCheck, on_delete=models.CASCADE, related_name="matches")
    subject_kind = models.CharField(max_length=10)
    subject_id = models.BigIntegerField()
    similarity = models.FloatField()

    sensitivity = {
        "id": NONE,
        "check_found": NONE,
        "subject_kind": NONE,
        "subject_id": PERSONAL,
        "similarity": NONE,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "check_found"], name="claim_match_once")
        ]
