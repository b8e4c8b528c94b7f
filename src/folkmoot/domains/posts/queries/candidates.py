"""Which posts may belong into somebody's feed: ids and the few facts by which a feed is built, without rules."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import NO_TREATMENT
from folkmoot.domains.posts.models import Mark, Post, PostCounts, PostMention, PostTag, Unspread
from folkmoot.domains.posts.policy import UNCOUNTED
from folkmoot.domains.posts.queries.pages import page_of
from folkmoot.domains.posts.types import Visibility
from folkmoot.infra.rows import delete
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.ids import floor_id, time_of
from folkmoot.kernel.pages import Page, PageRequest
from folkmoot.kernel.refs import account_ref, group_post_ref, post_ref

MOST_UNSPREAD = 500
MOST_ATTENTION = 1000


@dataclass(frozen=True, slots=True)
class SpreadFacts:
    """What decides in whose home a post or boost stands. `answers_id`: whom it answers, 0 for nobody else."""

    post_id: int
    author_id: int
    answers_id: int
    visibility: Visibility
    mentioned_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class TagUse:
    tag: str
    posts: int
    accounts: int


@dataclass(frozen=True, slots=True)
class Liveliness:
    """How much happens around a public post, for trends."""

    post_id: int
    author_id: int
    replies: int
    boosts: int
    favourites: int
    points: int


def home_page(
    reader_id: int, author_ids: Collection[int], page: PageRequest, *, known: Collection[int] | None = None
) -> Page[int]:
    """What these authors and the reader published for the reader's home: all but what is for others or a closed group.

    With `known`, answers to people who are not among them are left out.
    """
    return page_of(_for_home(reader_id, author_ids, known), page)


def list_page(reader_id: int, author_ids: Collection[int], page: PageRequest, *, known: Collection[int]) -> Page[int]:
    """What exactly these authors published, likewise; answers only to those in `known`."""
    return page_of(_for_home(reader_id, author_ids, known).filter(author_id__in=author_ids), page)


def tagged_page(reader_id: int, tags: Collection[str], page: PageRequest) -> Page[int]:
    """Public posts by others with one of these tags (case-folded)."""
    found = PostTag.objects.filter(tag__in=tags, listed=True)
    ids = page_of(found, page, "post_id")
    own = set(Post.objects.filter(id__in=ids.items, author_id=reader_id).values_list("id", flat=True))
    kept = tuple(dict.fromkeys(one for one in ids.items if one not in own))
    return Page(kept, ids.next_max_id, ids.prev_min_id)


def grouped_page(group_ids: Collection[int], page: PageRequest, *, replies: bool = True) -> Page[int]:
    """What stands in these groups, newest first, without what their moderators took out; two queries."""
    found = Post.objects.filter(group_id__in=group_ids, deleted_at=None)
    ids = page_of(found if replies else found.filter(reply_to_id=None), page)
    treated = integrity.treatments_for([group_post_ref(one) for one in ids.items])
    kept = tuple(one for one in ids.items if not treated.get(group_post_ref(one), NO_TREATMENT).removed)
    return Page(kept, ids.next_max_id, ids.prev_min_id)


def unspread(reader_id: int, author_ids: Collection[int], *, known: Collection[int]) -> list[int] | None:
    """Posts for the reader's home that no feed has taken up yet; None if so many wait that the reader should pull."""
    waiting = list(Unspread.objects.order_by("-post_id").values_list("post_id", flat=True)[: MOST_UNSPREAD + 1])
    if len(waiting) > MOST_UNSPREAD:
        return None
    if not waiting:
        return []
    found = _for_home(reader_id, author_ids, known).filter(id__in=waiting)
    return list(found.order_by("-id").values_list("id", flat=True))


def unspread_count() -> int:
    """How many posts no feed has taken up yet, all in all."""
    return Unspread.objects.count()


def spread_facts(ids: Collection[int]) -> tuple[SpreadFacts, ...]:
    """The facts of the posts that are still there, the newest first; two queries."""
    mentioned: dict[int, set[int]] = {}
    for post_id, account_id in PostMention.objects.filter(post_id__in=ids).values_list("post_id", "account_id"):
        mentioned.setdefault(post_id, set()).add(account_id)
    rows = Post.objects.filter(id__in=ids, deleted_at=None).order_by("-id")
    return tuple(
        SpreadFacts(
            post_id=row.id,
            author_id=row.author_id,
            answers_id=row.reply_to_author_id if row.reply_to_author_id not in {None, row.author_id} else 0,
            visibility=Visibility(row.visibility),
            mentioned_ids=frozenset(mentioned.get(row.id, ())),
        )
        for row in rows.only("id", "author_id", "reply_to_author_id", "visibility")
    )


def mark_spread(post_ids: Collection[int]) -> None:
    """The feeds have taken these posts up."""
    with atomic_write():
        delete(Unspread, post_ids)


def tag_uses(since: datetime, *, limit: int = 200) -> tuple[TagUse, ...]:
    """Tags of public posts since a time, by how many different people used them."""
    found = PostTag.objects.filter(listed=True, post_id__gte=floor_id(since)).values("tag")
    counted = found.annotate(posts=Count("id")).order_by("-posts", "tag")[:limit]
    authors = _authors_of_tags([row["tag"] for row in counted], since)
    uses = (TagUse(row["tag"], row["posts"], len(authors.get(row["tag"], ()))) for row in counted)
    return tuple(sorted(uses, key=lambda use: (-use.accounts, -use.posts, use.tag)))


