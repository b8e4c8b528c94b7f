from django.db import models

from folkmoot.infra.fields import NONE, PUBLIC


class LogEntry(models.Model):
    """`body` is canonical JSON without personal data; `sequence` is set once, by the sequencer."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=60)
    body = models.BinaryField()
    sequence = models.BigIntegerField(null=True, unique=True)

    sensitivity = {"id": NONE, "kind": PUBLIC, "body": PUBLIC, "sequence": NONE}


class TreeHead(models.Model):
    """A signed statement: so many entries, with this root."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    signed_at = models.DateTimeField()
    signature = models.BinaryField()

    sensitivity = {"size": NONE, "root": NONE, "signed_at": NONE, "signature": NONE}


class TreeNode(models.Model):
    """The hash of a complete subtree, written once. `place` is that of `tree.Node`: level and number in one."""

    place = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField()

    sensitivity = {"place": NONE, "hash": NONE}
