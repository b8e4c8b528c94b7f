"""Somebody takes back a file before it is published."""

from folkmoot.domains.media.access import access_own_media
from folkmoot.domains.media.commands.deleting import delete_rows
from folkmoot.domains.media.models import Media
from folkmoot.infra.audit import api as audit
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.refs import media_ref
from folkmoot.kernel.viewer import Viewer


def withdraw(viewer: Viewer, *, media_id: int) -> None:
    """Delete a file of the viewer that belongs to no post, also to none that waits for its time.

    Raises NotFound, and Invalid for one that is in use.
    """
    view = access_own_media(viewer, media_id)
    with atomic_write():
        rows = Media.objects.filter(id=view.id)
        waits = rows.filter(keep_until__gt=clock.now()).exists()
        if waits or rows.exclude(post_id=None).exists():
            raise Invalid("Media attachment is currently used by a status", field="")
        delete_rows(rows)
        audit.record(view.account_id, "media.withdraw", media_ref(view.id))
