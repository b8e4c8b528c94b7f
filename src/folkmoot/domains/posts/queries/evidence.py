"""What a post says, for the case about it."""

from folkmoot.domains.integrity.api import Material
from folkmoot.domains.media import api as media
from folkmoot.domains.posts.models import Post
from folkmoot.domains.posts.reading.words import Words, load_words
from folkmoot.domains.posts.types import PostKind, Visibility
from folkmoot.kernel.viewer import Viewer


def evidence(post_id: int, reader: int | None) -> Material | None:
    """A post's words and media as they are now; None where it is deleted. A direct post opens for `reader` alone."""
    row = Post.objects.filter(id=post_id, deleted_at=None).exclude(kind=PostKind.BOOST).first()
    words = load_words(Viewer(account_id=reader), [row]).get(post_id) if row is not None else None
    if row is None or words is None:
        return None
    return Material(
        words=_said(words),
        version=row.revision,
        public=not Visibility(row.visibility).in_vault,
        media_ids=tuple(one.id for one in media.of_posts([post_id]).get(post_id, ())),
    )


def _said(words: Words) -> str:
    hidden = words.sealed
    more = (*hidden.poll_options, *hidden.descriptions.values()) if hidden else ()
    return "\n\n".join(part for part in (words.title, words.warning, words.text, *more) if part)
