"""What a post said before, and what its author would edit."""

from folkmoot.domains.posts import sealed
from folkmoot.domains.posts.access import access_own_row, access_post
from folkmoot.domains.posts.models import PostRevision
from folkmoot.domains.posts.sealed import SealedText
from folkmoot.domains.posts.types import PostDraft, PostView, Revision, Visibility
from folkmoot.domains.residency import api as residency
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.viewer import Viewer


def revisions(viewer: Viewer, post_id: int) -> tuple[Revision, ...]:
    """Every state of a post, the first one first, the present one last. Raises NotFound, Gone."""
    post = access_post(viewer, post_id)
    if post.gap is not None:
        raise NotFound("post is gone")
    rows = list(PostRevision.objects.filter(post_id=post_id).order_by("number"))
    opened = _opened(viewer, post, [row.record_id for row in rows if row.record_id])
    earlier = tuple(_revision(row, opened.get(row.record_id or 0)) for row in rows)
    made_at = post.edited_at or post.created_at
    now = Revision(post.revision, made_at, post.title, post.warning, post.text, post.html, post.sensitive)
    return (*earlier, now)


def source(viewer: Viewer, post_id: int) -> PostDraft:
    """One's own post as it was typed. Raises NotFound."""
    access_own_row(viewer, post_id)
    post = access_post(viewer, post_id)
    return PostDraft(
        text=post.text,
        kind=post.kind,
        title=post.title,
        visibility=post.visibility,
        warning=post.warning,
        sensitive=post.sensitive,
        language=post.language,
        reply_to_id=post.reply_to_id,
        quote_of_id=post.quote_of_id,
        media_ids=tuple(one.id for one in post.media),
        group_id=post.group_id,
    )


def _opened(viewer: Viewer, post: PostView, record_ids: list[int]) -> dict[int, SealedText]:
    if post.visibility is Visibility.DIRECT:
        records = residency.records.get_shared(record_ids, viewer.require_account()) if record_ids else {}
    else:
        records = residency.records.get(record_ids)
    decoded = {key: sealed.decode(record) for key, record in records.items()}
    return {key: text for key, text in decoded.items() if text is not None}


def _revision(row: PostRevision, text: SealedText | None) -> Revision:
    said = text or SealedText(title=row.title, text=row.text, html=row.html, warning=row.warning)
    return Revision(row.number, row.made_at, said.title, said.warning, said.text, said.html, row.sensitive)
