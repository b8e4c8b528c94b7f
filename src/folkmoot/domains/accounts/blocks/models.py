from django.db import models

from folkmoot.infra.fields import NONE, PERSONAL


class EmailDomainBlock(models.Model):
    """`domain` covers the domains below it."""

    id = models.BigIntegerField(primary_key=True)
    domain = models.CharField(max_length=255, unique=True)
    needs_approval = models.BooleanField(default=False)

    sensitivity = {"id": NONE, "domain": NONE, "needs_approval": NONE}


class AddressBlock(models.Model):
    """A range of network addresses in CIDR notation."""

    id = models.BigIntegerField(primary_key=True)
    network = models.CharField(max_length=50, unique=True)
    severity = models.CharField(max_length=30)
    comment = models.CharField(max_length=200, blank=True, default="")
    expires_at = models.DateTimeField(null=True)

    sensitivity = {
        "id": NONE,
        "network": PERSONAL,
        "severity": NONE,
        "comment": PERSONAL,
        "expires_at": NONE,
    }


class EmailBlock(models.Model):
    """One mailbox, however it is spelled: the keyed hash of its canonical address."""

    id = models.BigIntegerField(primary_key=True)
    email_hash = models.CharField(max_length=64, unique=True)

    sensitivity = {"id": NONE, "email_hash": PERSONAL}


class NameBlock(models.Model):
    """`exact`: this name alone; otherwise every name that contains it."""

    id = models.BigIntegerField(primary_key=True)
    name_key = models.CharField(max_length=30, unique=True)
    exact = models.BooleanField(default=True)

    sensitivity = {"id": NONE, "name_key": NONE, "exact": NONE}
