"""What integrity forgets when a person is erased."""

from folkmoot.domains.integrity.models import Decision, Label, Report, ShadowMatch
from folkmoot.infra.writes import atomic_write


def erase(account_id: int) -> None:
    """Remove a person's words, and the salts by which the public log could be tied to what was theirs.

    Decisions and reports stay as numbers: others rely on them, and the log's proofs stay whole. Idempotent.
    """
    with atomic_write():
        Report.objects.filter(reporter=account_id).update(comment="", related=[])
        Decision.objects.filter(responsible=account_id).update(salt="", note="", undo_note="")
        ShadowMatch.objects.filter(responsible=account_id).delete()
        Label.objects.filter(labelled_by=account_id).update(note="")
