"""Take an erased account out of the events."""

from folkmoot.domains.accounts.api import AccountErased
from folkmoot.domains.events.models import CalendarAddress, Event, EventAnswer
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.writes import atomic_write

BATCH = 500


def erase(event: AccountErased) -> None:
    """Subscriber: its events, its answers and the address of its calendar are deleted."""
    jobs.enqueue(_ERASE, account_id=event.account_id)


def _erase(*, account_id: int) -> None:
    with atomic_write():
        CalendarAddress.objects.filter(account_id=account_id).delete()
    for rows in (EventAnswer.objects.filter(account_id=account_id), Event.objects.filter(organiser_id=account_id)):
        more = True
        while more:
            with atomic_write():
                ids = list(rows.values_list("id", flat=True)[:BATCH])
                rows.model.objects.filter(id__in=ids).delete()
                more = len(ids) == BATCH


_ERASE = "events.erase"
jobs.register(_ERASE, _erase)
