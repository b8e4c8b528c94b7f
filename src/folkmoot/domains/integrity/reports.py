"""Report a subject."""

from datetime import timedelta

from folkmoot.domains.integrity import cases, views
from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.events import ReportFiled
from folkmoot.domains.integrity.evidence import keeping
from folkmoot.domains.integrity.group_desk import placing
from folkmoot.domains.integrity.group_desk.provider import group_of
from folkmoot.domains.integrity.models import Case, Report
from folkmoot.domains.integrity.ordering import ranking
from folkmoot.domains.integrity.ordering.flaggers import is_trusted_flagger
from folkmoot.domains.integrity.screening import record_screening, rescreen
from folkmoot.domains.integrity.subjects import about
from folkmoot.domains.integrity.types import ReportView
from folkmoot.domains.integrity.wording import COMMENT_LIMIT, words
from folkmoot.infra.audit import api as audit
from folkmoot.infra.limits import api as limits
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import SubjectKind, SubjectRef
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

RELATED_LIMIT = 50
LIMIT = limits.Limit("reports", most=30, within=timedelta(hours=1))


def report(
    viewer: Viewer,
    *,
    ref: SubjectRef,
    responsible: int,
    clause_id: str,
    comment: str,
    forward: bool = False,
    related: tuple[SubjectRef, ...] = (),
) -> ReportView:
    """Report a subject to the moderators. `clause_id` "" means: none in particular.

    Who reports the same thing again before it is decided changes the words of the first report. What the policy says
    about the subject is asked again, because reports are facts; they alone never remove anything.
    """
    reporter = viewer.require_account()
    said = {
        "clause_id": _clause_id(clause_id),
        "comment": words(comment, limit=COMMENT_LIMIT, field="comment"),
        "forward": forward,
        "related": _related(related),
    }
    if reporter == responsible:
        raise Invalid("This is your own. You cannot report yourself.")
    limits.hit(LIMIT, reporter)
    group_id = group_of(related if ref.kind is SubjectKind.ACCOUNT else [ref])
    screening = rescreen(ref, responsible, reporter=reporter)
    with atomic_write():
        case = cases.open_or_join(ref, responsible)
        row = _file(case, ref, reporter, said)
        ranking.touch(case)
        record_screening(screening)
        placing.place(Case.objects.get(id=case.id), group_id)
    # With the eyes of whoever reports: a direct message opens for them, and for no moderator.
    keeping.keep(row.case_id, [ref, *related], reader=reporter)
    return views.report(row)


def _file(case: Case, ref: SubjectRef, reporter: int, said: dict[str, object]) -> Report:
    row = Report.objects.filter(about(ref), reporter=reporter, answered_at=None).first()
    if row is not None:
        for name, value in said.items():
            setattr(row, name, value)
        row.save(update_fields=list(said))
        return row
    row = Report.objects.create(
        id=new_id(),
        case=case,
        subject_kind=ref.kind.value,
        subject_id=ref.id,
        responsible=case.responsible,
        reporter=reporter,
        trusted=is_trusted_flagger(reporter, str(said["clause_id"])),
        **said,
    )
    audit.record(reporter, "integrity.report", ref, report=row.id)
    outbox.publish(ReportFiled(row.id))
    return row


def _clause_id(clause_id: str) -> str:
    if clause_id and current_policy().clause(clause_id) is None:
        raise Invalid("This rule is not one of this community. Please choose one from the list.", field="clause_id")
    return clause_id


def _related(refs: tuple[SubjectRef, ...]) -> list[str]:
    if len(refs) > RELATED_LIMIT:
        raise Invalid(
            sentence("Please name at most {related_limit} further posts.", related_limit=RELATED_LIMIT), field="related"
        )
    return [str(ref) for ref in dict.fromkeys(refs)]
