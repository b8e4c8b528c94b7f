from django.db import models

from folkmoot.infra.fields import NONE, PERSONAL


class HomeEntry(models.Model):
    """A post or boost by somebody whom the reader follows. `answers_id`: whom it answers, 0 for nobody else."""

    account_id = models.BigIntegerField()
    post_id = models.BigIntegerField()
    author_id = models.BigIntegerField()
    answers_id = models.BigIntegerField(default=0)

    sensitivity = {"id": NONE, "account_id": PERSONAL, "post_id": NONE, "author_id": NONE, "answers_id": NONE}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "post_id"], name="home_once")]
        indexes = [models.Index(fields=["post_id"], name="home_post")]


class Reader(models.Model):
    """Somebody whose home is kept up by fan-out.

    Entries are complete for posts newer than `floor_id` by those followed up to `follow_id`; `filled` False: not yet.
    """

    account_id = models.BigIntegerField(primary_key=True)
    read_at = models.DateTimeField()
    filled = models.BooleanField(default=False)
    floor_id = models.BigIntegerField(default=0)
    follow_id = models.BigIntegerField(default=0)

    sensitivity = {"account_id": NONE, "read_at": PERSONAL, "filled": NONE, "floor_id": NONE, "follow_id": NONE}


class FeedWeights(models.Model):
    """How much each term of Ranked counts for a reader, from 0 to 3; no row: 1 each."""

    account_id = models.BigIntegerField(primary_key=True)
    closeness = models.FloatField()
    freshness = models.FloatField()
    conversation = models.FloatField()
    rarity = models.FloatField()

    sensitivity = {
        "account_id": NONE, "closeness": PERSONAL, "freshness": PERSONAL, "conversation": PERSONAL, "rarity": PERSONAL
    }  # fmt: skip


class DismissedSuggestion(models.Model):
    """Whom a reader does not want to be suggested again."""

    account_id = models.BigIntegerField()
    suggested_id = models.BigIntegerField()

    sensitivity = {"id": NONE, "account_id": PERSONAL, "suggested_id": PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "suggested_id"], name="dismissed_once")]
        indexes = [models.Index(fields=["suggested_id"], name="dismissed_suggested")]


class PostReach(models.Model):
    """How often a post was shown on a surface, and how often a reduction kept it from a reader. No reader is named."""

    post_id = models.BigIntegerField()
    surface = models.CharField(max_length=10)
    shown = models.BigIntegerField(default=0)
    lost = models.BigIntegerField(default=0)

    sensitivity = {"id": NONE, "post_id": NONE, "surface": NONE, "shown": NONE, "lost": NONE}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post_id", "surface"], name="reach_once")]
