from django.db import models

from folkmoot.domains.media.types import MediaState
from folkmoot.infra.fields import NONE, PERSONAL, PUBLIC


class Media(models.Model):
    """`post_id` is null until it is attached, `public` false until then. `description` is empty once the
    media belong to a non-public post. `keep_until`: for scheduled posts and drafts.
    """

    id = models.BigIntegerField(primary_key=True)
    account_id = models.BigIntegerField(db_index=True)
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default=MediaState.READY.value)
    mime = models.CharField(max_length=40)
    original_key = models.CharField(max_length=50, unique=True)
    small_key = models.CharField(max_length=50, null=True, unique=True)
    width = models.IntegerField(default=0)
    height = models.IntegerField(default=0)
    bytes = models.BigIntegerField()
    blurhash = models.CharField(max_length=60, blank=True, default="")
    description = models.TextField(blank=True, default="")
    focus_x = models.FloatField(default=0)
    focus_y = models.FloatField(default=0)
    post_id = models.BigIntegerField(null=True)
    place = models.SmallIntegerField(default=0)
    public = models.BooleanField(default=False)
    keep_until = models.DateTimeField(null=True)

    sensitivity = {
        "id": NONE,
        "account_id": PERSONAL,
        "kind": PERSONAL,
        "state": NONE,
        "mime": NONE,
        "original_key": PERSONAL,
        "small_key": PERSONAL,
        "width": NONE,
        "height": NONE,
        "bytes": NONE,
        "blurhash": PERSONAL,
        "description": PERSONAL,
        "focus_x": NONE,
        "focus_y": NONE,
        "post_id": PERSONAL,
        "place": NONE,
        "public": NONE,
        "keep_until": NONE,
    }

    class Meta:
        indexes = [
            models.Index(fields=["post_id", "place"], name="media_post"),
            models.Index(fields=["id"], condition=models.Q(post_id=None), name="media_unattached"),
        ]


class MediaHash(models.Model):
    """By what a file is recognised: exact hashes of what was uploaded and of what is kept, and PDQ for pictures."""

    media = models.OneToOneField(Media, primary_key=True, on_delete=models.CASCADE, related_name="hashes")
    sha256 = models.CharField(max_length=64)
    md5 = models.CharField(max_length=32)
    kept_sha256 = models.CharField(max_length=64)
    kept_md5 = models.CharField(max_length=32)
    pdq = models.CharField(max_length=64, blank=True)
    pdq_quality = models.SmallIntegerField(default=0)

    sensitivity = {
        "media": NONE,
        "sha256": PERSONAL,
        "md5": PERSONAL,
        "kept_sha256": PERSONAL,
        "kept_md5": PERSONAL,
        "pdq": PERSONAL,
        "pdq_quality": NONE,
    }


class ProfileFile(models.Model):
    """The file of a picture that a profile shows, or will within a day."""

    id = models.BigIntegerField(primary_key=True)
    account_id = models.BigIntegerField(db_index=True)
    key = models.CharField(max_length=50, unique=True)

    sensitivity = {"id": NONE, "account_id": PUBLIC, "key": PUBLIC}
