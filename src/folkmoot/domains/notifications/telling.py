"""Store what somebody is told, with the rules of who is not told what."""

from collections.abc import Collection, Mapping

from folkmoot.domains.graph import api as graph
from folkmoot.domains.notifications.events import Notified
from folkmoot.domains.notifications.kinds import ABOUT_POSTS, NotificationKind
from folkmoot.domains.notifications.models import Notification, NotificationRequest
from folkmoot.domains.notifications.screening.judging import choices
from folkmoot.domains.notifications.screening.rules import Choice
from folkmoot.domains.posts import api as posts
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.ids import new_id


def tell(account_ids: Collection[int], kind: NotificationKind, *, actor_id: int, subject_id: int = 0) -> None:
    """Tell accounts of what the actor did, without the actor and those who want to hear nothing of it. Idempotent."""
    tell_each(dict.fromkeys(account_ids, kind), actor_id=actor_id, subject_id=subject_id)


def tell_each(kinds: Mapping[int, NotificationKind], *, actor_id: int, subject_id: int = 0) -> None:
    """The same where each account is told under a kind of its own."""
    if not kinds:
        return
    silent = {actor_id} | graph.silencers_of(actor_id, kinds)
    if ABOUT_POSTS.intersection(kinds.values()):
        silent |= posts.thread_muters(subject_id)
    heard = {account_id: kind for account_id, kind in kinds.items() if account_id not in silent}
    chosen = choices(heard, actor_id=actor_id, subject_id=subject_id) if heard else {}
    store(
        {account_id: kind for account_id, kind in heard.items() if chosen.get(account_id) is not Choice.DROP},
        actor_id=actor_id,
        subject_id=subject_id,
        aside={account_id for account_id, choice in chosen.items() if choice is Choice.FILTER},
    )


def store(
    kinds: Mapping[int, NotificationKind],
    *,
    actor_id: int = 0,
    subject_id: int = 0,
    aside: Collection[int] = (),
) -> None:
    """Tell accounts whatever they muted; those `aside` find it in a request of the actor."""
    rows = [
        Notification(
            id=new_id(),
            account_id=account_id,
            kind=kind,
            actor_id=actor_id,
            subject_id=subject_id,
            filtered=account_id in aside,
        )
        for account_id, kind in sorted(kinds.items())
    ]
    with atomic_write():
        Notification.objects.bulk_create(rows, ignore_conflicts=True)
        for row in rows:
            if row.filtered:
                NotificationRequest.objects.update_or_create(
                    account_id=row.account_id,
                    actor_id=actor_id,
                    defaults={"last_id": row.id},
                    create_defaults={"id": new_id(), "last_id": row.id},
                )
        stored = Notification.objects.filter(id__in=[row.id for row in rows], filtered=False).order_by("id")
        told = list(stored.values_list("id", "account_id"))
        if told:
            publish(Notified(tuple(one for one, _ in told), tuple(account_id for _, account_id in told)))
