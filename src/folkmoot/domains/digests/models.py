from django.db import models

from folkmoot.domains.digests.types import Frequency
from folkmoot.infra.fields import NONE, PERSONAL


class Subscription(models.Model):
    """No row: never asked for. A row that is "off" stays, so that the links of older mails go on working.

    `due_at`: the next morning on which a digest is made. `begun_for`: the morning for which one was begun last.
    `told_until`: up to when everything was told. Of the token in the link only its hash is kept.
    """

    account_id = models.BigIntegerField(primary_key=True)
    frequency = models.CharField(max_length=6, choices=[(one.value, one.value) for one in Frequency])
    due_at = models.DateTimeField(null=True, db_index=True)
    begun_for = models.DateTimeField(null=True)
    told_until = models.DateTimeField()
    token_hash = models.CharField(max_length=64, unique=True)

    sensitivity = {
        "account_id": NONE,
        **dict.fromkeys(("frequency", "due_at", "begun_for", "told_until", "token_hash"), PERSONAL),
    }
