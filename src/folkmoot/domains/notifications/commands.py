"""Read, dismiss and clear what one was told."""

from folkmoot.domains.apps import api as apps
from folkmoot.domains.notifications.models import Notification
from folkmoot.domains.notifications.queries import TIMELINE
from folkmoot.infra.audit.api import record
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer


def mark_read(viewer: Viewer, *, up_to_id: int) -> None:
    """Note that the viewer has read up to and with this notification. It never goes back. Idempotent."""
    with atomic_write():
        known = apps.markers(viewer, [TIMELINE])
        if not known or known[0].last_read_id < up_to_id:
            apps.set_markers(viewer, positions={TIMELINE: up_to_id})


def dismiss(viewer: Viewer, *, notification_id: int) -> None:
    """Take one notification away. Raises NotFound, also for somebody else's."""
    account_id = viewer.require_account()
    with atomic_write():
        if not Notification.objects.filter(id=notification_id, account_id=account_id).delete()[0]:
            raise NotFound("no such notification")


def clear(viewer: Viewer) -> None:
    """Take all notifications away."""
    account_id = viewer.require_account()
    with atomic_write():
        Notification.objects.filter(account_id=account_id).delete()
        record(account_id, "notifications.clear", account_ref(account_id))
