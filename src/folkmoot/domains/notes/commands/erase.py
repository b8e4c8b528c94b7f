"""Take an erased account out of the notes, a batch at a time."""

from folkmoot.domains.accounts.api import AccountErased
from folkmoot.domains.notes.models import Note, RaterScore, Rating
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock

BATCH = 500


def erase(event: AccountErased) -> None:
    """Subscriber: ratings are deleted; notes lose their words and their author and stand under no post any more."""
    jobs.enqueue(_ERASE, account_id=event.account_id)


def _erase(*, account_id: int) -> None:
    more = True
    while more:
        with atomic_write():
            ids = list(Rating.objects.filter(rater_id=account_id).values_list("id", flat=True)[:BATCH])
            Rating.objects.filter(id__in=ids).delete()
            more = len(ids) == BATCH
    with atomic_write():
        RaterScore.objects.filter(rater_id=account_id).delete()
        own = Note.objects.filter(author_id=account_id)
        own.filter(withdrawn_at=None).update(withdrawn_at=clock.now())
        own.update(author_id=0, text="", links=[])


_ERASE = "notes.erase"
jobs.register(_ERASE, _erase)
