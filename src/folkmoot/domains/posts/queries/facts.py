"""What other domains ask about posts, without a viewer: for integrity, notifications and feeds."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Sum

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.domains.groups import api as groups
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Facts, Known
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import author_facts
from folkmoot.domains.posts.models import AuthorCount, PollVote, Post, PostMention, PostTag
from folkmoot.domains.posts.policy import UNCOUNTED
from folkmoot.domains.posts.types import AuthorCounts, NoticeFacts, PostKind, Visibility
from folkmoot.infra import text as texts
from folkmoot.infra.rows import Lookup
from folkmoot.kernel.ids import floor_id, time_of

_AUTHOR_COUNTS = Lookup(AuthorCount, "account_id IN ({among})")


def author_counts(ids: Collection[int]) -> dict[int, AuthorCounts]:
    """How much accounts have published, boosts included."""
    rows = _AUTHOR_COUNTS(among=ids) if ids else ()
    return {
        row.account_id: AuthorCounts(row.posts, time_of(row.last_post_id) if row.last_post_id else None) for row in rows
    }


def count_posts() -> int:
    """How much everybody here has published, boosts included: one sum over one row for each author."""
    found: int | None = AuthorCount.objects.aggregate(all=Sum("posts"))["all"]
    return found or 0


def count_active(*, since: datetime) -> int:
    """How many authors have published something since then: one count over one row for each author."""
    return AuthorCount.objects.filter(last_post_id__gte=floor_id(since)).count()


def written_between(since: datetime, until: datetime) -> tuple[int, int]:
    """How many posts and boosts were made here from `since` to before `until` and are still there, and by how many."""
    rows = Post.objects.filter(id__gte=floor_id(since), id__lt=floor_id(until), deleted_at=None, moved_in=False)
    found = rows.aggregate(posts=Count("id"), authors=Count("author_id", distinct=True))
    return found["posts"], found["authors"]


def active_authors(*, limit: int, offset: int = 0) -> tuple[int, ...]:
    """The accounts that published last, the latest first."""
    rows = AuthorCount.objects.filter(last_post_id__gt=0).order_by("-last_post_id")
    return tuple(rows.values_list("account_id", flat=True)[offset : offset + limit])


def notice_facts(post_id: int) -> NoticeFacts | None:
    """Who should hear of a post; None if it is gone."""
    return notices([post_id]).get(post_id)


def notices(post_ids: Collection[int]) -> dict[int, NoticeFacts]:
    """The same for many posts, those that are gone left out; three queries, and one more for each in a closed group."""
    rows = {row.id: row for row in Post.objects.filter(id__in=post_ids, deleted_at=None)}
    quoted_ids = {row.quote_of_id for row in rows.values() if row.quote_of_id is not None}
    quoted = dict(Post.objects.filter(id__in=quoted_ids).values_list("id", "author_id"))
    mentioned: defaultdict[int, list[int]] = defaultdict(list)
    for post_id, account_id in PostMention.objects.filter(post_id__in=rows).values_list("post_id", "account_id"):
        mentioned[post_id].append(account_id)
    return {key: _notice(row, quoted.get(row.quote_of_id or 0), tuple(mentioned[key])) for key, row in rows.items()}


def _notice(row: Post, quoted: int | None, named: tuple[int, ...]) -> NoticeFacts:
    answered = row.reply_to_author_id
    if row.visibility == Visibility.GROUP:
        inside = _inside(row, {*named, answered or 0, quoted or 0})
        named = tuple(one for one in named if one in inside)
        answered, quoted = (one if one in inside else None for one in (answered, quoted))
    return NoticeFacts(
        post_id=row.id,
        author_id=row.author_id,
        reply_to_author_id=answered,
        mentioned_ids=named,
        quoted_author_id=quoted,
        subscribers_may_hear=Visibility(row.visibility) not in UNCOUNTED and row.reply_to_id is None,
        direct=row.visibility == Visibility.DIRECT,
    )


def group_of(post_ids: Collection[int]) -> dict[int, int]:
    """The groups in which posts stand; those that stand in none are absent."""
    rows = Post.objects.filter(id__in=post_ids, deleted_at=None).exclude(group_id=None)
    return {key: group for key, group in rows.values_list("id", "group_id") if group is not None}


def _inside(row: Post, account_ids: set[int]) -> frozenset[int]:
    """Those who may read a post for members: nobody else hears of it."""
    return groups.members_among(row.group_id or 0, account_ids, post_id=row.id)


def poll_voters(post_id: int) -> frozenset[int]:
    """Who has voted in a poll. For telling them that it ended, and for nothing else."""
    return frozenset(PollVote.objects.filter(post_id=post_id).values_list("account_id", flat=True))


def boosters(post_id: int, after: int = 0, limit: int = 500) -> dict[int, int]:
    """Who boosted a post, by the ids of their boosts, those after `after` in their order."""
    rows = Post.objects.filter(boost_of_id=post_id, id__gt=after, deleted_at=None).order_by("id")
    return dict(rows.values_list("id", "author_id")[:limit])


def quoting(post_id: int, after: int = 0, limit: int = 500) -> dict[int, int]:
    """The posts that quote a post, each with its author, those after `after` in their order."""
    rows = Post.objects.filter(quote_of_id=post_id, id__gt=after, quote_revoked=False, deleted_at=None).order_by("id")
    return dict(rows.values_list("id", "author_id")[:limit])


def integrity_facts(ids: Collection[int]) -> Mapping[int, Known]:
    """For screening again: the facts of posts, without the words of those that are not public.

    An account is as old as it was when it posted: a post is not judged anew because time has passed.
    """
    rows = Post.objects.filter(id__in=ids, deleted_at=None).exclude(kind=PostKind.BOOST)
    around = _around({row.id: row for row in rows})
    return {key: Known(_facts(row, around), row.author_id) for key, row in around.rows.items()}


def integrity_ids(oldest: int, before: int | None, limit: int) -> list[int]:
    """Posts with an id of `oldest` or more and below `before`, newest first: without boosts, which say nothing."""
    rows = Post.objects.filter(id__gte=oldest, deleted_at=None).exclude(kind=PostKind.BOOST)
    rows = rows if before is None else rows.filter(id__lt=before)
    return list(rows.order_by("-id").values_list("id", flat=True)[:limit])


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known about several posts beside their own rows."""

    rows: Mapping[int, Post]
    tags: Mapping[int, list[str]]
    mentions: Mapping[int, list[int]]
    authors: Mapping[int, accounts.AccountView]
    earlier: Mapping[int, int]
    following: frozenset[tuple[int, int]]
    banks: Mapping[int, tuple[str, ...]]


