from django.db import models

from folkmoot.domains.accounts.blocks.models import AddressBlock, EmailBlock, EmailDomainBlock, NameBlock
from folkmoot.domains.accounts.types import AccountKind, LoginState
from folkmoot.infra.fields import NONE, PERSONAL, PUBLIC
from folkmoot.kernel.viewer import Role

__all__ = [
    "Account",
    "AddressBlock",
    "EmailBlock",
    "EmailDomainBlock",
    "Invitation",
    "Login",
    "LoginToken",
    "Manager",
    "NameBlock",
    "Preferences",
]


class Account(models.Model):
    """Local where `domain` is empty. `hidden`: outsiders do not find it. The remote fields wait for federation."""

    id = models.BigIntegerField(primary_key=True)
    handle = models.CharField(max_length=100)
    handle_key = models.CharField(max_length=100)
    domain = models.CharField(max_length=255, blank=True, default="")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in AccountKind])
    display_name = models.CharField(max_length=60, blank=True, default="")
    bio = models.TextField(blank=True, default="")
    bio_html = models.TextField(blank=True, default="")
    fields = models.JSONField(default=list)
    avatar_key = models.CharField(max_length=80, blank=True, default="")
    header_key = models.CharField(max_length=80, blank=True, default="")
    locked = models.BooleanField(default=False)
    discoverable = models.BooleanField(default=True)
    indexable = models.BooleanField(default=True)
    hidden = models.BooleanField(default=False)
    bot = models.BooleanField(default=False, db_default=False)
    attribution_domains = models.TextField(blank=True, default="", db_default="")
    language = models.CharField(max_length=12, default="en")
    region = models.CharField(max_length=20, default="home")
    erased_at = models.DateTimeField(null=True)
    uri = models.CharField(max_length=500, null=True, unique=True)
    url = models.CharField(max_length=500, blank=True, default="")
    inbox = models.CharField(max_length=500, blank=True, default="")
    shared_inbox = models.CharField(max_length=500, blank=True, default="")
    public_key = models.TextField(blank=True, default="")
    fetched_at = models.DateTimeField(null=True)

    sensitivity = {
        "id": NONE,
        **dict.fromkeys(
            (
                "handle",
                "handle_key",
                "domain",
                "kind",
                "display_name",
                "bio",
                "bio_html",
                "fields",
                "avatar_key",
                "header_key",
                "locked",
                "discoverable",
                "indexable",
                "hidden",
                "bot",
                "attribution_domains",
                "language",
                "uri",
                "url",
                "inbox",
                "shared_inbox",
                "public_key",
            ),
            PUBLIC,
        ),
        "region": PERSONAL,
        "erased_at": PUBLIC,
        "fetched_at": NONE,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handle_key", "domain"], name="account_name")]
        indexes = [models.Index(fields=["domain", "id"], name="account_domain")]


class Login(models.Model):
    """How a person signs in. The address itself lies in the vault.

    `needs_approval`: a block of the e-mail domain or the network says that a moderator looks at the request.
    """

    account_id = models.BigIntegerField(primary_key=True)
    email_hash = models.CharField(max_length=64, unique=True)
    password = models.CharField(max_length=200)
    role = models.CharField(max_length=12, default=Role.MEMBER.value)
    state = models.CharField(max_length=12, default=LoginState.ACTIVE.value, db_index=True)
    needs_approval = models.BooleanField(default=False)

    sensitivity = {
        "account_id": NONE,
        "needs_approval": PERSONAL,
        "email_hash": PERSONAL,
        "password": PERSONAL,
        "role": PUBLIC,
        "state": PERSONAL,
    }


class LoginToken(models.Model):
    """A link in a mail: confirm an address, choose a new password. Used once."""

    token_hash = models.CharField(primary_key=True, max_length=64)
    account_id = models.BigIntegerField(db_index=True)
    purpose = models.CharField(max_length=10)
    expires_at = models.DateTimeField()

    sensitivity = {"token_hash": PERSONAL, "account_id": PERSONAL, "purpose": NONE, "expires_at": NONE}


class Invitation(models.Model):
    id = models.BigIntegerField(primary_key=True)
    code = models.CharField(max_length=43, unique=True)
    inviter_id = models.BigIntegerField(db_index=True)
    uses_left = models.IntegerField()
    expires_at = models.DateTimeField(null=True)

    sensitivity = {
        "id": NONE,
        "code": PERSONAL,
        "inviter_id": PERSONAL,
        "uses_left": NONE,
        "expires_at": NONE,
    }


class Manager(models.Model):
    """A person who may act as a page or an organisation."""

    account_id = models.BigIntegerField()
    person_id = models.BigIntegerField(db_index=True)

    sensitivity = {"id": NONE, "account_id": PERSONAL, "person_id": PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "person_id"], name="manager_once")]


class Preferences(models.Model):
    """See `preferences.Preferences`, which has the same fields. No row: the defaults."""

    account_id = models.BigIntegerField(primary_key=True)
    theme = models.CharField(max_length=10)
    motion = models.CharField(max_length=10)
    text_size = models.CharField(max_length=10)
    interface_language = models.CharField(max_length=12, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    show_media = models.CharField(max_length=10)
    expand_warnings = models.BooleanField()
    autoplay = models.BooleanField()
    default_visibility = models.CharField(max_length=10)
    default_sensitive = models.BooleanField()
    default_quote_policy = models.CharField(max_length=10, default="public")
    hide_collections = models.BooleanField()
    shortcuts = models.BooleanField(default=True)

    sensitivity = {
        "account_id": NONE,
        **dict.fromkeys(
            (
                "theme",
                "motion",
                "text_size",
                "interface_language",
                "time_zone",
                "show_media",
                "expand_warnings",
                "autoplay",
                "default_visibility",
                "default_sensitive",
                "default_quote_policy",
                "hide_collections",
                "shortcuts",
            ),
            PERSONAL,
        ),
    }
