from django.db import models

from folkmoot.infra.fields import NONE, PUBLIC


class ServerBlock(models.Model):
    """`severity`: noop, silence or suspend. The private comment is for staff."""

    id = models.BigIntegerField(primary_key=True)
    domain = models.CharField(max_length=255, unique=True)
    severity = models.CharField(max_length=10)
    reject_media = models.BooleanField(default=False)
    reject_reports = models.BooleanField(default=False)
    private_comment = models.CharField(max_length=500, blank=True, default="")
    public_comment = models.CharField(max_length=500, blank=True, default="")
    obfuscate = models.BooleanField(default=False)

    sensitivity = {
        "id": NONE,
        "domain": PUBLIC,
        "severity": PUBLIC,
        "reject_media": PUBLIC,
        "reject_reports": PUBLIC,
        "private_comment": NONE,
        "public_comment": PUBLIC,
        "obfuscate": NONE,
    }


class ServerAllow(models.Model):
    id = models.BigIntegerField(primary_key=True)
    domain = models.CharField(max_length=255, unique=True)

    sensitivity = {"id": NONE, "domain": PUBLIC}