def _around(rows: Mapping[int, Post]) -> _Around:
    tags: defaultdict[int, list[str]] = defaultdict(list)
    for post_id, tag in PostTag.objects.filter(post_id__in=rows).values_list("post_id", "tag"):
        tags[post_id].append(tag)
    mentions: defaultdict[int, list[int]] = defaultdict(list)
    for post_id, account_id in PostMention.objects.filter(post_id__in=rows).values_list("post_id", "account_id"):
        mentions[post_id].append(account_id)
    pairs = {(account_id, rows[key].author_id) for key, found in mentions.items() for account_id in found}
    return _Around(
        rows,
        tags,
        mentions,
        accounts.accounts_by_ids({row.author_id for row in rows.values()}),
        author_facts.posts_in_the_hour_before(rows),
        graph.following_pairs(pairs),
        _banks(rows),
    )


def _banks(rows: Mapping[int, Post]) -> dict[int, tuple[str, ...]]:
    files = {key: [one.id for one in found] for key, found in media.of_posts(_with_media(rows)).items()}
    of_files = integrity.banks_of_files([media_id for found in files.values() for media_id in found])
    of_texts = dict(zip(rows, integrity.banks_of_texts([_words(row) for row in rows.values()]), strict=True))
    found: dict[int, tuple[str, ...]] = {}
    for key in rows:
        banks = {bank for media_id in files.get(key, ()) for bank in of_files.get(media_id, ())}
        found[key] = tuple(sorted(banks | set(of_texts[key])))
    return found


def _with_media(rows: Mapping[int, Post]) -> list[int]:
    return [key for key, row in rows.items() if row.has_media]


def _words(row: Post) -> str:
    return " ".join(part for part in (row.title, row.warning, row.text) if part)


def _facts(row: Post, around: _Around) -> Facts:
    parsed = texts.parse_article(row.text) if row.kind == PostKind.ARTICLE else texts.parse(row.text)
    links = tuple(texts.host_of(link) for link in parsed.links)
    mentioned = around.mentions.get(row.id, [])
    strangers = {one for one in mentioned if one != row.author_id and (one, row.author_id) not in around.following}
    return Facts(
        kind="post",
        text=_words(row),
        languages=(row.language,) if row.language else (),
        links=links,
        hashtags=tuple(around.tags.get(row.id, ())),
        mention_count=len(mentioned),
        has_media=row.has_media,
        is_reply=row.reply_to_id is not None,
        account_age_hours=(time_of(row.id) - around.authors[row.author_id].created_at).total_seconds() / 3600,
        posts_last_hour=around.earlier.get(row.id, 0),
        strangers_mentioned=len(strangers),
        shortened_links=integrity.shortened(links),
        hash_banks=around.banks[row.id],
    )
