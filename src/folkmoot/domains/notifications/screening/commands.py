"""Choose of whom to hear; accept and dismiss what waits aside."""

from collections.abc import Collection
from dataclasses import asdict

from folkmoot.domains.notifications.events import RequestsMerged
from folkmoot.domains.notifications.models import (
    Notification,
    NotificationPermission,
    NotificationPolicy,
    NotificationRequest,
)
from folkmoot.domains.notifications.screening.rules import Policy
from folkmoot.infra.audit.api import record
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer


def set_policy(viewer: Viewer, *, policy: Policy) -> Policy:
    """Choose of whom to hear from now on; what waits aside stays there. Raises NotSignedIn."""
    account_id = viewer.require_account()
    values = {name: choice.value for name, choice in asdict(policy).items()}
    with atomic_write():
        NotificationPolicy.objects.update_or_create(account_id=account_id, defaults=values)
        record(account_id, "notifications.set_policy", account_ref(account_id), **values)
    return policy


def accept_requests(viewer: Viewer, *, request_ids: Collection[int]) -> None:
    """Bring what waits aside among the notifications; nothing of these accounts waits any more.

    Raises NotFound, and changes nothing, where one of them is not the viewer's.
    """
    account_id = viewer.require_account()
    with atomic_write():
        actors = _taken(account_id, request_ids)
        rows = [NotificationPermission(id=new_id(), account_id=account_id, actor_id=one) for one in sorted(actors)]
        NotificationPermission.objects.bulk_create(rows, ignore_conflicts=True)
        Notification.objects.filter(account_id=account_id, actor_id__in=actors).update(filtered=False)
        record(account_id, "notifications.accept_requests", account_ref(account_id), requests=sorted(request_ids))
        if actors:
            publish(RequestsMerged(account_id=account_id))


def dismiss_requests(viewer: Viewer, *, request_ids: Collection[int]) -> None:
    """Take away what waits aside of these accounts; what they do next makes a new request. Raises like the other."""
    account_id = viewer.require_account()
    with atomic_write():
        actors = _taken(account_id, request_ids)
        Notification.objects.filter(account_id=account_id, actor_id__in=actors, filtered=True).delete()
        record(account_id, "notifications.dismiss_requests", account_ref(account_id), requests=sorted(request_ids))


def _taken(account_id: int, request_ids: Collection[int]) -> set[int]:
    """The accounts behind the requests, which are gone now; inside a write."""
    rows = NotificationRequest.objects.filter(id__in=set(request_ids), account_id=account_id)
    actors = set(rows.values_list("actor_id", flat=True))
    if len(actors) != len(set(request_ids)):
        raise NotFound("no such request")
    rows.delete()
    return actors
