from django.db import models
from django.db.models import Q

from folkmoot.domains.posts.types import PostKind, Visibility
from folkmoot.infra.fields import NONE, PERSONAL, PUBLIC


class Post(models.Model):
    """Title, text, html and warning are empty where the post lies in the vault (`record_id`)."""

    id = models.BigIntegerField(primary_key=True)
    author_id = models.BigIntegerField()
    kind = models.CharField(max_length=8, default=PostKind.POST.value)
    visibility = models.CharField(max_length=10, default=Visibility.PUBLIC.value)
    reply_to_id = models.BigIntegerField(null=True)
    reply_to_author_id = models.BigIntegerField(null=True)
    thread_id = models.BigIntegerField()
    boost_of_id = models.BigIntegerField(null=True)
    quote_of_id = models.BigIntegerField(null=True)
    record_id = models.BigIntegerField(null=True)
    title = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    warning = models.TextField(blank=True, default="")
    sensitive = models.BooleanField(default=False)
    language = models.CharField(max_length=12, blank=True, default="")
    revision = models.IntegerField(default=0)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    erased = models.BooleanField(default=False)
    has_media = models.BooleanField(default=False)
    group_id = models.BigIntegerField(null=True)
    uri = models.CharField(max_length=500, null=True, unique=True)
    source_url = models.CharField(max_length=500, blank=True, default="")
    quote_policy = models.CharField(max_length=9, default="public")
    quote_revoked = models.BooleanField(default=False)
    moved_in = models.BooleanField(default=False)

    sensitivity = {
        **dict.fromkeys(
            (
                "id", "kind", "revision", "has_media", "record_id", "thread_id", "reply_to_id", "boost_of_id",
                "quote_of_id", "deleted_at", "erased", "edited_at",
            ),
            NONE,
        ),
        **dict.fromkeys(
            (
                "author_id", "reply_to_author_id", "visibility", "title", "text", "html", "warning", "sensitive",
                "language", "group_id", "uri", "source_url", "quote_policy", "quote_revoked", "moved_in",
            ),
            PUBLIC,
        ),
    }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["author_id", "-id"], name="post_author"),
            models.Index(fields=["thread_id", "id"], name="post_thread"),
            models.Index(fields=["-id"], condition=Q(visibility="public", deleted_at=None), name="post_public"),
            models.Index(fields=["quote_of_id", "-id"], condition=Q(quote_of_id__isnull=False), name="post_quotes"),
            models.Index(fields=["group_id", "-id"], condition=Q(group_id__isnull=False), name="post_group"),
            models.Index(fields=["boost_of_id", "-id"], condition=Q(boost_of_id__isnull=False), name="post_boosts"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["author_id", "boost_of_id"], condition=Q(boost_of_id__isnull=False), name="post_boosted_once"
            )
        ]


class MovedIn(models.Model):
    """That an item of somebody's archive became a post. `origin` is a keyed hash of whose and which; it stays when the
    post is deleted. `batch` tells the imports of an account apart.
    """

    origin = models.CharField(max_length=64, primary_key=True)
    account_id = models.BigIntegerField(db_index=True)
    post_id = models.BigIntegerField()
    batch = models.BigIntegerField()

    sensitivity = {"origin": PERSONAL, "account_id": PERSONAL, "post_id": NONE, "batch": NONE}


class PostCounts(models.Model):
    post_id = models.BigIntegerField(primary_key=True)
    replies = models.IntegerField(default=0)
    boosts = models.IntegerField(default=0)
    favourites = models.IntegerField(default=0)
    quotes = models.IntegerField(default=0)
    up = models.IntegerField(default=0)
    down = models.IntegerField(default=0)
    uncounted = models.IntegerField(default=0)

    sensitivity = dict.fromkeys(
        ("post_id", "replies", "boosts", "favourites", "quotes", "up", "down", "uncounted"), NONE
    )


class AuthorCount(models.Model):
    account_id = models.BigIntegerField(primary_key=True)
    posts = models.IntegerField(default=0)
    last_post_id = models.BigIntegerField(null=True)

    sensitivity = {"account_id": NONE, "posts": PUBLIC, "last_post_id": PUBLIC}


class PostMention(models.Model):
    post_id = models.BigIntegerField()
    account_id = models.BigIntegerField()

    sensitivity = {"id": NONE, "post_id": NONE, "account_id": PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post_id", "account_id"], name="mention_once")]
        indexes = [models.Index(fields=["account_id", "-post_id"], name="mention_account")]


class PostTag(models.Model):
    """Only of public and unlisted posts; `listed` for public ones."""

    post_id = models.BigIntegerField()
    tag = models.CharField(max_length=100)
    listed = models.BooleanField(default=True)

    sensitivity = {"id": NONE, "post_id": NONE, "tag": PUBLIC, "listed": PUBLIC}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "post_id"], name="tag_once")]
        indexes = [models.Index(fields=["post_id"], name="tag_post")]


