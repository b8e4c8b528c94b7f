"""End an appeal: the row, its log entry, its audit row and its event, in the caller's `atomic_write`."""

from folkmoot.domains.integrity.events import AppealDecided
from folkmoot.domains.integrity.models import Appeal, Decision
from folkmoot.domains.integrity.types import Outcome
from folkmoot.infra.audit import api as audit
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.translog import api as translog
from folkmoot.kernel import clock

UNDONE = "A moderator has undone the decision."


def end(
    row: Appeal, outcome: Outcome, *, by: int | None, reasons: str = "", replaced_by: Decision | None = None
) -> None:
    """Write the outcome of an appeal that is open. It cannot be stored without its log entry."""
    now = clock.now()
    row.outcome, row.reasons, row.decided_at, row.decided_by = outcome.value, reasons, now, by
    row.replaced_by = replaced_by
    row.log_entry = translog.append(
        "appeal_decided",
        decision=str(row.decision_id),
        outcome=outcome.value,
        replaced_by=str(replaced_by.id) if replaced_by else None,
        at=now.isoformat(),
    )
    row.save(update_fields=["outcome", "reasons", "decided_at", "decided_by", "replaced_by", "log_entry"])
    audit.record(by, "integrity.decide_appeal", f"appeal:{row.id}", decision=row.decision_id, outcome=outcome.value)
    if outcome is not Outcome.CLOSED:
        outbox.publish(AppealDecided(row.id, row.decision_id))


def overturn_with(decision: Decision, moderator: int, note: str) -> None:
    """Somebody undid a decision against which an appeal is open: the appeal is won."""
    for row in Appeal.objects.select_for_update().filter(decision=decision, decided_at=None):
        end(row, Outcome.OVERTURN, by=moderator, reasons=note or UNDONE)


def close_of(account_id: int) -> None:
    """The appellant has erased the account: there is nobody left to answer."""
    for row in Appeal.objects.select_for_update().filter(appellant=account_id, decided_at=None):
        end(row, Outcome.CLOSED, by=None)
