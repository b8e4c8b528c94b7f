"""The index. Everything in it can be made anew from the posts, accounts and tags there are.

The three tables of words are an FTS5 table each on SQLite, and have a GIN index on PostgreSQL (the first migration).
"""

from django.db import models

from folkmoot.domains.search.fields import WordsField
from folkmoot.infra.fields import NONE, PUBLIC


class Words(models.Model):
    """A document by its number, which FTS5 calls its rowid."""

    id = models.BigIntegerField(primary_key=True, db_column="rowid")
    words = WordsField()

    sensitivity = {"id": NONE, "words": PUBLIC}

    class Meta:
        abstract = True


class PostWords(Words):
    """A public post. `tags`: those for which it counts, one space between them."""

    tags = models.TextField()

    sensitivity = {"id": NONE, "words": PUBLIC, "tags": PUBLIC}


class PersonWords(Words):
    """An account, by its names."""


class TagWords(Words):
    """A tag, by the id of its `Tag`."""


class Tag(models.Model):
    """`uses`: how many posts count for it; see `PostWords.tags`."""

    id = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=100, unique=True)
    uses = models.IntegerField(default=0)

    sensitivity = {"id": NONE, "name": PUBLIC, "uses": PUBLIC}


class Walk(models.Model):
    """How far the building of the whole index has come. `below`: what is still to do lies below this id.

    `version`: of the rules by which words are made, see `catching_up.VERSION`.
    """

    kind = models.CharField(primary_key=True, max_length=10)
    version = models.IntegerField()
    below = models.BigIntegerField(null=True)
    done = models.BooleanField(default=False)

    sensitivity = dict.fromkeys(("kind", "version", "below", "done"), NONE)
