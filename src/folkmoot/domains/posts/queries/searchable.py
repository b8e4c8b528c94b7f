"""What search may know of posts: the words of public ones, without a viewer."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import NO_TREATMENT
from folkmoot.domains.media import api as media
from folkmoot.domains.media.api import MediaKind
from folkmoot.domains.posts.models import Mark, Poll, PollOption, Post, PostTag
from folkmoot.domains.posts.types import PostKind, Visibility
from folkmoot.kernel.refs import account_ref, media_ref, post_ref


@dataclass(frozen=True, slots=True)
class SearchFacts:
    """A public post. `withheld`: a decision keeps it, or its author, from everybody else; `reduced`: or behind."""

    post_id: int
    author_id: int
    kind: PostKind
    reply: bool
    sensitive: bool
    language: str
    title: str
    warning: str
    text: str
    tags: tuple[str, ...]
    poll_options: tuple[str, ...] | None
    media: tuple[tuple[MediaKind, str], ...]
    withheld: bool
    reduced: bool


def search_facts(ids: Collection[int]) -> dict[int, SearchFacts]:
    """Those of the posts that search may know; the number of queries does not depend on how many they are."""
    rows = {row.id: row for row in _searchable().filter(id__in=ids)}
    tags = _by_post(PostTag.objects.filter(post_id__in=rows).order_by("id").values_list("post_id", "tag"))
    options = PollOption.objects.filter(post_id__in=rows).order_by("post_id", "place")
    polls = set(Poll.objects.filter(post_id__in=rows).values_list("post_id", flat=True))
    texts = _by_post(options.values_list("post_id", "text"))
    files = media.of_posts([row.id for row in rows.values() if row.has_media])
    refs = {post_ref(one) for one in rows} | {account_ref(row.author_id) for row in rows.values()}
    treatments = integrity.treatments_for(refs | {media_ref(one.id) for found in files.values() for one in found})
    facts = {}
    for row in rows.values():
        own = [treatments.get(ref, NO_TREATMENT) for ref in (post_ref(row.id), account_ref(row.author_id))]
        shown = [one for one in files.get(row.id, ()) if media_ref(one.id) not in treatments]
        facts[row.id] = SearchFacts(
            post_id=row.id,
            author_id=row.author_id,
            kind=PostKind(row.kind),
            reply=row.reply_to_id is not None,
            sensitive=row.sensitive,
            language=row.language,
            title=row.title,
            warning=row.warning,
            text=row.text,
            tags=tuple(tags.get(row.id, ())),
            poll_options=tuple(texts.get(row.id, ())) if row.id in polls else None,
            media=tuple((one.kind, one.description) for one in shown),
            withheld=any(one.is_withheld for one in own),
            reduced=any(one.factor < 1 for one in own),
        )
    return facts


def searchable_ids(*, before: int | None = None, author_id: int | None = None, limit: int) -> list[int]:
    """Posts that search may know, below an id, the newest first."""
    found = _searchable()
    found = found if before is None else found.filter(id__lt=before)
    found = found if author_id is None else found.filter(author_id=author_id)
    return list(found.order_by("-id").values_list("id", flat=True)[:limit])


def kept_ids(account_id: int, *, limit: int) -> frozenset[int]:
    """What somebody bookmarked or favoured last, at most so many of each."""
    own = Mark.objects.filter(account_id=account_id).order_by("-id")
    return frozenset(
        one
        for kind in ("bookmark", "favourite")
        for one in own.filter(kind=kind).values_list("post_id", flat=True)[:limit]
    )


def _searchable() -> "QuerySet[Post]":
    return Post.objects.filter(visibility=Visibility.PUBLIC, deleted_at=None).exclude(kind=PostKind.BOOST)


def _by_post(pairs: Collection[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for post_id, text in pairs:
        found.setdefault(post_id, []).append(text)
    return found