def posts_with_tags_since(tags: Collection[str], since: datetime, *, limit: int = 200) -> dict[str, tuple[int, ...]]:
    """By tag, its public posts since a time, the newest first and at most `limit` of each; one query."""
    newest = Window(RowNumber(), partition_by=[F("tag")], order_by=F("post_id").desc())
    found = PostTag.objects.filter(tag__in=tags, listed=True, post_id__gte=floor_id(since)).annotate(place=newest)
    ids: dict[str, list[int]] = {tag: [] for tag in tags}
    for tag, post_id in found.filter(place__lte=limit).order_by("-post_id").values_list("tag", "post_id"):
        ids[tag].append(post_id)
    return {tag: tuple(post_ids) for tag, post_ids in ids.items()}


def tag_days(tags: Collection[str], since: datetime, *, limit: int = 1000) -> dict[str, dict[date, tuple[int, int]]]:
    """By tag and day (UTC): how many public posts had it, and of how many people; of the newest `limit` of each tag."""
    ids = posts_with_tags_since(tags, since, limit=limit)
    wanted = {one for of_tag in ids.values() for one in of_tag}
    authors = dict(Post.objects.filter(id__in=wanted, deleted_at=None).values_list("id", "author_id"))
    return {tag: _by_day([one for one in of_tag if one in authors], authors) for tag, of_tag in ids.items()}


def _by_day(ids: Collection[int], authors: Mapping[int, int]) -> dict[date, tuple[int, int]]:
    days: dict[date, list[int]] = {}
    for one in ids:
        days.setdefault(time_of(one).astimezone(UTC).date(), []).append(authors[one])
    return {day: (len(writers), len(set(writers))) for day, writers in days.items()}


def free_to_spread(ids: Collection[int]) -> dict[int, int]:
    """Those of the posts that are public, and on which nothing weighs, nor on their authors; with who wrote them."""
    rows = Post.objects.filter(id__in=ids, visibility=Visibility.PUBLIC, deleted_at=None)
    authors = dict(rows.values_list("id", "author_id"))
    refs = {post_ref(one) for one in authors} | {account_ref(one) for one in authors.values()}
    weighed = {ref for ref, found in integrity.treatments_for(refs).items() if found.is_withheld or found.factor < 1}
    return {
        one: author_id
        for one, author_id in authors.items()
        if post_ref(one) not in weighed and account_ref(author_id) not in weighed
    }


def lively_posts(since: datetime, *, limit: int = 300) -> tuple[Liveliness, ...]:
    """Public posts since a time with which anybody did anything, the newest first."""
    something = Q(replies__gt=0) | Q(boosts__gt=0) | Q(favourites__gt=0) | Q(up__gt=0)
    counts = {row.post_id: row for row in PostCounts.objects.filter(something, post_id__gte=floor_id(since))
              .order_by("-post_id")[: limit * 3]}  # fmt: skip
    rows = Post.objects.filter(id__in=counts, visibility=Visibility.PUBLIC, deleted_at=None)
    found = [
        Liveliness(row.id, row.author_id, count.replies, count.boosts, count.favourites, count.up - count.down)
        for row in rows.order_by("-id")[:limit]
        for count in [counts[row.id]]
    ]
    return tuple(found)


def attention_by_author(reader_id: int, from_id: int) -> dict[int, int]:
    """How often the reader favoured or boosted a post of each other author, or answered them, from this id on; of the
    newest thousand of each.
    """
    marked = Mark.objects.filter(account_id=reader_id, kind="favourite", id__gte=from_id)
    own = Post.objects.filter(author_id=reader_id, id__gte=from_id).order_by("-id")
    answered = own.exclude(reply_to_author_id=None).values_list("reply_to_author_id", flat=True)
    boosted = own.exclude(boost_of_id=None).values_list("boost_of_id", flat=True)
    favoured = marked.order_by("-id").values_list("post_id", flat=True)
    touched = {one for one in (*favoured[:MOST_ATTENTION], *boosted[:MOST_ATTENTION]) if one is not None}
    attention = Counter([
        *answered[:MOST_ATTENTION], *Post.objects.filter(id__in=touched).values_list("author_id", flat=True)
    ])  # fmt: skip
    return {one: times for one, times in attention.items() if one is not None and one != reader_id}


def posts_per_author(author_ids: Collection[int], from_id: int) -> dict[int, int]:
    """How much each author published from this id on, boosts included."""
    found = Post.objects.filter(author_id__in=author_ids, id__gte=from_id, deleted_at=None)
    return dict(found.values("author_id").annotate(n=Count("id")).values_list("author_id", "n"))


def _for_home(reader_id: int, author_ids: Collection[int], known: Collection[int] | None) -> "QuerySet[Post]":
    told = PostMention.objects.filter(account_id=reader_id).values("post_id")
    direct = Q(visibility=Visibility.DIRECT)
    addressed = ~Q(visibility__in=UNCOUNTED) | Q(author_id=reader_id) | (direct & Q(id__in=told))
    found = Post.objects.filter(addressed, author_id__in=[*author_ids, reader_id], deleted_at=None)
    if known is None:
        return found
    answers = Q(reply_to_author_id=None) | Q(reply_to_author_id=F("author_id"))
    return found.filter(answers | Q(reply_to_author_id__in=[*known, reader_id]) | Q(author_id=reader_id))


def _authors_of_tags(tags: Collection[str], since: datetime) -> dict[str, set[int]]:
    pairs = list(
        PostTag.objects.filter(tag__in=tags, listed=True, post_id__gte=floor_id(since)).values_list("tag", "post_id")
    )
    author_of = dict(Post.objects.filter(id__in={post for _, post in pairs}).values_list("id", "author_id"))
    authors: dict[str, set[int]] = {}
    for tag, post_id in pairs:
        if post_id in author_of:
            authors.setdefault(tag, set()).add(author_of[post_id])
    return authors
