"""What integrity forgets when a person is erased."""

from folkmoot.domains.integrity.appeals import closing
from folkmoot.domains.integrity.evidence import ending
from folkmoot.domains.integrity.models import Appeal, AppealMessage, Decision, Label, Proposal, Report, ShadowMatch
from folkmoot.domains.integrity.review import forgetting as review
from folkmoot.infra.writes import atomic_write


def erase(account_id: int) -> None:
    """Remove a person's words, and the salts by which the public log could be tied to what was theirs.

    Decisions and reports stay as numbers: others rely on them, and the log's proofs stay whole. An open appeal of
    theirs is closed; evidence of what they wrote ends, in open cases when these close. Idempotent.
    """
    with atomic_write():
        Report.objects.filter(reporter=account_id).update(comment="", related=[])
        Decision.objects.filter(responsible=account_id).update(salt="", note="", undo_note="")
        ShadowMatch.objects.filter(responsible=account_id).delete()
        Label.objects.filter(labelled_by=account_id).update(note="")
        closing.close_of(account_id)
        AppealMessage.objects.filter(appeal__appellant=account_id).update(text="")
        AppealMessage.objects.filter(author=account_id).update(text="")
        Appeal.objects.filter(appellant=account_id).update(reasons="")
        Proposal.objects.filter(case__responsible=account_id).update(note="", answer_note="")
        review.erase(account_id)
    ending.erase_of(account_id)
