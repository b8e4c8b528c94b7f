"""Keep the words of what a case is about."""

from collections.abc import Iterable

import msgspec

from folkmoot.domains.integrity.events import AppealFiled, CaseOpened
from folkmoot.domains.integrity.models import Appeal, Case, Evidence, Report
from folkmoot.domains.integrity.providers import Material, material
from folkmoot.domains.integrity.subjects import ref_of
from folkmoot.domains.residency import api as residency
from folkmoot.infra.audit import api as audit
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import SubjectRef


def keep(case_id: int, refs: Iterable[SubjectRef], *, reader: int | None) -> None:
    """Seal what these subjects say now under the key of the case, as `reader` can read it; outside any write.

    A version that is kept already is not kept twice. What is gone, or opens for nobody, leaves nothing.
    """
    for ref in refs:
        found = material(ref, reader)
        if found is not None and not _is_kept(case_id, ref, found.version):
            _keep(case_id, ref, found)


def keep_of_case(event: CaseOpened) -> None:
    """Also where the process died between a report and the keeping of it, and for what automation proposed."""
    case = Case.objects.filter(id=event.case_id).first()
    if case is None:
        return
    keep(case.id, [ref_of(case)], reader=None)
    for report in Report.objects.filter(case=case).order_by("id"):
        keep(case.id, _named(report), reader=report.reporter)


def keep_of_appeal(event: AppealFiled) -> None:
    """What an appeal is about, as it stands now, beside what was kept when its case opened."""
    row = Appeal.objects.select_related("decision").filter(id=event.appeal_id).first()
    if row is not None and row.decision.case_id is not None:
        keep(row.decision.case_id, [ref_of(row.decision)], reader=row.appellant)


def _named(report: Report) -> list[SubjectRef]:
    return [ref_of(report), *(SubjectRef.parse(text) for text in report.related)]


def _is_kept(case_id: int, ref: SubjectRef, version: int) -> bool:
    rows = Evidence.objects.filter(case_id=case_id, subject_kind=ref.kind.value, subject_id=ref.id, version=version)
    return rows.exists()


def _keep(case_id: int, ref: SubjectRef, found: Material) -> None:
    """The vault first, then the central row: a record that no row names is swept."""
    record_id = residency.evidence.keep(case_id, msgspec.json.encode([found.words, found.media_ids]))
    with atomic_write():
        _, fresh = Evidence.objects.get_or_create(
            case_id=case_id,
            subject_kind=ref.kind.value,
            subject_id=ref.id,
            version=found.version,
            defaults={"id": new_id(), "record_id": record_id, "public": found.public},
        )
        if fresh:
            audit.record(None, "integrity.keep_evidence", ref, case=case_id)
    if not fresh:
        residency.evidence.discard([record_id])
