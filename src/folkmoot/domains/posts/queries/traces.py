"""What of a post decides in which streams it runs, also after it was deleted."""

from dataclasses import dataclass

from folkmoot.domains.posts.models import Post, PostTag
from folkmoot.domains.posts.types import PostKind, Visibility


@dataclass(frozen=True, slots=True)
class Trace:
    """`group_id`: the group it stands in. `begins`: it answers nothing.

    `tags` are those by which a public post is found, case-folded; none of any other post, nor of a deleted one.
    """

    post_id: int
    author_id: int
    visibility: Visibility
    boost: bool
    local: bool
    has_media: bool
    deleted: bool
    group_id: int | None
    begins: bool
    tags: frozenset[str]


def trace_of(post_id: int) -> Trace | None:
    """None where there never was such a post, or it was a boost that was taken back. Two queries."""
    row = Post.objects.filter(id=post_id).first()
    if row is None:
        return None
    tags = PostTag.objects.filter(post_id=post_id, listed=True).values_list("tag", flat=True)
    return Trace(
        post_id=row.id,
        author_id=row.author_id,
        visibility=Visibility(row.visibility),
        boost=row.kind == PostKind.BOOST,
        local=row.uri is None,
        has_media=row.has_media,
        deleted=row.deleted_at is not None,
        group_id=row.group_id,
        begins=row.reply_to_id is None,
        tags=frozenset(tags),
    )
