from django.db import models

from folkmoot.infra.fields import NONE, PERSONAL


class Archive(models.Model):
    """The one archive that somebody asked for. `key_record` in the vault opens its file; `size` 0: not made yet."""

    id = models.BigIntegerField(primary_key=True)
    account_id = models.BigIntegerField(unique=True)
    key_record = models.BigIntegerField(null=True)
    size = models.BigIntegerField(default=0)
    posts = models.IntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)

    sensitivity = {
        "id": NONE, "account_id": PERSONAL, "key_record": NONE, "size": NONE, "posts": NONE, "made_at": PERSONAL,
        "ends_at": NONE,
    }  # fmt: skip


class Arrival(models.Model):
    """A file that somebody brought. `holds`: how much of what; `parts`: what they chose; `done` of `total` items."""

    id = models.BigIntegerField(primary_key=True)
    account_id = models.BigIntegerField(db_index=True)
    kind = models.CharField(max_length=20)
    key_record = models.BigIntegerField()
    size = models.BigIntegerField()
    holds = models.JSONField(default=dict)
    parts = models.JSONField(default=list)
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    counts = models.JSONField(default=dict)
    began_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField()

    sensitivity = {
        **dict.fromkeys(("id", "key_record", "size", "total", "done", "counts", "ends_at"), NONE),
        **dict.fromkeys(("account_id", "kind", "holds", "parts", "began_at", "finished_at"), PERSONAL),
    }


class LeftOut(models.Model):
    """What of an arrival could not be taken in, and why: `reason` is a sentence for the person."""

    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE)
    item = models.CharField(max_length=500)
    reason = models.CharField(max_length=300)

    sensitivity = {"id": NONE, "arrival": NONE, "item": PERSONAL, "reason": PERSONAL}


class Invitees(models.Model):
    """The names of friends from elsewhere, in the vault, for the person alone."""

    account_id = models.BigIntegerField(primary_key=True)
    record_id = models.BigIntegerField()
    ends_at = models.DateTimeField()

    sensitivity = {"account_id": PERSONAL, "record_id": NONE, "ends_at": NONE}
