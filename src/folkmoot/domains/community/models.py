from django.db import models

from folkmoot.domains.community.servers.models import ServerAllow, ServerBlock
from folkmoot.domains.community.setup.models import SetupMark
from folkmoot.infra.fields import NONE, PERSONAL, PUBLIC

__all__ = [
    "Announcement",
    "AnnouncementReaction",
    "AnnouncementRead",
    "CustomEmoji",
    "Page",
    "ServerAllow",
    "ServerBlock",
    "Settings",
    "SetupMark",
]


class Settings(models.Model):
    """One row, id 1. `refuse_ai_crawlers` None: as the configuration says."""

    id = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=80)
    description = models.TextField(blank=True, default="")
    registration = models.CharField(max_length=12, default="open")
    contact_email = models.CharField(max_length=254, blank=True, default="")
    operator_name = models.CharField(max_length=200, blank=True, default="")
    languages = models.JSONField(default=list)
    refuse_ai_crawlers = models.BooleanField(null=True)

    sensitivity = {
        "id": NONE,
        **dict.fromkeys(
            (
                "name",
                "description",
                "registration",
                "contact_email",
                "operator_name",
                "languages",
                "refuse_ai_crawlers",
            ),
            PUBLIC,
        ),
    }


class Page(models.Model):
    name = models.CharField(max_length=12, primary_key=True)
    source = models.TextField()
    html = models.TextField()
    edited_at = models.DateTimeField()

    sensitivity = {"name": NONE, "source": PUBLIC, "html": PUBLIC, "edited_at": NONE}


class CustomEmoji(models.Model):
    """A picture that stands for `:shortcode:`. `key` is its file, `still_key` the same without movement."""

    id = models.BigIntegerField(primary_key=True)
    shortcode = models.CharField(max_length=30, unique=True)
    category = models.CharField(max_length=60, blank=True, default="")
    key = models.CharField(max_length=60)
    still_key = models.CharField(max_length=60)
    shown = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    sensitivity = {
        **dict.fromkeys(("id", "changed_at"), NONE),
        **dict.fromkeys(("shortcode", "category", "key", "still_key", "shown"), PUBLIC),
    }


class Announcement(models.Model):
    """What operators tell everybody. Shown from `publish_at` until `ends_at`; null there: without end."""

    id = models.BigIntegerField(primary_key=True)
    text = models.TextField()
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    all_day = models.BooleanField(default=False)
    publish_at = models.DateTimeField(db_index=True)
    changed_at = models.DateTimeField()

    sensitivity = {
        **dict.fromkeys(("id", "changed_at"), NONE),
        **dict.fromkeys(("text", "starts_at", "ends_at", "all_day", "publish_at"), PUBLIC),
    }


class AnnouncementRead(models.Model):
    """Somebody has put an announcement away."""

    id = models.BigIntegerField(primary_key=True)
    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="readers")
    account_id = models.BigIntegerField(db_index=True)

    sensitivity = {"id": NONE, "announcement": PERSONAL, "account_id": PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["announcement", "account_id"], name="announcement_read_once")]


class AnnouncementReaction(models.Model):
    """Somebody's answer to an announcement: an emoji, or the shortcode of a custom one."""

    id = models.BigIntegerField(primary_key=True)
    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="reactions")
    account_id = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=40)

    sensitivity = {"id": NONE, "announcement": PERSONAL, "account_id": PERSONAL, "name": PERSONAL}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["announcement", "account_id", "name"], name="announcement_reaction_once")
        ]
