from django.db import models

from folkmoot.infra.fields import NONE, PERSONAL


class PushSubscription(models.Model):
    """Where a device of a person is reached, and of what. One a token.

    `token` is the access token itself, sealed under a key of the site: clients tell by it for whom a message is.
    """

    id = models.BigIntegerField(primary_key=True)
    token_id = models.BigIntegerField(unique=True)
    account_id = models.BigIntegerField(db_index=True)
    endpoint = models.CharField(max_length=2000)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    standard = models.BooleanField(default=False)
    token = models.BinaryField()
    alerts = models.JSONField(default=list)
    policy = models.CharField(max_length=10, default="all")

    sensitivity = {
        "id": NONE,
        **dict.fromkeys(
            ("token_id", "account_id", "endpoint", "p256dh", "auth", "standard", "token", "alerts", "policy"), PERSONAL
        ),
    }
