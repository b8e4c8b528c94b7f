from django.db import models

from folkmoot.infra.fields import NONE, PERSONAL, PUBLIC


class HashBank(models.Model):
    """A collection of hashes of known material. `clause_id` is the clause that it serves; conditions ask by name.

    `revision` grows with every change of the bank or of what it holds, so that processes know when to read it again.
    """

    id = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=40, unique=True)
    clause_id = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=200, blank=True)
    enabled = models.BooleanField(default=True)
    revision = models.IntegerField(default=0)

    sensitivity = {
        "id": NONE,
        "name": PUBLIC,
        "clause_id": PUBLIC,
        "source": PUBLIC,
        "enabled": PUBLIC,
        "revision": NONE,
    }


class BankHash(models.Model):
    """One hash in a bank. Its id tells when it was added. `source_id` is its number where it came from."""

    id = models.BigIntegerField(primary_key=True)
    bank = models.ForeignKey(HashBank, on_delete=models.PROTECT, related_name="hashes")
    kind = models.CharField(max_length=12)
    hash = models.CharField(max_length=64)
    note = models.CharField(max_length=255, blank=True)
    source_id = models.CharField(max_length=100, blank=True)

    sensitivity = {"id": NONE, "bank": NONE, "kind": NONE, "hash": PERSONAL, "note": PERSONAL, "source_id": NONE}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bank", "kind", "hash"], name="bank_hash_once")]
        indexes = [models.Index(fields=["kind", "hash"], name="bank_hash")]
