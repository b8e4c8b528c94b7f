"""Open what is kept of a case."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from folkmoot.domains.integrity import cases
from folkmoot.domains.integrity.models import Case, Evidence
from folkmoot.domains.integrity.subjects import ref_of
from folkmoot.domains.residency import api as residency
from folkmoot.infra.audit import api as audit
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.refs import SubjectRef
from folkmoot.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """What a subject said when it was kept. `public`: everybody could read it then."""

    ref: SubjectRef
    kept_at: datetime
    words: str
    media_ids: tuple[int, ...]
    public: bool


def evidence_of(viewer: Viewer, case_id: int) -> tuple[EvidenceView, ...]:
    """What is kept of a case, oldest first. Staff only; what was not public is closed to the involved, by Forbidden.

    Opening what was not public is on record, each time.
    """
    moderator = viewer.require_staff()
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        raise NotFound(f"case {case_id}")
    rows = list(Evidence.objects.filter(case=case).order_by("id"))
    closed = [row for row in rows if not row.public]
    if closed:
        cases.refuse_the_involved(moderator, case.responsible, False)
        with atomic_write():
            for row in closed:
                audit.record(moderator, "evidence.open", ref_of(row), case=case.id)
    found = residency.evidence.opened(case_id) if rows else {}
    return tuple(_view(row, found[row.record_id]) for row in rows if row.record_id in found)


def has_evidence(case_id: int) -> bool:
    """Whether anything is kept of a case. Opens nothing."""
    return Evidence.objects.filter(case_id=case_id).exists()


def _view(row: Evidence, plain: bytes) -> EvidenceView:
    words, media_ids = msgspec.json.decode(plain, type=tuple[str, tuple[int, ...]])
    return EvidenceView(ref_of(row), time_of(row.id), words, media_ids, row.public)
