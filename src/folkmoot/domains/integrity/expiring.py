"""Treatments that have run out: their effect ended by itself at that moment; here it is written down and told."""

from folkmoot.domains.integrity.events import DecisionExpired
from folkmoot.domains.integrity.models import Decision, Effect
from folkmoot.domains.integrity.subjects import ref_of
from folkmoot.infra.audit import api as audit
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.translog import api as translog
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock

_BATCH = 200


def expire() -> int:
    """End what has run out, for good: also where the clock goes back later. Returns how many decisions ended so.

    Readers do not wait for this: `treatments_for` compares with the time.
    """
    due = Effect.objects.filter(ended_at=None, until__lte=clock.now()).order_by("until")
    found = list(dict.fromkeys(due.values_list("decision_id", flat=True)[:_BATCH]))
    return sum(_expire(decision_id) for decision_id in found)


def _expire(decision_id: int) -> bool:
    """One decision in a transaction of its own; whether nothing of it acts any more."""
    now = clock.now()
    with atomic_write():
        row = Decision.objects.select_for_update().get(id=decision_id)
        run_out = Effect.objects.filter(decision=row, ended_at=None, until__lte=now)
        if not run_out.update(ended_at=now) or Effect.objects.filter(decision=row, ended_at=None).exists():
            return False
        translog.append("decision_expired", decision=str(row.id), at=now.isoformat())
        audit.record(None, "integrity.expire", ref_of(row), decision=row.id)
        outbox.publish(DecisionExpired(row.id))
    return True
