from django.db import models

from folkmoot.infra.fields import NONE, PERSONAL


class TextPrint(models.Model):
    """One band of the print of a public post's text, by which nearly the same text is found. Kept for 48 hours.

    `print` is the whole print, 64 hexadecimal digits; nobody can read the words from it.
    """

    id = models.BigIntegerField(primary_key=True)
    post_id = models.BigIntegerField(db_index=True)
    author_id = models.BigIntegerField()
    band = models.BigIntegerField()
    print = models.CharField(max_length=64)

    sensitivity = {"id": NONE, "post_id": PERSONAL, "author_id": PERSONAL, "band": PERSONAL, "print": PERSONAL}

    class Meta:
        indexes = [models.Index(fields=["band", "post_id"], name="text_print_band")]
