from django.db import models
from django.db.models import Q

from folkmoot.domains.events.types import Answer
from folkmoot.domains.posts.api import Visibility
from folkmoot.infra.fields import NONE, PERSONAL, PUBLIC


class Event(models.Model):
    """Title, text, place and link are empty where they lie in the vault (`record_id`). Without `post_id` it is not
    announced yet, and nobody finds it. `by_group`: the group invites, and not who wrote it. `key_hash`: of the
    Idempotency-Key with which it was made.
    """

    id = models.BigIntegerField(primary_key=True)
    organiser_id = models.BigIntegerField()
    group_id = models.BigIntegerField(null=True)
    by_group = models.BooleanField(default=False)
    post_id = models.BigIntegerField(null=True, unique=True)
    visibility = models.CharField(max_length=10, default=Visibility.PUBLIC.value)
    record_id = models.BigIntegerField(null=True)
    title = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")
    place = models.TextField(blank=True, default="")
    link = models.TextField(blank=True, default="")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    sequence = models.IntegerField(default=0)
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    key_hash = models.CharField(max_length=64, null=True, unique=True)

    sensitivity = {
        **dict.fromkeys(("id", "post_id", "record_id", "sequence", "reminded_at"), NONE),
        **dict.fromkeys(
            (
                "organiser_id", "group_id", "by_group", "visibility", "title", "text", "place", "link", "starts_at",
                "ends_at", "zone", "changed_at", "cancelled_at",
            ),
            PUBLIC,
        ),
        "key_hash": PERSONAL,
    }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["ends_at", "id"], name="event_end"),
            models.Index(fields=["organiser_id", "id"], name="event_organiser"),
            models.Index(fields=["starts_at"], condition=Q(reminded_at=None, cancelled_at=None), name="event_remind"),
        ]


class EventAnswer(models.Model):
    """What somebody said last."""

    id = models.BigIntegerField(primary_key=True)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="answers")
    account_id = models.BigIntegerField()
    answer = models.CharField(max_length=5, choices=[(one.value, one.value) for one in Answer])

    sensitivity = {"id": NONE, "event": PERSONAL, "account_id": PERSONAL, "answer": PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "event"], name="event_answer_once")]
        indexes = [models.Index(fields=["event", "answer", "id"], name="event_answers")]


class CalendarAddress(models.Model):
    """Somebody has an address for the calendar of their own events; `number` changes when it is renewed."""

    account_id = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField()

    sensitivity = {"account_id": PERSONAL, "number": NONE}
