from django.db import models

from folkmoot.infra.fields import NONE, PUBLIC


class Settings(models.Model):
    """One row, id 1."""

    id = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=80)
    description = models.TextField(blank=True, default="")
    registration = models.CharField(max_length=12, default="open")
    contact_email = models.CharField(max_length=254, blank=True, default="")
    operator_name = models.CharField(max_length=200, blank=True, default="")
    languages = models.JSONField(default=list)

    sensitivity = {
        "id": NONE,
        **dict.fromkeys(("name", "description", "registration", "contact_email", "operator_name", "languages"), PUBLIC),
    }


class Page(models.Model):
    name = models.CharField(max_length=12, primary_key=True)
    source = models.TextField()
    html = models.TextField()
    edited_at = models.DateTimeField()

    sensitivity = {"name": NONE, "source": PUBLIC, "html": PUBLIC, "edited_at": NONE}
