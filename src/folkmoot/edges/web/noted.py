"""The context that members have added to the posts of a page, for all of them at once."""

from collections.abc import Iterable

from folkmoot.domains.notes import api as notes
from folkmoot.domains.notes.api import NoteView
from folkmoot.domains.posts.api import PostView, Visibility


def notes_on(found: Iterable[object]) -> dict[int, NoteView]:
    """By the id of the post under which it stands. Whatever is no post, or not public, is passed over."""
    shown = [one.shown for one in found if isinstance(one, PostView)]
    return notes.shown_for({post.id for post in shown if post.gap is None and post.visibility is Visibility.PUBLIC})
