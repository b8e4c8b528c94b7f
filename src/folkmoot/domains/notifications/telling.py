"""Store what somebody is told, with the rules of who is not told what."""

from collections.abc import Collection, Mapping

from folkmoot.domains.graph import api as graph
from folkmoot.domains.notifications.kinds import ABOUT_POSTS, NotificationKind
from folkmoot.domains.notifications.models import Notification
from folkmoot.domains.posts import api as posts
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.ids import new_id


def tell(account_ids: Collection[int], kind: NotificationKind, *, actor_id: int, subject_id: int = 0) -> None:
    """Tell accounts of what the actor did, without the actor and those who want to hear nothing of it. Idempotent."""
    tell_each(dict.fromkeys(account_ids, kind), actor_id=actor_id, subject_id=subject_id)


def tell_each(kinds: Mapping[int, NotificationKind], *, actor_id: int, subject_id: int = 0) -> None:
    """The same where each account is told under a kind of its own."""
    silent = {actor_id} | graph.silencers_of(actor_id, kinds)
    if ABOUT_POSTS.intersection(kinds.values()):
        silent |= posts.thread_muters(subject_id)
    store(
        {account_id: kind for account_id, kind in kinds.items() if account_id not in silent},
        actor_id=actor_id,
        subject_id=subject_id,
    )


def store(kinds: Mapping[int, NotificationKind], *, actor_id: int = 0, subject_id: int = 0) -> None:
    """Tell accounts whatever they muted."""
    rows = [
        Notification(id=new_id(), account_id=account_id, kind=kind, actor_id=actor_id, subject_id=subject_id)
        for account_id, kind in sorted(kinds.items())
    ]
    with atomic_write():
        Notification.objects.bulk_create(rows, ignore_conflicts=True)
