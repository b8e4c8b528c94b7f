"""The only way to get a note on somebody's behalf."""

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notes.models import Note
from folkmoot.domains.notes.presenting import present
from folkmoot.domains.notes.types import NoteView
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostView, Visibility
from folkmoot.kernel.errors import FolkmootError, Forbidden, NotFound
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer


def access_note(viewer: Viewer, note_id: int) -> tuple[NoteView, PostView]:
    """An open note and the post that it is about. Raises NotFound where the viewer may not read either."""
    row = Note.objects.filter(id=note_id, withdrawn_at=None).first()
    if row is None:
        raise NotFound("no such note")
    post = access_subject(viewer, row.post_id)
    found = present(viewer, [row])
    if not found:
        raise NotFound("note was taken away")
    return found[0], post


def access_subject(viewer: Viewer, post_id: int) -> PostView:
    """A post that can have notes: public, there, and readable by this viewer. Raises NotFound."""
    try:
        post = posts.access_post(viewer, post_id).shown
    except FolkmootError as error:
        raise NotFound("no such post") from error
    if post.gap is not None or post.visibility is not Visibility.PUBLIC:
        raise NotFound("no post that can have notes")
    return post


def answers_for(viewer: Viewer, post: PostView) -> bool:
    """Whether the post is the viewer's own, or of a page that the viewer manages."""
    account_id = viewer.require_account()
    return account_id == post.author.id or account_id in {one.id for one in accounts.managers_of(post.author.id)}


def refuse_restricted(account_id: int, deed: integrity.Limited) -> None:
    """Raise Forbidden where moderators have closed this deed to the account."""
    ref = account_ref(account_id)
    treatments = integrity.treatments_for([ref]).get(ref, integrity.NO_TREATMENT)
    if treatments.is_withheld:
        raise Forbidden("withheld account", safe="Your account is restricted for now, so you cannot do that.")
    integrity.refuse_restricted(account_id, [deed], found=treatments)
