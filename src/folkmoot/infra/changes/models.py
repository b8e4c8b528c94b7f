from django.db import models
from django.db.models import Q

from folkmoot.infra.fields import NONE


class Change(models.Model):
    """A line of what has changed. On SQLite ids follow each other without a gap, and the newest `triggers.KEPT` stay.
    On PostgreSQL a line says by which transaction, because those with higher ids may be seen first; what was seen by
    everybody goes after a while, see `trimming`.
    """

    kind = models.SmallIntegerField()
    subject = models.BigIntegerField()
    transaction_number = models.BigIntegerField(null=True)

    sensitivity = {"id": NONE, "kind": NONE, "subject": NONE, "transaction_number": NONE}

    class Meta:
        indexes = [
            models.Index(
                "transaction_number", name="changes_by_transaction", condition=Q(transaction_number__isnull=False)
            )
        ]