class Mark(models.Model):
    """What a reader did with a post: favourite, bookmark, pin or muted thread (then `post_id` is the thread's)."""

    id = models.BigIntegerField(primary_key=True)
    account_id = models.BigIntegerField()
    post_id = models.BigIntegerField()
    kind = models.CharField(max_length=10)

    sensitivity = {"id": NONE, "account_id": PERSONAL, "post_id": PERSONAL, "kind": PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "post_id", "kind"], name="mark_once")]
        indexes = [
            models.Index(fields=["account_id", "kind", "-id"], name="mark_account"),
            models.Index(fields=["post_id", "kind", "-id"], name="mark_post"),
        ]


class Vote(models.Model):
    """`value` is 1 or -1; `counted` says whether it is in the sums."""

    id = models.BigIntegerField(primary_key=True)
    account_id = models.BigIntegerField()
    post_id = models.BigIntegerField()
    value = models.SmallIntegerField()
    counted = models.BooleanField()

    sensitivity = {"id": NONE, "account_id": PERSONAL, "post_id": PERSONAL, "value": PERSONAL, "counted": PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "post_id"], name="vote_once")]
        indexes = [models.Index(fields=["post_id"], name="vote_post")]


class Poll(models.Model):
    post_id = models.BigIntegerField(primary_key=True)
    multiple = models.BooleanField()
    hide_totals = models.BooleanField()
    expires_at = models.DateTimeField(null=True)
    voters = models.IntegerField(default=0)

    sensitivity = {"post_id": NONE, "multiple": PUBLIC, "hide_totals": PUBLIC, "expires_at": PUBLIC, "voters": NONE}


class PollOption(models.Model):
    """`text` is empty where the post lies in the vault."""

    post_id = models.BigIntegerField()
    place = models.SmallIntegerField()
    text = models.TextField(blank=True)
    votes = models.IntegerField(default=0)

    sensitivity = {"id": NONE, "post_id": NONE, "place": NONE, "text": PUBLIC, "votes": NONE}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post_id", "place"], name="poll_place")]


class PollVote(models.Model):
    post_id = models.BigIntegerField()
    account_id = models.BigIntegerField()
    place = models.SmallIntegerField()

    sensitivity = {"id": NONE, "post_id": PERSONAL, "account_id": PERSONAL, "place": PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post_id", "account_id", "place"], name="poll_vote_once")]


class PostRevision(models.Model):
    """A state before an edit; in the vault where `record_id` says so."""

    id = models.BigIntegerField(primary_key=True)
    post_id = models.BigIntegerField()
    number = models.IntegerField()
    record_id = models.BigIntegerField(null=True)
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    warning = models.TextField(blank=True)
    sensitive = models.BooleanField()
    made_at = models.DateTimeField()

    sensitivity = {
        **dict.fromkeys(("id", "post_id", "number", "record_id", "made_at"), NONE),
        **dict.fromkeys(("title", "text", "html", "warning", "sensitive"), PUBLIC),
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post_id", "number"], name="revision_number")]


class PublishKey(models.Model):
    """That an author's Idempotency-Key has published; `key_hash` is a keyed hash of both."""

    key_hash = models.CharField(max_length=64, primary_key=True)
    post_id = models.BigIntegerField()

    sensitivity = {"key_hash": PERSONAL, "post_id": NONE}


class Unpublished(models.Model):
    """A draft, or with `due_at` a scheduled post; what it says lies in the vault."""

    id = models.BigIntegerField(primary_key=True)
    account_id = models.BigIntegerField()
    record_id = models.BigIntegerField()
    due_at = models.DateTimeField(null=True)
    key_hash = models.CharField(max_length=64, null=True, unique=True)

    sensitivity = {
        "id": NONE, "account_id": PERSONAL, "record_id": NONE, "due_at": PERSONAL, "key_hash": PERSONAL
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["account_id", "id"], name="unpublished_account")]


class Unspread(models.Model):
    """A post or boost that no feed has taken up yet; a reader's home asks for these on top. Deleted when it has."""

    post_id = models.BigIntegerField(primary_key=True)
    author_id = models.BigIntegerField()

    sensitivity = {"post_id": NONE, "author_id": NONE}


class ConversationState(models.Model):
    """A direct thread of one participant."""

    id = models.BigIntegerField(primary_key=True)
    account_id = models.BigIntegerField()
    thread_id = models.BigIntegerField()
    last_post_id = models.BigIntegerField()
    unread = models.BooleanField()

    sensitivity = {
        "id": NONE, "account_id": PERSONAL, "thread_id": NONE, "last_post_id": NONE, "unread": PERSONAL
    }  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "thread_id"], name="conversation_once")]
        indexes = [models.Index(fields=["account_id", "-last_post_id"], name="conversation_account")]
