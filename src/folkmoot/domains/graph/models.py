from django.db import models

from folkmoot.domains.graph.types import FilterAction, FollowState, RepliesPolicy
from folkmoot.infra.fields import NONE, PERSONAL, PUBLIC


class Follow(models.Model):
    """`uri` is the name of a follow that another server sent or was sent. `languages`: only posts in these are wanted
    at home, as codes with commas between them; "" means all.
    """

    id = models.BigIntegerField(primary_key=True)
    follower_id = models.BigIntegerField()
    followee_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in FollowState])
    show_boosts = models.BooleanField(default=True)
    notify = models.BooleanField(default=False)
    languages = models.TextField(blank=True, default="", db_default="")
    uri = models.CharField(max_length=500, null=True, unique=True)

    sensitivity = {
        "id": NONE,
        "follower_id": PUBLIC,
        "followee_id": PUBLIC,
        "state": PERSONAL,
        "show_boosts": PERSONAL,
        "notify": PERSONAL,
        "languages": PERSONAL,
        "uri": PUBLIC,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower_id", "followee_id"], name="follow_once"),
            models.CheckConstraint(condition=~models.Q(follower_id=models.F("followee_id")), name="follow_not_self"),
        ]
        indexes = [
            models.Index(fields=["follower_id", "state", "id"], name="follow_following"),
            models.Index(fields=["followee_id", "state", "id"], name="follow_followers"),
            models.Index(fields=["followee_id", "state", "follower_id"], name="follow_fan_out"),
            models.Index(
                fields=["follower_id", "followee_id"], condition=models.Q(show_boosts=False), name="follow_no_boosts"
            ),
            models.Index(
                fields=["follower_id", "followee_id"], condition=models.Q(languages__gt=""), name="follow_languages"
            ),
        ]


class Block(models.Model):
    id = models.BigIntegerField(primary_key=True)
    blocker_id = models.BigIntegerField()
    blocked_id = models.BigIntegerField(db_index=True)

    sensitivity = {"id": NONE, "blocker_id": PERSONAL, "blocked_id": PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["blocker_id", "blocked_id"], name="block_once")]


class Mute(models.Model):
    """`notifications`: also nothing that the muted account does is told. A mute past `expires_at` counts as none."""

    id = models.BigIntegerField(primary_key=True)
    muter_id = models.BigIntegerField()
    muted_id = models.BigIntegerField(db_index=True)
    notifications = models.BooleanField(default=True)
    expires_at = models.DateTimeField(null=True, db_index=True)

    sensitivity = {
        "id": NONE,
        "muter_id": PERSONAL,
        "muted_id": PERSONAL,
        "notifications": PERSONAL,
        "expires_at": PERSONAL,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["muter_id", "muted_id"], name="mute_once")]


class AccountList(models.Model):
    id = models.BigIntegerField(primary_key=True)
    owner_id = models.BigIntegerField(db_index=True)
    title = models.CharField(max_length=100)
    replies_policy = models.CharField(max_length=10, default=RepliesPolicy.LIST.value)
    exclusive = models.BooleanField(default=False)

    sensitivity = {
        "id": NONE,
        "owner_id": PERSONAL,
        "title": PERSONAL,
        "replies_policy": PERSONAL,
        "exclusive": PERSONAL,
    }


class ListMember(models.Model):
    id = models.BigIntegerField(primary_key=True)
    list = models.ForeignKey(AccountList, on_delete=models.CASCADE, related_name="members")
    account_id = models.BigIntegerField(db_index=True)

    sensitivity = {"id": NONE, "list": PERSONAL, "account_id": PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "account_id"], name="list_member_once")]


class Filter(models.Model):
    id = models.BigIntegerField(primary_key=True)
    owner_id = models.BigIntegerField(db_index=True)
    title = models.CharField(max_length=200)
    contexts = models.JSONField(default=list)
    action = models.CharField(max_length=10, default=FilterAction.WARN.value)
    expires_at = models.DateTimeField(null=True)

    sensitivity = {
        "id": NONE,
        "owner_id": PERSONAL,
        "title": PERSONAL,
        "contexts": PERSONAL,
        "action": PERSONAL,
        "expires_at": PERSONAL,
    }


class FilterKeyword(models.Model):
    id = models.BigIntegerField(primary_key=True)
    filter = models.ForeignKey(Filter, on_delete=models.CASCADE, related_name="keywords")
    keyword = models.CharField(max_length=200)
    whole_word = models.BooleanField(default=True)

    sensitivity = {"id": NONE, "filter": PERSONAL, "keyword": PERSONAL, "whole_word": PERSONAL}


class FilterPost(models.Model):
    id = models.BigIntegerField(primary_key=True)
    filter = models.ForeignKey(Filter, on_delete=models.CASCADE, related_name="posts")
    post_id = models.BigIntegerField()

    sensitivity = {"id": NONE, "filter": PERSONAL, "post_id": PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filter", "post_id"], name="filter_post_once")]


class FollowedTag(models.Model):
    id = models.BigIntegerField(primary_key=True)
    account_id = models.BigIntegerField()
    tag = models.CharField(max_length=100)

    sensitivity = {"id": NONE, "account_id": PERSONAL, "tag": PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "tag"], name="followed_tag_once")]
        indexes = [models.Index(fields=["tag", "account_id"], name="followed_tag_fan_out")]


class AccountNote(models.Model):
    """What somebody wrote down about an account, for no one else."""

    id = models.BigIntegerField(primary_key=True)
    owner_id = models.BigIntegerField()
    account_id = models.BigIntegerField(db_index=True)
    text = models.TextField()

    sensitivity = {"id": NONE, "owner_id": PERSONAL, "account_id": PERSONAL, "text": PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner_id", "account_id"], name="account_note_once")]


class GraphCounts(models.Model):
    """How many accepted follows an account has, in both directions. Changed with the rows, in their transaction."""

    account_id = models.BigIntegerField(primary_key=True)
    followers = models.IntegerField(default=0)
    following = models.IntegerField(default=0)

    sensitivity = {"account_id": NONE, "followers": PUBLIC, "following": PUBLIC}

    class Meta:
        # Those whose posts are found when a home is read; the number is feed's PULL_ABOVE.
        indexes = [models.Index(fields=["account_id"], condition=models.Q(followers__gt=5_000), name="counts_big")]


class Endorsement(models.Model):
    """`owner_id` recommends `account_id` on its page."""

    id = models.BigIntegerField(primary_key=True)
    owner_id = models.BigIntegerField()
    account_id = models.BigIntegerField(db_index=True)

    sensitivity = {"id": NONE, "owner_id": PUBLIC, "account_id": PUBLIC}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner_id", "account_id"], name="endorsement_once")]


class FeaturedTag(models.Model):
    """A hashtag that an account shows on its page."""

    id = models.BigIntegerField(primary_key=True)
    account_id = models.BigIntegerField()
    tag = models.CharField(max_length=100)

    sensitivity = {"id": NONE, "account_id": PUBLIC, "tag": PUBLIC}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "tag"], name="featured_tag_once")]
