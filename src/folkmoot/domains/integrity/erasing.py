"""What integrity forgets when a person is erased."""

from folkmoot.domains.integrity.appeals import closing
from folkmoot.domains.integrity.evidence import ending
from folkmoot.domains.integrity.models import (
    Appeal,
    AppealMessage,
    Case,
    Decision,
    Label,
    PolicyVersion,
    Proposal,
    Report,
    ShadowMatch,
)
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
        Decision.objects.filter(decider=account_id).update(note="")
        Decision.objects.filter(undone_by=account_id).update(undo_note="")
        PolicyVersion.objects.filter(who=account_id).update(who=None, salt="")
        Proposal.objects.filter(proposed_by=account_id).update(note="")
        Proposal.objects.filter(answered_by=account_id).update(answer_note="")
        _forget_what_fired(account_id)
        closing.close_of(account_id)
        AppealMessage.objects.filter(appeal__appellant=account_id).update(text="")
        AppealMessage.objects.filter(author=account_id).update(text="")
        Appeal.objects.filter(appellant=account_id).update(reasons="")
        Proposal.objects.filter(case__responsible=account_id).update(note="", answer_note="")
        review.erase(account_id)
    ending.erase_of(account_id)


def _forget_what_fired(account_id: int) -> None:
    """The facts of cases about them: hosts and tags out of what they wrote. Which clauses it was stays."""
    for case in Case.objects.select_for_update().filter(responsible=account_id).exclude(suggestions={}).order_by("id"):
        case.suggestions = {clause_id: {**said, "numbers": []} for clause_id, said in case.suggestions.items()}
        case.save(update_fields=["suggestions"])
