"""Direct threads, as each participant has them."""

from collections.abc import Collection

from folkmoot.domains.posts.models import ConversationState
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.viewer import Viewer


def note_direct(post_id: int, thread_id: int, author_id: int, readers: Collection[int]) -> None:
    """Bring a direct thread to the top for all who take part in this post; inside the publishing transaction."""
    for account_id in {author_id, *readers}:
        ConversationState.objects.update_or_create(
            account_id=account_id,
            thread_id=thread_id,
            defaults={"last_post_id": post_id, "unread": account_id != author_id},
            create_defaults={"id": new_id(), "last_post_id": post_id, "unread": account_id != author_id},
        )


def mark_conversation_read(viewer: Viewer, *, conversation_id: int, unread: bool = False) -> None:
    """Mark it as read, or as `unread` again. Raises NotFound for others' conversations."""
    found = ConversationState.objects.filter(id=conversation_id, account_id=viewer.require_account())
    with atomic_write():
        if not found.update(unread=unread):
            raise NotFound("no such conversation")


def delete_conversation(viewer: Viewer, *, conversation_id: int) -> None:
    """Take a conversation off one's own list until somebody writes again; deletes no post. Raises NotFound."""
    found = ConversationState.objects.filter(id=conversation_id, account_id=viewer.require_account())
    with atomic_write():
        if not found.delete()[0]:
            raise NotFound("no such conversation")
