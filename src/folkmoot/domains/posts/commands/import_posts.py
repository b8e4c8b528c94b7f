"""Posts that a community brings along, many at once."""

from collections import Counter
from collections.abc import Collection, Sequence

from folkmoot.domains.posts.events import PostsImported
from folkmoot.domains.posts.models import AuthorCount, Post, PostCounts, PostTag
from folkmoot.domains.posts.types import TEXT_LIMIT, ImportedPost, ImportedWords, PostKind
from folkmoot.infra import text as texts
from folkmoot.infra.audit.api import record
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.sentences import sentence

_MOST_TAGS = 50
BATCH = 1_000


def imported_words(raw: str, *, rendered: bool = True) -> ImportedWords:
    """What is stored of a text. Raises Invalid as for a post that somebody writes; mentions in it stay text.

    Not `rendered`, it has no HTML: for those who only ask whether the text can be used.
    """
    text = texts.clean_text(raw, limit=TEXT_LIMIT, field="text")
    if not text:
        raise Invalid("The text is empty.", field="text")
    tags = texts.parse(text).hashtags if "#" in text else ()
    if len(tags) > _MOST_TAGS:
        raise Invalid(sentence("At most {most_tags} hashtags fit into a post.", most_tags=_MOST_TAGS), field="text")
    html = texts.render_post(text, mentions={}, tag_url=texts.tag_path) if rendered else ""
    return ImportedWords(text, html, tags)


def taken_ids(ids: Collection[int]) -> frozenset[int]:
    """Those of these ids that belong to posts already; one query."""
    return frozenset(Post.objects.filter(id__in=ids).values_list("id", flat=True))


def import_posts(batch: Sequence[ImportedPost]) -> None:
    """Store one batch: one audit row and one event for all of it.

    For the command line: nobody is told, no feed takes the posts up (forget the homes at the end), and they are not
    screened one by one; the policy can be asked about each of them later. Keep a batch to a thousand.
    """
    if not batch:
        return
    first, last = min(post.id for post in batch), max(post.id for post in batch)
    with atomic_write():
        Post.objects.bulk_create([_row(post) for post in batch], batch_size=BATCH)
        PostCounts.objects.bulk_create(
            [PostCounts(post_id=post.id, replies=post.replies, boosts=post.boosts) for post in batch], batch_size=BATCH
        )
        PostTag.objects.bulk_create(
            [PostTag(post_id=post.id, tag=tag) for post in batch for tag in post.words.tags], batch_size=BATCH
        )
        _count(batch)
        record(None, "post.import", "posts", posts=len(batch), first_id=first, last_id=last)
        publish(PostsImported(first, last))


def _row(post: ImportedPost) -> Post:
    return Post(
        id=post.id,
        author_id=post.author_id,
        kind=PostKind.POST if post.boost_of_id is None else PostKind.BOOST,
        reply_to_id=post.reply_to_id,
        reply_to_author_id=post.reply_to_author_id,
        thread_id=post.thread_id or post.id,
        boost_of_id=post.boost_of_id,
        text=post.words.text,
        html=post.words.html,
        language=post.language,
        source_url=post.url,
    )


def _count(batch: Sequence[ImportedPost]) -> None:
    """Add to the counters of the authors, holding those that there are."""
    more = Counter(post.author_id for post in batch)
    newest: dict[int, int] = {}
    for post in batch:
        newest[post.author_id] = max(post.id, newest.get(post.author_id, 0))
    held = {row.account_id: row for row in AuthorCount.objects.select_for_update().filter(account_id__in=more)}
    rows = [
        AuthorCount(
            account_id=author_id,
            posts=count + (held[author_id].posts if author_id in held else 0),
            last_post_id=max(newest[author_id], held[author_id].last_post_id or 0 if author_id in held else 0),
        )
        for author_id, count in more.items()
    ]
    AuthorCount.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["account_id"], update_fields=["posts", "last_post_id"]
    )
