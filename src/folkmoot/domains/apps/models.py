from django.db import models

from folkmoot.infra.fields import NONE, PERSONAL, PUBLIC


class App(models.Model):
    """A program that registered itself."""

    id = models.BigIntegerField(primary_key=True)
    client_id = models.CharField(max_length=64, unique=True)
    secret_hash = models.CharField(max_length=64)
    name = models.CharField(max_length=60)
    website = models.CharField(max_length=2000, blank=True, default="")
    redirect_uris = models.JSONField(default=list)
    scopes = models.JSONField(default=list)

    sensitivity = {
        "id": NONE,
        "client_id": NONE,
        "secret_hash": NONE,
        "name": PUBLIC,
        "website": PUBLIC,
        "redirect_uris": NONE,
        "scopes": NONE,
    }


class Grant(models.Model):
    """A person's consent, waiting to be exchanged. Kept for a day after its use, so that a replay is noticed."""

    id = models.BigIntegerField(primary_key=True)
    code_hash = models.CharField(max_length=64, unique=True)
    app = models.ForeignKey(App, on_delete=models.CASCADE, related_name="+")
    account_id = models.BigIntegerField(db_index=True)
    redirect_uri = models.CharField(max_length=2000)
    scopes = models.JSONField(default=list)
    challenge = models.CharField(max_length=128, blank=True, default="")
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    sensitivity = {
        "id": NONE,
        "code_hash": PERSONAL,
        "app": PERSONAL,
        "account_id": PERSONAL,
        "redirect_uri": NONE,
        "scopes": PERSONAL,
        "challenge": NONE,
        "expires_at": NONE,
        "used_at": PERSONAL,
    }


class Token(models.Model):
    """What an app shows with each call. Without an account it speaks for the app alone."""

    id = models.BigIntegerField(primary_key=True)
    token_hash = models.CharField(max_length=64, unique=True)
    app = models.ForeignKey(App, on_delete=models.CASCADE, related_name="+")
    grant = models.ForeignKey(Grant, on_delete=models.SET_NULL, null=True, related_name="+")
    account_id = models.BigIntegerField(null=True, db_index=True)
    scopes = models.JSONField(default=list)
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    sensitivity = {
        "id": NONE,
        "token_hash": PERSONAL,
        "app": PERSONAL,
        "grant": PERSONAL,
        "account_id": PERSONAL,
        "scopes": PERSONAL,
        "last_used_on": PERSONAL,
        "revoked_at": PERSONAL,
    }


class Marker(models.Model):
    """How far a person has read a timeline, for all of their apps."""

    id = models.BigIntegerField(primary_key=True)
    account_id = models.BigIntegerField()
    timeline = models.CharField(max_length=20)
    last_read_id = models.BigIntegerField()
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField()

    sensitivity = {
        "id": NONE,
        **dict.fromkeys(("account_id", "timeline", "last_read_id", "version", "updated_at"), PERSONAL),
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "timeline"], name="marker_once")]
