"""The end of evidence: its key is erased, and so are its records."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from folkmoot.domains.integrity.models import Appeal, Case, Evidence
from folkmoot.domains.residency import api as residency
from folkmoot.infra.audit import api as audit
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import floor_id

KEPT = timedelta(days=180)
"""After the case closed; as long as an appeal is possible."""
_UNNAMED = timedelta(hours=24)
_BATCH = 200


def sweep() -> int:
    """Erase the evidence of cases whose time is over; returns how many there were.

    Over: closed for 180 days, or closed and its author erased. An open appeal against a decision of the case keeps it.
    """
    open_appeal = Appeal.objects.filter(decision__case=OuterRef("case"), decided_at=None)
    over = Q(case__closed_at__lt=clock.now() - KEPT) | Q(case__closed_at__isnull=False, author_erased=True)
    found = Evidence.objects.filter(over).exclude(Exists(open_appeal)).order_by("case")
    case_ids = list(dict.fromkeys(found.values_list("case", flat=True)[:_BATCH]))
    for case_id in case_ids:
        _erase(case_id)
    _discard_unnamed()
    return len(case_ids)


def erase_of(account_id: int) -> None:
    """Its author was erased: what lies with closed cases ends now, the rest when its case closes."""
    with atomic_write():
        of_theirs = Case.objects.filter(responsible=account_id)
        Evidence.objects.filter(case__in=of_theirs).update(author_erased=True)
    sweep()


def _erase(case_id: int) -> None:
    """The key first: whatever happens after that, nothing opens any more."""
    residency.evidence.erase(case_id)
    with atomic_write():
        Evidence.objects.filter(case=case_id).delete()
        audit.record(None, "integrity.erase_evidence", f"case:{case_id}")


def _discard_unnamed() -> None:
    """Records that were sealed and never named: the process died in between."""
    kind, older = residency.RecordKind.EVIDENCE, floor_id(clock.now() - _UNNAMED)
    records = residency.records.ids_of_kind(kind, older_than=older)
    while records:
        named = set(Evidence.objects.filter(record_id__in=records).values_list("record_id", flat=True))
        residency.evidence.discard([one for one in records if one not in named])
        records = residency.records.ids_of_kind(kind, older_than=older, after=records[-1])
