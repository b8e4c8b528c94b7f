"""What other domains ask about posts, without a viewer: for integrity, notifications and feeds."""

from collections.abc import Collection, Mapping

from django.db.models import Sum

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.integrity.api import Facts, Known
from folkmoot.domains.posts.models import AuthorCount, PollVote, Post, PostMention, PostTag
from folkmoot.domains.posts.types import AuthorCounts, NoticeFacts, PostKind, Visibility
from folkmoot.infra import text as texts
from folkmoot.kernel.ids import time_of


def author_counts(ids: Collection[int]) -> dict[int, AuthorCounts]:
    """How much accounts have published, boosts included."""
    rows = AuthorCount.objects.filter(account_id__in=ids)
    return {
        row.account_id: AuthorCounts(row.posts, time_of(row.last_post_id) if row.last_post_id else None) for row in rows
    }


def count_posts() -> int:
    """How much everybody here has published, boosts included: one sum over one row for each author."""
    found: int | None = AuthorCount.objects.aggregate(all=Sum("posts"))["all"]
    return found or 0


def notice_facts(post_id: int) -> NoticeFacts | None:
    """Who should hear of a post; None if it is gone."""
    row = Post.objects.filter(id=post_id, deleted_at=None).first()
    if row is None:
        return None
    quoted = Post.objects.filter(id=row.quote_of_id or 0).values_list("author_id", flat=True).first()
    mentioned = PostMention.objects.filter(post_id=post_id).values_list("account_id", flat=True)
    return NoticeFacts(
        post_id=post_id,
        author_id=row.author_id,
        reply_to_author_id=row.reply_to_author_id,
        mentioned_ids=tuple(mentioned),
        quoted_author_id=quoted,
        subscribers_may_hear=row.visibility != Visibility.DIRECT and row.reply_to_id is None,
    )


def poll_voters(post_id: int) -> frozenset[int]:
    """Who has voted in a poll. For telling them that it ended, and for nothing else."""
    return frozenset(PollVote.objects.filter(post_id=post_id).values_list("account_id", flat=True))


def integrity_facts(ids: Collection[int]) -> Mapping[int, Known]:
    """For screening again: the facts of posts, without the words of those that are not public.

    An account is as old as it was when it posted: a post is not judged anew because time has passed.
    """
    rows = Post.objects.filter(id__in=ids, deleted_at=None).exclude(kind=PostKind.BOOST)
    found = {row.id: row for row in rows}
    tags: dict[int, list[str]] = {}
    for post_id, tag in PostTag.objects.filter(post_id__in=found).values_list("post_id", "tag"):
        tags.setdefault(post_id, []).append(tag)
    mentions: dict[int, int] = {}
    for post_id in PostMention.objects.filter(post_id__in=found).values_list("post_id", flat=True):
        mentions[post_id] = mentions.get(post_id, 0) + 1
    authors = accounts.accounts_by_ids({row.author_id for row in found.values()})
    return {
        key: Known(_facts(row, tuple(tags.get(key, ())), mentions.get(key, 0), authors[row.author_id]), row.author_id)
        for key, row in found.items()
    }


def integrity_ids(oldest: int, before: int | None, limit: int) -> list[int]:
    """Posts with an id of `oldest` or more and below `before`, newest first: without boosts, which say nothing."""
    rows = Post.objects.filter(id__gte=oldest, deleted_at=None).exclude(kind=PostKind.BOOST)
    rows = rows if before is None else rows.filter(id__lt=before)
    return list(rows.order_by("-id").values_list("id", flat=True)[:limit])


def _facts(row: Post, tags: tuple[str, ...], mentions: int, author: accounts.AccountView) -> Facts:
    parsed = texts.parse_article(row.text) if row.kind == PostKind.ARTICLE else texts.parse(row.text)
    return Facts(
        kind="post",
        text=" ".join(part for part in (row.title, row.warning, row.text) if part),
        languages=(row.language,) if row.language else (),
        links=tuple(texts.host_of(link) for link in parsed.links),
        hashtags=tags,
        mention_count=mentions,
        has_media=row.has_media,
        is_reply=row.reply_to_id is not None,
        account_age_hours=(time_of(row.id) - author.created_at).total_seconds() / 3600,
    )
