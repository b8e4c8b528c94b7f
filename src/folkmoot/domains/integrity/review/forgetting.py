"""What review forgets when a person is erased."""

from folkmoot.domains.integrity.models import CaseMark, CaseNote, Desk, Report, ReviewQueue, TrustedFlagger
from folkmoot.domains.integrity.ordering import flaggers
from folkmoot.kernel import clock


def erase(account_id: int) -> None:
    """Remove a person's notes, desk and flagger status, and what their cases had in common with others.

    Inside the caller's `atomic_write`. Idempotent.
    """
    CaseNote.objects.filter(author=account_id).delete()
    CaseMark.objects.filter(case__responsible=account_id).exclude(kind="clause").delete()
    Report.objects.filter(reporter=account_id).update(answer="")
    Desk.objects.filter(moderator=account_id).delete()
    flagger = TrustedFlagger.objects.filter(account=account_id)
    flagger.update(name="", link="", named=False)
    for row in flagger.filter(ended_at=None):
        flaggers.enter(row, "ended")
    flagger.filter(ended_at=None).update(ended_at=clock.now())
    for queue in ReviewQueue.objects.order_by("id"):
        if account_id in queue.people:
            queue.people = [one for one in queue.people if one != account_id]
            queue.save(update_fields=["people"])
